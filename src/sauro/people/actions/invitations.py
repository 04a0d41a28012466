"""One-time links: made for a person who opens an account or sets a new password, used once.

Belongs here: making, finding, using and withdrawing links. Does not belong here: setting the password
(``passwords``), the page behind the link, letters.

The token is shown to whoever made the link and never kept: the table has its digest. A token is 256 random
bits, so the digest needs no salt and no slow hash.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.people.actions.common import managing, move, note
from sauro.people.by import By
from sauro.people.models import Account, Invitation
from sauro.people.refusals import ActionRefused
from sauro.people.states import LINK_MOVES, LinkPurpose, LinkState

LASTS = {LinkPurpose.INVITE: timedelta(days=14), LinkPurpose.RESET: timedelta(days=2)}
_LONGEST_TOKEN = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A token as it is shown once."""

    token: str
    expires_at: datetime
    purpose: LinkPurpose


@transaction.atomic
def make_link(*, account: Account, by: By, purpose: LinkPurpose | None = None) -> Link:
    """A new link; an open one of the same purpose stops working.

    Without a purpose it is an invitation for an account that never had a password, else a new password.
    """
    actor = managing(by, account)
    if not account.is_active:
        raise ActionRefused("account_closed", name=account.name)
    account = Account.objects.select_for_update().get(pk=account.pk)
    chosen = purpose or (LinkPurpose.RESET if account.has_usable_password() else LinkPurpose.INVITE)
    for open_link in Invitation.objects.filter(account=account, purpose=chosen, state=LinkState.OPEN):
        open_link.state = move(LINK_MOVES, open_link.state, "make_link", open_link.get_state_display())
        open_link.save(update_fields=["state"])
    return write_link(account, chosen, actor)


def write_link(account: Account, purpose: LinkPurpose, actor: Actor) -> Link:
    """Writes a link of an account that has no open one."""
    invitation, link = new_link(account, purpose, actor)
    invitation.save()
    note_link(invitation, actor)
    return link


def new_link(account: Account, purpose: LinkPurpose, actor: Actor) -> tuple[Invitation, Link]:
    """The row, unsaved, and the token that is not in it."""
    token, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation(
        account=account,
        purpose=purpose,
        digest=_digest(token),
        made_at=now,
        made_by_code=actor.code,
        made_by_name=actor.name,
        expires_at=now + LASTS[purpose],
    )
    return invitation, Link(token, invitation.expires_at, purpose)


def note_link(invitation: Invitation, actor: Actor) -> None:
    after = {"purpose": str(invitation.purpose), "expires_at": invitation.expires_at}
    note(actor, "link.made", invitation.account.code, after=after)


def find_link(token: str) -> Invitation:
    """The open link of this token; refused alike when it is unknown, used, withdrawn or past its time."""
    return _found(Invitation.objects.select_related("account"), token)


@transaction.atomic
def use_link(*, token: str) -> Account:
    """Marks the link as used and gives its account. Two people with one link: the second is refused."""
    # the account first, as in making a link: two rows locked in one order cannot wait for each other
    Account.objects.select_for_update().get(pk=_found(Invitation.objects.all(), token).account_id)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("account")
    invitation = _found(rows, token)
    invitation.state = move(LINK_MOVES, invitation.state, "use_link", invitation.get_state_display())
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["state", "used_at"])
    account = invitation.account
    note(account.actor, "link.used", account.code, after={"purpose": str(invitation.purpose)})
    return account


@transaction.atomic
def withdraw_links(*, account: Account, by: By) -> int:
    """Every open link of the account stops working; how many."""
    actor = managing(by, account)
    links = list(Invitation.objects.select_for_update().filter(account=account, state=LinkState.OPEN))
    for link in links:
        link.state = move(LINK_MOVES, link.state, "withdraw_link", link.get_state_display())
        link.save(update_fields=["state"])
    if links:
        note(actor, "link.withdrawn", account.code, before={"open": len(links)}, after={"open": 0})
    return len(links)


def send_link(*, account: Account, link: Link, root: str) -> bool | None:
    """Writes the letter with the link; None where there is nobody to write to or no mail server, False where the
    server did not take it. Outside the transaction that made the link: a letter cannot be called back.
    """
    if not account.email or not settings.EMAIL_SERVER:
        return None
    with translation.override(account.language):
        words = {
            "name": account.name,
            "link": root + reverse("people:link", args=[link.token]),
            "until": timezone.localtime(link.expires_at),
            "invite": link.purpose == LinkPurpose.INVITE,
        }
        body = render_to_string("people/letters/link.txt", words)
        subject = _("Liên kết đặt mật khẩu Sáu Rõ")
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email]).send()
    except OSError as fault:  # SMTPException is one too
        log.warning("link_not_sent", account=account.code, fault=type(fault).__name__)
        return False
    with transaction.atomic():
        note(Actor.system("mail"), "link.sent", account.code, after={"purpose": str(link.purpose)})
    return True


def _found(rows: QuerySet[Invitation], token: str) -> Invitation:
    if 0 < len(token) <= _LONGEST_TOKEN:
        found = rows.filter(
            digest=_digest(token),
            state=LinkState.OPEN,
            expires_at__gt=timezone.now(),
            account__is_active=True,
        ).first()
        if found is not None:
            return found
    raise ActionRefused("link_dead")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
