"""The text of a section: whatever is typed becomes blocks that a document can hold, and no figure is lost unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.documents.out import Item, Paragraph, Run
from sauro.engine.documents.out.words import plain
from sauro.reporting.papers import marks
from sauro.reporting.papers.marks import Figure
from sauro.reporting.papers.wording import Wording, wording

KNOWN = {
    "so:cchc:1.2.1": Figure("1.234", "https://sauro.example/a", "dòng 1.2.1"),
    "so:cchc:1.6": Figure("", "https://sauro.example/b"),
    "dv:STP": Figure("Sở Tư pháp", "https://sauro.example/c"),
}
SIGNS = (
    "{{so:cchc:1.2.1}}",
    "{{dv:STP}}",
    "{{ so:khong-co }}",
    "- ",
    "+ ",
    "\n",
    "{",
    "}",
    "\t",
    "\u200b",
    "\u0300",
    "–",
)
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=12)), max_size=25).map("".join)


@given(TEXTS)
def test_any_text_is_a_document_and_every_mark_is_seen(text: str) -> None:
    blocks = list(marks.blocks(text, KNOWN))
    said = "\n".join(plain(block.words) for block in blocks if isinstance(block, Item | Paragraph))
    for mark in marks.used(text):
        shown = KNOWN[mark].text if mark in KNOWN else f"[không rõ số liệu: {mark}]"
        assert shown in said
    assert not marks.MARK.search(said)


@given(TEXTS)
def test_words_of_a_unit_never_make_a_mark(text: str) -> None:
    assert marks.used(marks.quoted(text)) == ()
    assert marks.used(f"- {marks.dv('STP')}: {marks.quoted(text)}") == ("dv:STP",)


@given(TEXTS, TEXTS)
def test_what_an_edit_did_to_the_figures_is_said(written: str, body: str) -> None:
    found = marks.problems(written, body, KNOWN)
    assert set(found.unknown) == set(marks.used(body)) - KNOWN.keys()
    gone = {mark for mark in marks.used(written) if mark not in marks.used(body)}
    assert set(found.removed) == {mark for mark in gone if mark.startswith("so:")}
    assert not marks.problems(written, written, dict.fromkeys(marks.used(written), KNOWN["dv:STP"]))


@given(st.lists(st.sampled_from(["- một", "+ hai", "ba {{so:cchc:1.2.1}}", "", "  ", "• bốn"]), max_size=8))
def test_lines_become_paragraphs_and_items(lines: list[str]) -> None:
    blocks = list(marks.blocks("\n".join(lines), KNOWN))
    kinds = {"- một": 1, "+ hai": 2, "• bốn": 1}
    wanted = [line for line in lines if line.strip()]
    assert len(blocks) == len(wanted)
    for line, block in zip(wanted, blocks, strict=True):
        if line in kinds:
            assert isinstance(block, Item)
            assert block.depth == kinds[line]
        else:
            assert isinstance(block, Paragraph)


def test_a_figure_leads_to_its_source() -> None:
    line = "Đạt {{so:cchc:1.2.1}} hồ sơ, {{so:cchc:1.6}} của {{dv:STP}}."
    runs = marks.runs(line, KNOWN)
    assert "".join(run.text for run in runs) == "Đạt 1.234 hồ sơ, chưa có số liệu của Sở Tư pháp."
    assert [run.source.address for run in runs if run.source] == [
        "https://sauro.example/a",
        "https://sauro.example/c",
    ]
    assert runs[0] == Run("Đạt ")


def test_a_sentence_needs_every_value() -> None:
    words = Wording({"a": {"b": "Có {count} của {{so:x}}."}}, "thử")
    assert words.say("a.b", count=3) == "Có 3 của {{so:x}}."
    with pytest.raises(KeyError):
        words.say("a.b")
    with pytest.raises(KeyError):
        words.say("a.c")


@pytest.mark.parametrize("name", ["plan", "cchc", "on_demand", "unit", "letters", "shared"])
def test_every_file_of_words_is_read(name: str) -> None:
    def walk(node: object) -> None:
        if isinstance(node, dict):
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        else:
            assert isinstance(node, str)
            assert node.strip()
            assert "!" not in node

    walk(dict(wording(name).data))
