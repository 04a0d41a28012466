"""Which channels are open to a person beside the product itself.

Belongs here: the one rule for letters and calls, with its reason where a channel is closed. Does not belong here:
sending (``sending``), writing the choice (``actions``).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from sauro.notices.models import Choice
from sauro.notices.rules import people
from sauro.notices.states import Channel
from sauro.people.models import Account
from sauro.people.permissions import memberships_now


def closed_reason(account: Account, channel: Channel) -> str:
    """A code of ``refusals``, empty where the channel is open to the account."""
    if any(membership.role in people().leaders.roles for membership in memberships_now(account)):
        return "leader_letters"
    if channel is Channel.MAIL:
        if not settings.EMAIL_SERVER:
            return "channel_closed"
        return "" if account.email else "no_address"
    return "" if settings.WEBHOOK else "channel_closed"


def wants(account: Account, channel: Channel) -> bool:
    """What the person has chosen; without a choice the letter of the day and nothing else."""
    choice = Choice.objects.filter(account=account).first()
    return _wants(choice, channel)


def _wants(choice: Choice | None, channel: Channel) -> bool:
    if choice is None:
        return channel is Channel.MAIL
    return choice.by_mail if channel is Channel.MAIL else choice.by_webhook


def open_to(accounts: Iterable[Account]) -> dict[int, list[Channel]]:
    """The channels that each account wants and may have; accounts without any are left out."""
    rows = list(accounts)
    choices = {choice.account_id: choice for choice in Choice.objects.filter(account__in=rows)}
    found = {
        account.pk: [
            channel
            for channel in Channel
            if _wants(choices.get(account.pk), channel) and not closed_reason(account, channel)
        ]
        for account in rows
    }
    return {pk: channels for pk, channels in found.items() if channels}
