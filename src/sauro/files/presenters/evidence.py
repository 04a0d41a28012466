"""Evidence at one place: the list of files, the withdrawn ones, the form or the reason why it is closed.

Belongs here: what ``files/_evidence.html`` shows. Does not belong here: the page around it (the room that holds the
subject).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from sauro.files import registry
from sauro.files.checking import most_bytes
from sauro.files.inspection.types import rules
from sauro.files.models import Attachment
from sauro.files.permissions import refusal_to_download
from sauro.files.queries import attachments_of
from sauro.files.states import AttachmentState
from sauro.web.text import number_words, who_when

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the list. ``download`` is empty where the account may not download, ``picture`` where there is
    none; ``unread`` says that its words could not be looked through."""

    name: str
    size: str
    kind: str
    who: str
    note: str
    page: str
    download: str
    picture: str
    unread: bool
    withdrawn: bool
    reason: str = ""
    withdrawn_who: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the component needs. ``key`` begins every id, so that a page may hold several of them. ``closed`` says
    to somebody who otherwise writes here why nothing is added or withdrawn now."""

    key: str
    subject: str
    back: str
    files: tuple[FileRow, ...]
    withdrawn: tuple[FileRow, ...]
    may_write: bool
    closed: str
    hint: str
    accept: str
    most_bytes: int
    too_large: str

    @property
    def form(self) -> str:
        return f"{self.key}-f"


def evidence_of(account: object, subject: str, back: str = "") -> Evidence:
    """Of one subject; ``back`` is the page that the form returns to, by default the evidence's own page."""
    return evidence_for(account, [subject], back)[subject]


def evidence_for(account: object, subjects: Iterable[str], back: str = "") -> dict[str, Evidence]:
    """Of many subjects on one page, with one question to the database."""
    found = attachments_of(subjects, account)
    loads = refusal_to_download(account) is None
    wholes = {subject: registry.whole_of(subject) for subject in found}
    open_to = {whole: writing_now(account, whole) for whole in set(wholes.values())}
    return {
        subject: _evidence(subject, rows, back, open_to[wholes[subject]], loads=loads)
        for subject, rows in found.items()
    }


def _evidence(
    subject: str, rows: list[Attachment], back: str, writing: tuple[bool, str], *, loads: bool
) -> Evidence:
    shown = [file_row(row, loads=loads) for row in rows]
    known = rules()
    most = most_bytes(known)
    return Evidence(
        key=f"tc-{hashlib.sha256(subject.encode()).hexdigest()[:10]}",
        subject=subject,
        back=back,
        files=tuple(row for row in shown if not row.withdrawn),
        withdrawn=tuple(row for row in shown if row.withdrawn),
        may_write=writing[0],
        closed=writing[1],
        hint=_("%(labels)s · tối đa %(each)s MB mỗi tệp, %(together)s MB mỗi lần gửi")
        % {
            "labels": known.labels,
            "each": most // KILOBYTE**2,
            "together": int(settings.UPLOAD_BYTES) // KILOBYTE**2,
        },
        accept=known.accepted,
        most_bytes=most,
        too_large=_("Chưa nhận: tệp quá %(limit)s MB. Hãy nén hoặc tách tệp rồi tải lại.")
        % {"limit": most // KILOBYTE**2},
    )


def writing_now(account: object, subject: str) -> tuple[bool, str]:
    """(whether the account adds and withdraws files now, why it cannot although it otherwise does)."""
    if not registry.writes(account, subject):
        return False, ""
    why = registry.closed(subject)
    return not why, why


def file_row(row: Attachment, *, loads: bool) -> FileRow:
    return FileRow(
        name=row.name,
        size=size_words(row.blob.size),
        kind=kind_label(row.media_type),
        who=who_when(row.attached_by_name, row.attached_at),
        note=row.note,
        page=reverse("files:file", args=[row.code]),
        download=reverse("files:download", args=[row.code]) if loads else "",
        picture=reverse("files:picture", args=[row.code]) if hasattr(row.blob, "preview") else "",
        unread=not row.words_read,
        withdrawn=row.state == AttachmentState.WITHDRAWN,
        reason=row.reason,
        withdrawn_who=_who_withdrew(row.withdrawn_by_name, row.withdrawn_at),
    )


def _who_withdrew(name: str, at: datetime | None) -> str:
    return who_when(name, at) if at else ""


def kind_label(media_type: str) -> str:
    return next((kind.label for kind in rules().types if kind.media_type == media_type), media_type)


def size_words(size: int) -> str:
    """3,2 MB, 640 KB, 12 byte."""
    if size >= KILOBYTE**2:
        return f"{number_words(round(size / KILOBYTE**2, 1))} MB"
    if size >= KILOBYTE:
        return f"{number_words(round(size / KILOBYTE))} KB"
    return f"{size} byte"
