"""The DOCX itself: the same bytes for the same value, sound XML, every word in it, links and marks."""

from __future__ import annotations

import io
import time
import unicodedata
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.documents import Paragraph as ReadParagraph
from sauro.engine.documents import Table as ReadTable
from sauro.engine.documents import read_document
from sauro.engine.documents.out import (
    Cell,
    Column,
    Heading,
    Item,
    Level,
    Note,
    Numbered,
    Paragraph,
    Record,
    Row,
    Run,
    Table,
    issued,
    value,
    write_docx,
)
from sauro.engine.documents.out.metrics import Face, even_room, lines, longest, width
from sauro.engine.documents.out.parts import held
from sauro.engine.documents.out.write_body import closed
from unit.documents.official import ALL, letter, report, submission

# Children in the order of the schema: Word refuses a file that has them otherwise.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b bCs i iCs color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference type pgSz pgMar pgNumType titlePg",
    "style": "name basedOn qFormat pPr rPr tblPr",
    "tbl": "tblPr tblGrid tr",
}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def said(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_the_same_value_gives_the_same_bytes(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_docx(made())
    # The clock of the machine shows another day when the file is written again.
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((2031, 5, 6, 7, 8, 9, 1, 126, 0)))
    assert write_docx(made()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_number_and_day_make_the_only_difference() -> None:
    draft, given_out = (
        parts(write_docx(report())),
        parts(write_docx(issued(report(), number=9, day=date(2026, 9, 30)))),
    )
    assert [name for name in draft if draft[name] != given_out[name]] == ["word/document.xml"]
    assert "Số: 09/BC-UBND" in given_out["word/document.xml"].decode()


def test_the_moment_of_making_is_that_of_the_snapshot() -> None:
    at_home = datetime(2026, 9, 18, 15, 30, tzinfo=timezone(timedelta(hours=7)))
    data = write_docx(letter(record=Record("Sở Nội vụ", at_home, "sha256:ab12")))
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.created == datetime(2026, 9, 18, 8, 30, tzinfo=UTC)
    assert (properties.author, properties.identifier) == ("Sở Nội vụ", "sha256:ab12")
    assert data == write_docx(letter(record=Record("Sở Nội vụ", at_home.astimezone(UTC), "sha256:ab12")))


def test_nothing_of_the_library_s_template_is_left() -> None:
    found = parts(write_docx(report()))
    assert set(found) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/header1.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    everything = b"".join(found.values())
    assert b"python-docx" not in everything
    assert b"asciiTheme" not in everything
    assert b"rsid" not in everything
    fonts = docx.Document(io.BytesIO(write_docx(report()))).styles.element.findall(f".//{qn('w:rFonts')}")
    assert [dict(font.attrib) for font in fonts] == [
        {qn(f"w:{script}"): "Times New Roman" for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    ]


@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_elements_stand_in_the_order_of_the_schema(made: Any) -> None:
    package = docx.Document(io.BytesIO(write_docx(made())))
    check_order(package.element)
    check_order(package.styles.element)


def check_order(root: Any) -> None:
    for name, order in ORDER.items():
        places = {qn(f"w:{tag}"): place for place, tag in enumerate(order.split())}
        for element in root.iter(qn(f"w:{name}")):
            found = [places[child.tag] for child in element]
            assert found == sorted(found), (name, [child.tag for child in element])


def test_our_own_reader_finds_every_part() -> None:
    read = read_document(write_docx(issued(submission(), number=7, day=date(2026, 2, 3))))
    text = said(read.text)
    for words in (
        "UBND TỈNH THẠCH LAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/TTr-SNV",
        "Thạch Lam, ngày 03 tháng 02 năm 2026",
        "TỜ TRÌNH",
        "Kính gửi: Ủy ban nhân dân tỉnh",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "về công tác văn thư.",
        "Kính trình Ủy ban nhân dân tỉnh xem xét, quyết định./.",
        "KT. GIÁM ĐỐC",
        "- Như trên;",
        "- Lưu: VT, CCHC.",
        "(Kèm theo Tờ trình số 07/TTr-SNV ngày 03 tháng 02 năm 2026 của Sở Nội vụ)",
    ):
        assert words in text


def test_values_lead_to_their_sources() -> None:
    package = docx.Document(io.BytesIO(write_docx(report())))
    links = package.element.findall(f".//{qn('w:hyperlink')}")
    marks = {mark.get(qn("w:name")) for mark in package.element.iter(qn("w:bookmarkStart"))}
    inside = {link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))}
    outside = {package.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))}
    assert inside == {"r3"}
    assert inside <= marks
    assert len(outside) == 46 * 2  # one value of the body has the address of a cell
    assert links[0].get(qn("w:tooltip")) == "Phụ lục I, dòng 1.3"
    for link in links:
        assert link.find(f".//{qn('w:u')}").get(qn("w:val")) == "none"
    ids = [mark.get(qn("w:id")) for mark in package.element.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("words", "closing"),
    [
        ("Đề nghị thực hiện.", "Đề nghị thực hiện./."),
        ("Đề nghị thực hiện", "Đề nghị thực hiện./."),
        ("Đề nghị thực hiện./.", "Đề nghị thực hiện./."),
        ("gồm các nội dung sau;", "gồm các nội dung sau./."),
        ((Run("đạt "), Run("93%", bold=True), Run(". ")), "đạt 93%./."),
    ],
)
def test_the_closing_mark_takes_the_place_of_the_last_stop(words: Any, closing: str) -> None:
    assert "".join(run.text for run in closed(words)) == closing


def test_numbers_stay_with_what_they_count() -> None:
    assert (
        held("Kế hoạch số 12 ngày 05 tháng 3 năm 2026")
        == "Kế hoạch số\u00a012 ngày\u00a005 tháng\u00a03 năm\u00a02026"
    )
    assert (
        held("quý III, Phụ lục II, 12 tỷ đồng, 93 %")
        == "quý\u00a0III, Phụ lục\u00a0II, 12\u00a0tỷ đồng, 93\u00a0%"
    )
    assert held("số liệu, ngày nghỉ, một năm, 12 nhiệm vụ") == "số liệu, ngày nghỉ, một năm, 12 nhiệm vụ"


def test_a_long_row_may_break_and_a_short_one_may_not() -> None:
    rows = (Row((Cell("ngắn"),)), Row((Cell("dài " * 800),)))
    body = (Table(columns=(Column(1),), rows=rows), Paragraph("Hết."))
    found = docx.Document(io.BytesIO(write_docx(letter(body=body)))).tables[1].rows
    assert [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in found] == [True, False]


# Letters, marks apart and together, spaces, figures, signs that XML must escape.
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyẤẨỗờữỵ ƠƯĐ 0123456789 .,;:-/()%&<>\"'"
_texts = st.text(st.sampled_from(_LETTERS), min_size=1, max_size=60).filter(
    lambda text: any(letter.isalnum() for letter in text)
)
_runs = st.builds(Run, _texts, bold=st.booleans(), italic=st.booleans()) | st.builds(
    value, _texts, st.sampled_from(("https://sauro.example/a?b=1&c=2", "https://sauro.example/d"))
)
_words = _texts | st.lists(_runs, min_size=1, max_size=3).map(tuple)
_tables = st.integers(1, 4).flatmap(
    lambda columns: st.builds(
        lambda rows, head: Table(
            columns=tuple(Column(1 + n) for n in range(columns)), rows=tuple(rows), head=tuple(head)
        ),
        st.lists(_rows(columns), min_size=1, max_size=4),
        st.lists(_rows(columns), max_size=1),
    )
)


def _rows(columns: int) -> st.SearchStrategy[Row]:
    return st.lists(st.builds(Cell, _words), min_size=columns, max_size=columns).map(
        lambda cells: Row(tuple(cells))
    )


_blocks = st.one_of(
    st.builds(Paragraph, _words),
    st.builds(Item, _words, st.sampled_from((1, 2))),
    st.builds(Note, _words),
    st.builds(Heading, st.sampled_from((Level.PART, Level.SECTION, Level.CLAUSE)), _words),
    st.builds(Numbered, st.just(Level.CLAUSE), _words),
    _tables,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_blocks, max_size=6), _texts)
def test_whatever_is_written_is_read_back(blocks: list[Any], last: str) -> None:
    """Every word of every block stands in the file, in order; tables come back with their cells."""
    document = letter(body=(*blocks, Paragraph(f"{last} x")))
    data = write_docx(document)
    assert data == write_docx(document)
    package = docx.Document(io.BytesIO(data))
    check_order(package.element)
    words = [
        paragraph.text for paragraph in package.element.iter(qn("w:p")) for paragraph in [_text(paragraph)]
    ]
    found = iter(words)
    for block in blocks:
        for wanted in _wanted(block):
            assert any(wanted in said(line) for line in found), wanted
    tables = [block for block in blocks if isinstance(block, Table)]
    # The first table holds the head, the last one the signature.
    for written, read in zip(tables, package.tables[1:-1], strict=True):
        assert len(read.rows) == len(written.head) + len(written.rows)
        assert len(read.columns) == len(written.columns)


class _text:  # noqa: N801  a paragraph with its words, links included
    def __init__(self, paragraph: Any) -> None:
        self.text = "".join(words.text or "" for words in paragraph.iter(qn("w:t")))


def _wanted(block: Any) -> list[str]:
    if isinstance(block, Table):
        return [said(_plain(cell.words)) for row in (*block.head, *block.rows) for cell in row.cells]
    if isinstance(block, Heading):
        plain = _plain(block.title)
        return [said(plain.upper() if block.level is not Level.CLAUSE else plain)]
    return [said(_plain(block.words))]


def _plain(words: Any) -> str:
    return words if isinstance(words, str) else "".join(run.text for run in words)


def test_our_reader_sees_paragraphs_and_tables_of_a_report() -> None:
    read = read_document(write_docx(report()))
    assert sum(isinstance(block, ReadTable) for block in read.blocks) >= 2
    section = [block for block in read.blocks if isinstance(block, ReadParagraph)]
    assert any(read.text[block.start : block.end] == "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH" for block in section)


@given(st.lists(_texts, min_size=1, max_size=12).map(" ".join), st.floats(60, 500), st.sampled_from(Face))
def test_lines_keep_every_word_and_fit(text: str, room: float, face: Face) -> None:
    broken = lines(text, 14, face, room)
    assert " ".join(broken) == text
    for line in broken:
        assert width(line, 14, face) <= room or " " not in line.strip()


@given(st.lists(_texts, min_size=1, max_size=12).map(" ".join), st.floats(120, 500), st.sampled_from(Face))
def test_even_lines_are_as_many_and_no_wider(text: str, room: float, face: Face) -> None:
    narrow = even_room(text, 14, face, room)
    assert narrow <= room
    if longest(text, 14, face, room) <= room:
        assert len(lines(text, 14, face, narrow)) == len(lines(text, 14, face, room))
        assert longest(text, 14, face, narrow) <= narrow


def test_marks_take_no_room() -> None:
    assert width("ắ", 14) == width("a", 14) == width("a\u0306\u0301", 14)
    assert width("ợ", 14) == width("ơ", 14) != width("o", 14)
