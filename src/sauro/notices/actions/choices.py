"""Which channels a person wants. Does not belong here: the channels themselves (``delivering``)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from sauro.notices.actions.common import note
from sauro.notices.channels import closed_reason, wants
from sauro.notices.models import Choice
from sauro.notices.refusals import ActionRefused
from sauro.notices.states import Channel
from sauro.people.models import Account


def choose_channels(*, account: Account, by_mail: bool, by_webhook: bool) -> None:
    """Own choice alone; a channel that is closed to the person is refused with its reason, not silently kept."""
    for channel, wanted in ((Channel.MAIL, by_mail), (Channel.WEBHOOK, by_webhook)):
        if wanted and (reason := closed_reason(account, channel)):
            raise ActionRefused(reason)
    before = {str(channel): wants(account, channel) for channel in Channel}
    after = {str(Channel.MAIL): by_mail, str(Channel.WEBHOOK): by_webhook}
    if before == after and Choice.objects.filter(account=account).exists():
        return
    with transaction.atomic():
        Choice.objects.update_or_create(
            account=account,
            defaults={"by_mail": by_mail, "by_webhook": by_webhook, "changed_at": timezone.now()},
        )
        note(account.actor, "channels.chosen", account.code, before=before, after=after)
