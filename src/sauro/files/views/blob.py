"""A stored content as a download.

Belongs here: the answer and its headers. Does not belong here: the address and the right to ask, which
belong to the room that holds the subject (a plan's page calls ``download`` after its own check).
"""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sauro.files.models import Blob


def download(blob: Blob, *, filename: str) -> HttpResponse:
    """The content to be saved, never shown: whatever is in it cannot run on this site's pages."""
    response = HttpResponse(blob.read_bytes(), content_type=blob.media_type)
    response["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    response["Content-Length"] = str(blob.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
