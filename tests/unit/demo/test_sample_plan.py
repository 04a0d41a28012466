"""The sample plan: a file of the project's own words, the same bytes each time, plainly marked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sauro.demo import sample_plan
from sauro.engine.documents import read_document
from sauro.engine.documents.model import Document
from sauro.engine.text import fold
from sauro.engine.text.names import Gazetteer
from sauro.people import packs

PROVINCE = "an_giang"


@pytest.fixture(scope="module")
def data() -> bytes:
    return sample_plan.build(packs.load(PROVINCE))


@pytest.fixture(scope="module")
def document(data: bytes) -> Document:
    return read_document(data)


def test_the_same_pack_gives_the_same_bytes(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_given: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert sample_plan.build(packs.load(PROVINCE)) == data
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_it_says_that_it_is_a_sample(data: bytes, document: Document) -> None:
    assert "VĂN BẢN MẪU" in document.text
    package = zipfile.ZipFile(io.BytesIO(data))
    heads = [package.read(name).decode() for name in package.namelist() if name.startswith("word/header")]
    assert any("VĂN BẢN MẪU" in head for head in heads), "each printed page carries the mark"


def test_it_speaks_of_the_units_of_the_pack(document: Document) -> None:
    names = Gazetteer(packs.load(PROVINCE).names())
    assert "<" not in document.text
    entries = sample_plan.words()["sections"]["entries"]
    assert len(entries) == 20
    for number, entry in enumerate(entries, start=1):
        heading = re.search(rf"^{number}\. (.+)$", document.text[document.text.index("II. NHIỆM VỤ") :], re.M)
        assert heading is not None
        assert [match.unit.code for match in names.matches(heading[1])] == entry["units"]


def test_the_annexes_are_tables_with_merged_cells(document: Document) -> None:
    targets, tasks = [table for table in document.tables() if table.ruled][-2:]
    assert len({id(cell) for cell in targets.rows[0]}) < len(targets.rows[0])
    lead = [row[2] for row in tasks.rows if document.text[row[0].start : row[0].end] in ("1", "2")]
    assert any(above is below for above, below in pairwise(lead))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)


def test_no_sentence_of_the_real_plan_is_in_it(shared: Path) -> None:
    """No run of eight words, names of units apart."""
    run = 8
    real = fold((shared / "inputs" / "201-KH-UBND-An-Giang.txt").read_text("utf-8"))
    real_words = f" {' '.join(re.findall(r'[a-z0-9]+', real))} "
    copied = set()
    for text in strings(sample_plan.words()):
        for part in re.split(r"<[^>]+>", text):
            words = re.findall(r"[a-z0-9]+", fold(part))
            copied |= {" ".join(words[at : at + run]) for at in range(len(words) - run + 1)}
    assert copied
    assert {words for words in copied if f" {words} " in real_words} == set()
