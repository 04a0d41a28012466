"""What is stamped around the text: headers, footers, watermarks, and lines that repeat on every page."""

from __future__ import annotations

import pytest

from sauro.engine.documents import DocumentRefused
from sauro.engine.documents.margins import margin_text
from unit.documents.make import NAMESPACES, docx, p, pdf, show


def part(kind: str, inside: str) -> str:
    return f"<w:{kind} {NAMESPACES}>{inside}</w:{kind}>"


def test_headers_and_footers_of_a_package():
    extra = {
        "word/header1.xml": part("hdr", p("Trang đầu")),
        "word/footer2.xml": part("ftr", p("Chân trang")),
    }
    assert margin_text(docx(p("Thân bài"), extra=extra)) == "Chân trang\nTrang đầu"


def test_letters_drawn_as_a_picture():
    drawn = '<w:p><w:r><w:pict><v:shape><v:textpath string="MỜ"/></v:shape></w:pict></w:r></w:p>'
    assert margin_text(docx(drawn)) == "MỜ"
    assert margin_text(docx(p("x"), extra={"word/header1.xml": part("hdr", drawn)})) == "MỜ"


def test_a_line_that_repeats_on_every_page_of_a_pdf():
    pages = [show(280, 810, "DAU") + show(72, 700, f"Trang nay la trang {n}") for n in range(4)]
    assert margin_text(pdf(*pages)).splitlines()[0].strip() == "DAU"


def test_plain_text_has_no_margins():
    assert margin_text("Kế hoạch".encode()) == ""


def test_entities_in_a_header_are_refused():
    header = '<!DOCTYPE z [<!ENTITY x "y">]>' + part("hdr", p("&x;"))
    with pytest.raises(DocumentRefused) as refused:
        margin_text(docx(p("a"), extra={"word/header1.xml": header}))
    assert refused.value.code == "external_entity"
