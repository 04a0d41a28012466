"""PDF: what must not be inside, the words of the first pages, a picture of the first.

Belongs here: everything asked of the PDF library. Does not belong here: what the words mean.
"""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from sauro.files.inspection.model import Found, Picture, Unfit
from sauro.files.inspection.pictures import as_preview

PAGES = 3
CHARACTERS = 20_000
RUNS = 400
NOTES = 50
PREVIEW_WIDTH = 900
LONGEST_SIDE = 2600
_ACTIONS = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b")
_NOTE = "Contents"


def look_at_paper(data: bytes) -> Found:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        locked = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(fault)
        raise Unfit("encrypted" if locked else "damaged") from fault
    try:
        if len(document) == 0:
            raise Unfit("damaged")
        if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0 or _ACTIONS.search(data):
            raise Unfit("script")
        if pdfium.FPDFDoc_GetAttachmentCount(document.raw) > 0:
            raise Unfit("embedded")
        texts = tuple(_words(document, number) for number in range(min(PAGES, len(document))))
        return Found("pdf", tuple(text for text in texts if text.strip()), _first_page(document))
    finally:
        document.close()


def _words(document: pypdfium2.PdfDocument, number: int) -> str:
    """Lines as the library joins them, then each run of letters by itself: a stamp may stand beside other words."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError as fault:
        raise Unfit("damaged") from fault
    text = page.get_textpage()
    try:
        lines = [text.get_text_range(0, min(text.count_chars(), CHARACTERS), errors="ignore")]
        for place in range(min(text.count_rects(), RUNS)):
            lines.append(text.get_text_bounded(*text.get_rect(place), errors="ignore"))
        return "\n".join([*lines, *_notes(page)])
    finally:
        text.close()
        page.close()


def _notes(page: pypdfium2.PdfPage) -> list[str]:
    """Words of stamps and notes that were laid on the page."""
    found = []
    for place in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, place)
        if not note:
            continue
        try:
            size = pdfium.FPDFAnnot_GetStringValue(note, _NOTE.encode(), None, 0)
            if 2 < size <= CHARACTERS:
                buffer = (pdfium.FPDF_WCHAR * (size // 2))()
                pdfium.FPDFAnnot_GetStringValue(note, _NOTE.encode(), buffer, size)
                found.append(bytes(buffer).decode("utf-16-le", "ignore").rstrip("\x00"))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return found


def _first_page(document: pypdfium2.PdfDocument) -> Picture | None:
    """None where the page has no area that can be drawn."""
    page = document[0]
    try:
        width, height = page.get_size()
        if width < 1 or height < 1:
            return None
        scale = min(PREVIEW_WIDTH / width, LONGEST_SIDE / height)
        drawn: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil()
        return as_preview(drawn)
    finally:
        page.close()
