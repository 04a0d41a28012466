"""Numbers that Word computes: formats, levels, restarts, overrides, bullets."""

from __future__ import annotations

import pytest

from sauro.engine.documents import read_document
from sauro.engine.documents.docx_numbering import printed
from unit.documents.check import words
from unit.documents.make import docx, item, level, numbering, p


def listed(body: str, definitions: str, styles: str = "") -> list[str]:
    return words(read_document(docx(body, numbering=definitions, styles=styles)))


@pytest.mark.parametrize(
    ("form", "count", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 2, "B"),
        ("lowerLetter", 26, "z"),
        ("lowerLetter", 27, "aa"),
        ("none", 3, ""),
        ("vietnameseCounting", 21, "hai mươi mốt"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("chicago", 4, "4"),
        ("upperRoman", 0, "0"),
    ],
)
def test_formats(form: str, count: int, expected: str) -> None:
    assert printed(count, form) == expected


def test_levels_count_and_restart_below() -> None:
    definitions = numbering(
        level(0, "%1.", "upperRoman"), level(1, "%2."), level(2, "%2.%3"), level(3, "%4)", "lowerLetter")
    )
    body = (
        item("Chung")
        + item("Một", 1)
        + item("con", 2)
        + item("con", 2)
        + item("ý", 3)
        + item("ý", 3)
        + item("Hai", 1)
        + item("con", 2)
        + item("Riêng")
        + item("Một", 1)
    )
    assert listed(body, definitions) == [
        "I. Chung",
        "1. Một",
        "1.1 con",
        "1.2 con",
        "a) ý",
        "b) ý",
        "2. Hai",
        "2.1 con",
        "II. Riêng",
        "1. Một",
    ]


def test_a_level_that_never_restarts() -> None:
    definitions = numbering(level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    body = item("A") + item("a", 1) + item("B") + item("b", 1)
    assert listed(body, definitions) == ["1. A", "1) a", "2. B", "2) b"]


def test_lists_of_one_definition_share_their_count_unless_overridden() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", num=2) + item("c", num=3) + item("d", num=3)
    assert listed(body, numbering(level(0, "%1."), instances=instances)) == ["1. a", "2. b", "5. c", "6. d"]


def test_an_override_may_bring_a_level() -> None:
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, '(%1)', 'lowerLetter', start=3)}</w:lvlOverride></w:num>"
    )
    assert listed(item("x") + item("y"), numbering(level(0, "%1."), instances=instances)) == [
        "(c) x",
        "(d) y",
    ]


def test_a_style_carries_the_list_and_a_paragraph_may_leave_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
    )
    definitions = numbering(level(0, "%1."), level(1, "%1.%2.", more='<w:pStyle w:val="Con"/>'))
    body = (
        p("Một", properties='<w:pStyle w:val="Muc"/>')
        + p("Con", properties='<w:pStyle w:val="Con"/>')
        + p("Ngoài", properties='<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("Hai", properties='<w:pStyle w:val="Muc"/>')
    )
    assert listed(body, definitions, styles) == ["1. Một", "1.1. Con", "Ngoài", "2. Hai"]


def test_legal_numbers_are_digits() -> None:
    definitions = numbering(level(0, "%1.", "upperRoman"), level(1, "%1.%2", "decimal", more="<w:isLgl/>"))
    assert listed(item("Phần") + item("mục", 1), definitions) == ["I. Phần", "1.1 mục"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-", "-"),
        ("+", "+"),
        ("–", "–"),
        ("\uf0b7", "-"),
        ("\uf02d", "-"),
        ("\uf02b", "+"),
        ("\uf0a7", "-"),
        ("o", "-"),
    ],
)
def test_bullets(text: str, expected: str) -> None:
    assert listed(item("Việc."), numbering(level(0, text, "bullet"))) == [f"{expected} Việc."]


def test_symbol_bullets_of_lower_levels_stay_apart() -> None:
    definitions = numbering(
        level(0, "\uf0b7", "bullet"), level(1, "o", "bullet"), level(2, "\uf0a7", "bullet")
    )
    body = item("một.") + item("hai.", 1) + item("ba.", 2)
    assert listed(body, definitions) == ["- một.", "+ hai.", "• ba."]


def test_a_list_that_is_not_there_prints_nothing() -> None:
    assert listed(item("Việc.", num=9) + item("Khác.", level=7), numbering(level(0, "%1."))) == [
        "Việc.",
        "Khác.",
    ]
