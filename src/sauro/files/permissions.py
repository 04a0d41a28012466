"""May this account read, add or withdraw this file? One rule feeds the answer, the refusal and the closed button.

Belongs here: the rule. Does not belong here: who may read or write a subject (the upper room registers it).

| access   | who opens the file                                                                |
| private  | whoever may read what it belongs to and may download                              |
| internal | whoever may download                                                              |
| public   | as internal; the public front of the house decides for people without a sign-in   |

A withdrawn file is opened only by those who may read what it belongs to.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from sauro.audit.actor import Actor
from sauro.files import registry
from sauro.files.models import Attachment
from sauro.files.refusals import FileRefused
from sauro.files.states import Access, AttachmentState
from sauro.people.by import By
from sauro.people.permissions import Refused, check, memberships_now, refusal

READ = "files.read"
WRITE = "files.write"
"""Codes of refusals that come from what a file belongs to; they are no permissions of a role."""


def may_see(account: object, attachment: Attachment) -> bool:
    """Whether the account may know of the file: its name, its sender, its picture."""
    if registry.readable(account, [attachment.subject]):
        return True
    open_to_all = attachment.access != Access.PRIVATE and attachment.state == AttachmentState.KEPT
    return open_to_all and refusal_to_download(account) is None


def check_see(account: object, attachment: Attachment) -> None:
    if not may_see(account, attachment):
        raise _refusal_to_read(account, attachment.subject)


def check_read(account: object, subject: str) -> None:
    """For the page that lists the files of a subject."""
    if not registry.readable(account, [subject]):
        raise _refusal_to_read(account, subject)


def _refusal_to_read(account: object, subject: str) -> Refused:
    title = registry.kind_of(subject).about(subject).title
    why = _("Tệp ở đây chỉ dành cho người được xem nội dung kèm tệp: %(title)s.") % {"title": title}
    return _refused(account, READ, why)


def check_download(account: object, attachment: Attachment) -> None:
    check_see(account, attachment)
    check(account, "files.download")


def refusal_to_download(account: object) -> Refused | None:
    """The refusal that a closed button says; None where the account may download."""
    try:
        check(account, "files.download")
    except Refused as refused:
        return refused
    return None


def writing(by: By, subject: str) -> Actor:
    """Checks the right to add or withdraw files there and gives the actor to write down.

    A part of the system acts with the rights of the machine; a subject that is closed is closed for it too.
    """
    why = registry.closed(subject)
    if isinstance(by, Actor):
        actor = by
    elif registry.writes(by, subject):
        actor = by.actor
    else:
        raise refusal_to_write(by, subject)
    if why:
        raise FileRefused("closed", why=why)
    return actor


def refusal_to_write(account: object, subject: str) -> Refused:
    title = registry.kind_of(subject).about(subject).title
    return _refused(
        account,
        WRITE,
        _("Tài khoản này không được thêm hoặc rút tệp ở đây: %(title)s.") % {"title": title},
    )


def _refused(account: object, code: str, why: str) -> Refused:
    """With the same people to ask and the same roles held as any other refusal."""
    like = refusal(account, "files.download")
    return Refused(code, why, like.whom, held=like.held if memberships_now(account) else ())
