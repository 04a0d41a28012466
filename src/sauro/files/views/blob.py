"""A stored content as an answer.

Belongs here: the answer and its headers. Does not belong here: the address and the right to ask, which
belong to the room that holds the subject (a plan's page calls ``download`` after its own check).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from sauro.files.models import Blob
from sauro.files.shelf import PIECE


def download(blob: Blob, *, filename: str, media_type: str = "") -> StreamingHttpResponse:
    """The content to be saved, never shown: whatever is in it cannot run on this site's pages."""
    return _answer(blob, media_type or blob.media_type, filename=filename, saved=True)


def shown(blob: Blob, *, filename: str) -> StreamingHttpResponse:
    """A picture that we drew ourselves, to be shown in a page."""
    return _answer(blob, blob.media_type, filename=filename, saved=False)


def _answer(blob: Blob, media_type: str, *, filename: str, saved: bool) -> StreamingHttpResponse:
    """Compared with its hash before the first byte leaves; then sent piece by piece."""
    blob.open_checked().close()
    response = StreamingHttpResponse(_pieces(blob), content_type=media_type)
    disposition = content_disposition_header(saved, filename)
    response["Content-Disposition"] = disposition or ("attachment" if saved else "inline")
    response["Content-Length"] = str(blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _pieces(blob: Blob) -> Iterator[bytes]:
    with blob.open_checked() as file:
        while piece := file.read(PIECE):
            yield piece
