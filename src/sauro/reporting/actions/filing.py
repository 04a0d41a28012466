"""The signed document behind a number: checked, filed, named by its hash.

Belongs here: what the issuing of a unit's report and of the province's paper share. Does not belong here: the steps.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sauro.files.actions import attach, detach
from sauro.files.checking import Upload
from sauro.people.by import By
from sauro.reporting.actions.common import needed
from sauro.reporting.refusals import ActionRefused
from sauro.web.text import day_words

PDF = "application/pdf"


def document(number: str, issued_on: date) -> tuple[str, date]:
    """Number and day of a document, as they may be written down."""
    name = needed("number", " ".join(number.split()), "needs_number")
    if issued_on > timezone.localdate():
        raise ActionRefused("in_future", day=day_words(issued_on))
    return name, issued_on


def filed(subject: str, file: Upload | None, by: By) -> str:
    """The hash of the signed document, filed under the subject; refused with the sentence of the room of files."""
    if file is None:
        raise ActionRefused("needs_file")
    outcome = attach(subject=subject, uploads=[file], by=by)[0]
    if outcome.attachment is None:
        raise ActionRefused("file_refused", why=outcome.refused.sentence if outcome.refused else "")
    if outcome.attachment.media_type != PDF:
        if not outcome.already:
            detach(attachment=outcome.attachment, reason="PDF", by=by)
        raise ActionRefused("needs_pdf")
    return str(outcome.attachment.blob_id)
