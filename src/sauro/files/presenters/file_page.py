"""The page of one file. Belongs here: what it shows. Does not belong here: lists of files (``evidence``)."""

from __future__ import annotations

from dataclasses import dataclass

from sauro.files import registry
from sauro.files.models import Attachment
from sauro.files.permissions import refusal_to_download
from sauro.files.presenters.evidence import FileRow, file_row, writing_now


@dataclass(frozen=True, slots=True)
class FilePage:
    """``no_download`` and ``no_withdrawal`` say why a button stays closed; empty where it is open."""

    row: FileRow
    code: str
    about: registry.About
    access: str
    state: str
    sha256: str
    width: int
    height: int
    no_download: str
    may_withdraw: bool
    no_withdrawal: str


def file_page(account: object, attachment: Attachment) -> FilePage:
    refused = refusal_to_download(account)
    may_withdraw, why = writing_now(account, attachment.subject)
    preview = getattr(attachment.blob, "preview", None)
    return FilePage(
        row=file_row(attachment, loads=refused is None),
        code=attachment.code,
        about=registry.kind_of(attachment.subject).about(attachment.subject),
        access=attachment.get_access_display(),
        state=attachment.get_state_display(),
        sha256=attachment.blob_id,
        width=preview.width if preview else 0,
        height=preview.height if preview else 0,
        no_download=refused.why if refused else "",
        may_withdraw=may_withdraw,
        no_withdrawal=why,
    )
