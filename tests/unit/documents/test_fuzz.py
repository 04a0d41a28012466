"""Whatever comes in, a document or a refusal comes out: random bytes, broken and shuffled files, odd marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sauro.engine.documents import DocumentRefused, Limits, read_document
from sauro.engine.documents.docx_breaks import pieces
from sauro.engine.documents.docx_runs import Run
from unit.documents.check import check
from unit.documents.make import NAMESPACES, docx, item, level, numbering, p, pdf, row, show, table

LIMITS = Limits(part=2_000_000, unpacked=4_000_000, pages=50)
FILES = Path(__file__).parent / "files"
SOUND = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reads(data: bytes) -> None:
    try:
        document = read_document(data, limits=LIMITS)
    except DocumentRefused:
        return
    check(document)


@SOUND
@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    reads(data)


@SOUND
@given(st.text(max_size=300))
def test_random_text(text: str) -> None:
    reads(text.encode("utf-8", "surrogatepass"))


LINES = st.sampled_from(
    [
        "", " ", "|", "||", "| |", "|---|---|", "| a | b |", "a | b", "---", "***", "* *", "** **", "*", "**", "_", "__",
        "*a*", "**1. **b", "(*)", "* việc", "- việc", "+ việc,", "a) việc", "đ) việc.", "12", "- 13 -", "14", "\f", "\f15",
        "# Mục", "###### ", "#", "Điều 1.", "Điều 2", "1.", "I. NHIỆM VỤ", "**I. MỤC", "ĐÍCH**", "\\*", "\\", "và tiếp tục",
        "Sở A chủ trì, phối hợp với các", "Cơ quan chủ trì: Sở A", "[1] ghi chú", "# source: tệp", "<br>", "e\u0301", "\u0301",
        "*\u0301", "\u200b", "\x85", "\u2028", "\x1c", "Trang 3/4",
    ]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=40))
def test_lines_as_in_crawls(lines: list[str]) -> None:
    reads("\n".join(lines).encode())


MARKS = st.text(alphabet="*_#|\\ \n-ab.1é\u0301(", max_size=80)


@settings(max_examples=400, deadline=None)
@given(MARKS)
def test_any_mixture_of_marks(text: str) -> None:
    reads(text.encode())


PACKAGE = docx(
    item("Một") + table(row(f"<w:tc>{p('a')}</w:tc>", f"<w:tc>{item('b', 1)}</w:tc>")) + p("Hết."),
    numbering=numbering(level(0, "%1."), level(1, "%1.%2", "upperRoman")),
)


@SOUND
@given(st.lists(st.tuples(st.integers(0, len(PACKAGE) - 1), st.integers(0, 255)), max_size=6))
def test_a_package_with_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(PACKAGE)
    for at, byte in changes:
        data[at] = byte
    reads(bytes(data))


NODES = ("p", "r", "t", "tbl", "tr", "tc", "tcPr", "pPr", "rPr", "sdt", "sdtContent", "ins", "del", "txbxContent", "br", "tab",
         "fldChar", "instrText", "footnoteReference", "sym", "hyperlink", "drawing", "pict", "ruby", "trPr", "body")  # fmt: skip
LEAVES = ('<w:gridSpan w:val="{}"/>', '<w:vMerge w:val="{}"/>', "<w:vMerge/>", '<w:gridBefore w:val="{}"/>',
          '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>', '<w:outlineLvl w:val="{}"/>',
          '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="{}"/>', '<w:sym w:char="{}"/>',
          '<w:hMerge w:val="continue"/>', "<w:t>Việc {}</w:t>")  # fmt: skip
VALUES = st.sampled_from(
    ["1", "2", "0", "-1", "9999999999999999999999", "x", "", "continue", "restart", "end", "separate", "F0B7"]
)


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, inside: f"<w:{name}>{''.join(inside)}</w:{name}>",
        st.sampled_from(NODES),
        st.lists(inner, max_size=4),
    )


TREES = st.recursive(st.builds(str.format, st.sampled_from(LEAVES), VALUES), element, max_leaves=25)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TREES, max_size=4))
def test_a_document_of_any_shape(trees: list[str]) -> None:
    reads(docx("".join(trees), numbering=numbering(level(0, "%1."), level(1, "%1.%9%2"))))


@SOUND
@given(st.lists(TREES, max_size=3), VALUES, VALUES)
def test_definitions_of_any_shape(trees: list[str], one: str, two: str) -> None:
    definitions = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/><w:lvl w:ilvl="{one}"><w:start w:val="{two}"/>'
        f'<w:numFmt w:val="{two}"/><w:lvlText w:val="%1%2%3"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="S"><w:basedOn w:val="S"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    reads(docx(p("x") + "".join(trees), numbering=definitions, styles=styles))


MADE = pdf(
    b"72 700 m 400 700 l S 72 600 m 400 600 l S 200 600 m 200 700 l S"
    + show(80, 650, "Viec")
    + show(72, 500, "- Muc")
)
PLAN = (FILES / "plan.pdf").read_bytes()


@SOUND
@given(st.lists(st.tuples(st.integers(0, len(MADE) - 1), st.integers(0, 255)), max_size=8))
def test_a_page_with_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(MADE)
    for at, byte in changes:
        data[at] = byte
    reads(bytes(data))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(PLAN) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_real_pdf_with_changed_bytes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(PLAN)
    for at, byte in changes:
        data[at] = byte
    reads(bytes(data))


OPERATORS = st.sampled_from(
    ["BT /F1 12 Tf {} {} Td (Viec) Tj ET", "{} {} m", "{} {} l S", "{} {} 50 30 re S", "{} {} 300 1 re f", "q", "Q",
     "{} 0 0 {} 0 0 cm", "BT /F1 0 Tf 1 0 0 1 {} {} Tm (a b) Tj ET", "BT /F1 8 Tf 0 1 -1 0 {} {} Tm (doc) Tj ET", "h B*", "{} {} 0 0 re B"]
)  # fmt: skip
NUMBERS = st.sampled_from([0, 1, -5, 72, 100, 200, 300.5, 500, 700, 1e7, -1e7])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.builds(str.format, OPERATORS, NUMBERS, NUMBERS), max_size=25))
def test_a_page_of_any_drawing(drawn: list[str]) -> None:
    reads(pdf("\n".join(drawn).encode(), b"BT /F1 12 Tf 72 700 Td (tiep theo) Tj ET"))


@pytest.mark.parametrize(
    "data",
    [
        b"*" * 20_000,
        b"|\n" * 20_000,
        b"|" * 20_000,
        b"- \n" * 20_000,
        b"_a" * 20_000,
        b"*a" * 20_000,
        b"\\*" * 20_000,
        ("1." * 20_000).encode(),
        b"# " * 20_000,
        b"a | b\n" * 10_000,
        b"|\na\n" * 10_000,
        b"1\n\n" * 20_000,
        b" " * 100_000 + b"x",
        b"---|" * 10_000,
        (" " * 5_000 + "\n").encode() * 50 + b"x",
        ("Cơ quan " + "rất " * 20_000).encode(),
    ],
)
def test_long_runs_of_one_thing(data: bytes) -> None:
    """Each took unbounded time in some reader of the kind; the test's time limit is the assertion."""
    reads(data)


def test_a_merge_that_spans_more_columns_than_a_page_has() -> None:
    reads(
        docx(
            table(
                *(
                    row(f'<w:tc><w:tcPr><w:gridSpan w:val="100000"/></w:tcPr>{p("x")}</w:tc>')
                    for _ in range(40)
                )
            )
        )
    )


def test_namespaces_are_not_needed_twice() -> None:
    reads(docx("", extra={"word/document.xml": f"<w:document {NAMESPACES}><w:body/></w:document>"}))


@SOUND
@given(st.lists(st.tuples(st.text(alphabet="aB1-.;,:) \n", max_size=12), st.booleans()), max_size=8))
def test_lines_broken_by_hand_keep_every_line(parts: list[tuple[str, bool]]) -> None:
    found = pieces(Run(text, bold, False) for text, bold in parts)
    lines = "".join(text for text, _ in parts).split("\n")
    assert "\n".join(piece.text for piece in found) == "\n".join(line for line in lines if line.strip())
