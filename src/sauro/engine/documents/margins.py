"""Words that stand on the first page and are no part of the document's text: headers, footers, watermarks.

Belongs here: those words as plain lines, for whoever must see all that is stamped on a paper. Does not belong
here: the text with its anchors (the readers leave page marks out of it).
"""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium

from sauro.engine.documents.kinds import Kind, kind_of
from sauro.engine.documents.limits import Limits
from sauro.engine.documents.model import DocumentRefused
from sauro.engine.documents.package import Package

_MARGIN = re.compile(r"(?:header|footer)\d*\.xml\Z")
_PARTS = 12
_LINES = 400
_PAGE_CHARACTERS = 20_000


def margin_text(data: bytes, *, limits: Limits | None = None) -> str:
    """Lines of headers and footers of a package, or all lines of a PDF's first page; empty for plain text."""
    limits = limits or Limits()
    kind = kind_of(data)
    if kind is Kind.PACKAGE:
        return "\n".join(_of_package(Package(data, limits))[:_LINES])
    if kind is Kind.PDF:
        return "\n".join(_of_first_page(data).splitlines()[:_LINES])
    return ""


def _of_package(package: Package) -> list[str]:
    lines: list[str] = []
    names = [name for name in package.names() if _MARGIN.search(name)]
    for name in [*sorted(names)[:_PARTS], package.main]:
        root = package.xml(name)
        if name != package.main:
            for paragraph in root.iter("{*}p"):
                lines.append("".join(node.text or "" for node in paragraph.iter("{*}t")))
        # letters drawn as a picture ("watermark") carry their words in an attribute
        lines.extend(node.get("string", "") for node in root.iter("{*}textpath"))
    return [line for line in lines if line.strip()]


def _of_first_page(data: bytes) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        raise DocumentRefused("corrupt_pdf") from fault
    try:
        page = pdfium.FPDF_LoadPage(document.raw, 0)
        if not page:
            return ""
        text = pdfium.FPDFText_LoadPage(page)
        try:
            count = min(pdfium.FPDFText_CountChars(text), _PAGE_CHARACTERS)
            codes = (pdfium.FPDFText_GetUnicode(text, at) for at in range(count))
            return "".join(chr(code) for code in codes if 0 < code < 0xD800 or 0xE000 <= code < 0x110000)
        finally:
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
    finally:
        document.close()
