"""The cells of a row: what they say, in both languages, and that nothing in them can become markup."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from django.urls import reverse, set_script_prefix
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sauro.plans.filters import RegisterFilters
from sauro.plans.presenters import row_markup
from sauro.plans.presenters.register_list import Group, lines_of
from sauro.plans.presenters.register_rows import Row

ROW = Row(
    code="NV-02.03",
    text="Rà soát thủ tục",
    child=False,
    glyph="cccpmc",
    leads=("Sở Nội vụ",),
    supports=0,
    when="30/9/2026",
    days="",
    pressing=False,
    parts=1,
    parts_done=0,
    status="run",
    status_words="Đang thực hiện",
    tags=(),
)


def read(row: Row) -> ElementTree.Element:
    """The row as a browser reads it; markup that does not close fails here."""
    return ElementTree.fromstring(f"<tr>{row.markup}</tr>".replace("<br>", "<br/>"))


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_each_cell_says_its_part():
    cells = list(read(ROW))
    assert [cell.get("data-l") for cell in cells] == [None, "Sáu rõ", "Chủ trì", "Hạn", "Tình trạng"]
    assert [words(cell) for cell in cells] == [
        "Rà soát thủ tục",
        "thiếu sản phẩm; chưa đủ: trách nhiệm",
        "Sở Nội vụ",
        "30/9/2026",
        "Đang thực hiện",
    ]


def test_nothing_is_a_dash_or_said():
    _task, _six, lead, when, _state = read(replace(ROW, leads=(), when=""))
    assert (words(lead), words(when)) == ("–", "chưa ghi")


def test_what_is_there_besides_stands_on_its_own_line():
    row = replace(
        ROW, supports=2, days="quá 2 ngày", pressing=True, parts=1102, parts_done=71, tags=("SIPAS",)
    )
    task, _six, lead, when, _state = read(row)
    assert words(task).endswith("SIPAS")
    assert [one.text for one in lead.iter("small")] == ["phối hợp: 2"]
    late, many = when.iter("small")
    assert (words(late), late.get("class"), words(many)) == ("quá 2 ngày", "bad", "71/1.102 đã xong")


def test_the_words_follow_the_language_although_cells_are_kept():
    first = read(ROW)
    with translation.override("en"):
        english = read(ROW)
    assert [cell.get("data-l") for cell in english] != [cell.get("data-l") for cell in first]
    assert ElementTree.tostring(read(ROW)) == ElementTree.tostring(first)


def saying(text: str) -> Row:
    return replace(ROW, text=text, leads=(text,), when=text, days=text, status_words=text, tags=(text,))


@given(st.text(alphabet="<>&\"'ab ", min_size=1, max_size=12))
def test_no_text_becomes_markup(text):
    shown, plain = read(saying(text)), read(saying("a"))
    assert [one.tag for one in shown.iter()] == [one.tag for one in plain.iter()]
    assert words(shown[0]).replace(" ", "") == (text + text).replace(" ", "")


@pytest.mark.parametrize("code", ["NV-02.03", "NV-120.01", "NV-1", "N V/ä"])
def test_the_address_is_the_one_of_the_page(code):
    try:
        for prefix in ("/", "/sauro/"):
            set_script_prefix(prefix)
            if "/" not in code:
                assert row_markup.task_address(code) == reverse("plans:task", args=[code])
            assert "/" not in row_markup.task_address(code).removeprefix(f"{prefix}nhiem-vu/")
    finally:
        set_script_prefix("/")


def test_the_row_of_the_opened_task_is_marked_and_leads_back_to_the_same_list():
    filters = RegisterFilters(q='a"<b', page=2)
    lines = lines_of([ROW, replace(ROW, code="NV-02.04")], filters, "NV-02.04")
    rows = ElementTree.fromstring(f"<t>{Group('', '', 2, None, lines).markup}</t>")
    assert [row.get("aria-current") for row in rows] == [None, "true"]
    panel = next(rows[0].iter("a")).get("href")
    assert panel == f"{filters.address(page=2)}&mo=NV-02.03#nv"
    assert next(rows[0].iter("a")).text == "02.03"
