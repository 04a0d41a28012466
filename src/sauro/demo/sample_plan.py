"""The sample plan as a DOCX in the form of an official plan.

Belongs here: laying out the words of ``sample_plan.yaml`` with the unit names of a pack. Does not belong
here: the words, importing the file.

The bytes depend on the words and the pack alone (fixed times), so that building it again
gives the same file and importing it again changes nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import docx
import yaml
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from sauro.engine.text.packs import Pack

FONT = "Times New Roman"
_FIXED = datetime(2026, 1, 2, tzinfo=UTC)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PLACEHOLDER = re.compile(r"<([A-Za-z0-9-]+)>")
_NUMBER = re.compile(r"\d+\. ")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


class _Words:
    """The words of the file with names of units in the place of their codes."""

    def __init__(self, pack: Pack) -> None:
        self._names = {unit.code: unit.name for unit in pack.units} | {g.code: g.name for g in pack.groups}
        self._names |= {"province": pack.name, "place": pack.name.split(" ", 1)[-1]}

    def fill(self, text: str) -> str:
        """KeyError where the sample speaks of a unit that the pack does not have."""
        return _PLACEHOLDER.sub(lambda match: self._names[match[1]], text)

    def inside(self, text: str) -> str:
        """As ``fill``, with a collective written small inside a sentence ("các sở, ban, ngành tỉnh")."""
        filled = _PLACEHOLDER.sub(lambda match: _small(self._names[match[1]]), text)
        number = _NUMBER.match(text)
        start = number.end() if number else 0
        if text[start : start + 1] != "<":
            return filled
        return filled[:start] + filled[start].upper() + filled[start + 1 :]

    def names(self, codes: Sequence[str]) -> str:
        return ", ".join(self._names[code] for code in codes)


def _small(name: str) -> str:
    return "các" + name[3:] if name.startswith("Các ") else name


def words() -> dict[str, Any]:
    """The text of the sample as data."""
    loaded: dict[str, Any] = yaml.safe_load(
        files(__package__).joinpath("sample_plan.yaml").read_text("utf-8")
    )
    return loaded


def build(pack: Pack) -> bytes:
    """The file; the same bytes for the same pack."""
    text, names = words(), _Words(pack)
    document = docx.Document()
    _set_up(document, text["mark"])
    _head(document, text, names)
    _general(document, text["general"], names)
    _sections(document, text, names)
    _organisation(document, text["organisation"], names)
    _signature(document, text, names)
    for annex in text["annexes"]:
        _annex(document, annex, names)
    return _packed(document)


def _set_up(document: DocxDocument, mark: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    header = section.header.paragraphs[0]
    header.text, header.alignment = mark, _CENTER
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Sáu Rõ"
    properties.title, properties.comments = mark, ""
    properties.created = properties.modified = _FIXED
    properties.revision = 1


def _line(
    place: DocxDocument | _Cell, text: str, *, bold: bool = False, italic: bool = False, center: bool = False
) -> Paragraph:
    paragraph = place.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    paragraph.alignment = _CENTER if center else _JUSTIFY
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def _cell(cell: _Cell, lines: Sequence[tuple[str, bool, bool]], *, center: bool = True) -> None:
    """Lines of (text, bold, italic) in a cell that holds nothing yet."""
    cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    for text, bold, italic in lines:
        paragraph = _line(cell, text, bold=bold, italic=italic, center=center)
        paragraph.paragraph_format.space_after = Pt(0)
        if not center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _head(document: DocxDocument, text: Mapping[str, Any], names: _Words) -> None:
    table = document.add_table(rows=2, cols=2)
    issuer = names.fill("<province>").upper()
    _cell(
        table.cell(0, 0), [("ỦY BAN NHÂN DÂN", True, False), (issuer, True, False), ("-------", False, False)]
    )
    motto = ("Độc lập - Tự do - Hạnh phúc", True, False)
    country = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False)
    _cell(table.cell(0, 1), [country, motto, ("---------------", False, False)])
    _cell(table.cell(1, 0), [(f"Số: {text['number']}", False, False)])
    _cell(table.cell(1, 1), [(names.fill(text["place_and_date"]), False, True)])
    _line(document, "")
    _line(document, text["kind"], bold=True, center=True)
    _line(document, text["title"], bold=True, center=True)
    _line(document, f"({text['mark']})", italic=True, center=True)
    for basis in text["bases"]:
        _line(document, names.fill(basis), italic=True)
    _line(document, names.fill(text["opening"]))


def _general(document: DocxDocument, general: Mapping[str, Any], names: _Words) -> None:
    _line(document, general["heading"], bold=True)
    for part in general["parts"]:
        _line(document, part["heading"], bold=True)
        for item in part["items"]:
            _line(document, f"- {names.inside(item)}")


def _sections(document: DocxDocument, text: Mapping[str, Any], names: _Words) -> None:
    _line(document, text["sections"]["heading"], bold=True)
    for number, entry in enumerate(text["sections"]["entries"], start=1):
        _line(document, f"{number}. {names.names(entry['units'])}", bold=True)
        for index, item in enumerate(entry["items"]):
            _item(document, item, entry["markers"], index, number, names)
    _line(document, text["closing_note"], italic=True)


def _item(document: DocxDocument, item: Any, markers: str, index: int, number: int, names: _Words) -> None:
    words_of_item = item if isinstance(item, str) else item["text"]
    filled = names.inside(words_of_item)
    if markers == "word":
        document.add_paragraph(filled, style="List Bullet")
        return
    mark = {
        "dash": "- ",
        "letters": f"{_LETTERS[index]}) ",
        "numbers": f"{number}.{index + 1}. ",
        "bare": "",
    }[markers]
    _line(document, mark + filled)
    for child in item["below"] if isinstance(item, dict) else ():
        _line(document, f"+ {names.inside(child)}")


def _organisation(document: DocxDocument, organisation: Mapping[str, Any], names: _Words) -> None:
    _line(document, organisation["heading"], bold=True)
    for entry in organisation["entries"]:
        _line(document, names.inside(entry["heading"]), bold=True)
        for item in entry["items"]:
            _line(document, f"- {names.inside(item)}")
    _line(document, names.inside(organisation["closing"]))


def _signature(document: DocxDocument, text: Mapping[str, Any], names: _Words) -> None:
    table = document.add_table(rows=1, cols=2)
    recipients = [(f"- {names.inside(line)}", False, False) for line in text["recipients"]]
    _cell(table.cell(0, 0), [("Nơi nhận:", True, True), *recipients], center=False)
    sign = text["signature"]
    lines = [(sign["capacity"], True, False), (sign["position"], True, False), ("", False, False)]
    _cell(table.cell(0, 1), [*lines, (sign["name"], True, False)])


def _annex(document: DocxDocument, annex: Mapping[str, Any], names: _Words) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    _line(document, annex["number"], bold=True, center=True)
    _line(document, annex["title"], bold=True, center=True)
    _line(document, annex["under"], italic=True, center=True)
    heads, rows = annex["heads"], annex["rows"]
    columns = len(annex["widths"])
    table = document.add_table(rows=len(heads) + len(rows), cols=columns)
    table.style = document.styles["Table Grid"]
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, annex["widths"], strict=True):
            cell.width = Cm(width)
    for index, head in enumerate(heads):
        _head_row(table, index, head)
    for index, row_words in enumerate(rows, start=len(heads)):
        _body_row(table, index, row_words, names)
    for column in range(columns):
        if len(heads) > 1 and heads[1][column] == "":
            table.cell(0, column).merge(table.cell(1, column))


def _write(cell: _Cell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    run.font.size = Pt(12)


def _head_row(table: Table, row: int, head: Sequence[Any]) -> None:
    column = 0
    for entry in head:
        span = entry["span"] if isinstance(entry, dict) else 1
        text = entry["text"] if isinstance(entry, dict) else entry
        cell = table.cell(row, column)
        if span > 1:
            cell = cell.merge(table.cell(row, column + span - 1))
        if text:
            _write(cell, text, bold=True)
        column += span


def _body_row(table: Table, row: int, row_words: Any, names: _Words) -> None:
    if isinstance(row_words, dict):
        last = len(table.columns) - 1
        _write(table.cell(row, 0).merge(table.cell(row, last)), names.fill(row_words["group"]), bold=True)
        return
    for column, entry in enumerate(row_words):
        if isinstance(entry, dict) and entry.get("above"):
            continue
        down = entry["down"] if isinstance(entry, dict) else 1
        cell = table.cell(row, column)
        if down > 1:
            cell = cell.merge(table.cell(row + down - 1, column))
        text = names.inside(entry["text"] if isinstance(entry, dict) else entry)
        if text:
            _write(cell, text)


def _packed(document: DocxDocument) -> bytes:
    """The package with fixed times; the library would write those of the clock."""
    packed = io.BytesIO()
    document.save(packed)
    result = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
