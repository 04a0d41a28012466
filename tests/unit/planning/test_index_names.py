"""The file of names of indices: complete, free of points, true to the tree of the 2025 round."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from sauro import definitions
from sauro.engine.planning.links import read_links
from sauro.engine.text import tone_key
from unit.planning.helping import INDICES

pytestmark = pytest.mark.pure

DATA: dict[str, Any] = yaml.safe_load(definitions.text("indices/names.yaml"))
BY_CODE: dict[str, dict[str, Any]] = {index["code"]: index for index in DATA["indices"]}
PARTS = {"par_index": 8, "sipas": 2, "papi": 8, "pgi": 4, "pci": 10, "dti": 3, "766": 5}


def nodes(code: str) -> dict[str, dict[str, Any]]:
    return {node["node"]: node for node in BY_CODE[code]["nodes"]}


def test_every_index_and_every_part_of_it_is_there() -> None:
    assert set(BY_CODE) == set(PARTS)
    for code, count in PARTS.items():
        tops = [node for node in nodes(code) if "." not in node]
        assert tops == [str(n) for n in range(1, count + 1)], code


def test_it_holds_names_and_nothing_that_scores() -> None:
    for index in DATA["indices"]:
        assert set(index) == {"code", "short", "source", "name", "aliases", "confidence", "nodes"}
        for node in index["nodes"]:
            assert set(node) <= {"node", "name", "aliases", "confidence"}
        stated = [index["confidence"], *(node["confidence"] for node in index["nodes"])]
        assert set(stated) <= {"C", "C2", "R"}


def test_no_name_stands_twice_in_an_index() -> None:
    for index in DATA["indices"]:
        ids = Counter(node["node"] for node in index["nodes"])
        written = Counter(
            tone_key(name) for node in index["nodes"] for name in (node["name"], *node.get("aliases", ()))
        )
        assert max(ids.values()) == 1
        assert max(written.values()) == 1, [name for name, n in written.items() if n > 1]


def test_codes_and_names_are_those_of_the_2025_round(shared: Path) -> None:
    with (shared / "data" / "par_index_2025_round.csv").open(encoding="utf-8") as file:
        rows = {row["code"]: row["name"] for row in csv.DictReader(file)}
    kept = nodes("par_index")
    assert set(kept) == set(rows)
    for code, name in rows.items():
        words = {tone_key(one) for one in (kept[code]["name"], *kept[code].get("aliases", ()))}
        assert any(word in tone_key(name) or tone_key(name) in word for word in words) or "." not in code, (
            code
        )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“Giảm thiểu ô nhiễm” trong Chỉ số Xanh", [("pgi", "1")]),
        ("Nâng điểm “Chính quyền số” của Chỉ số DTI", [("dti", "1")]),
        ("Cải thiện Chỉ số PCI và Bộ chỉ số 766", [("pci", None), ("766", None)]),
        ("Tiêu chí “Đối thoại của lãnh đạo tỉnh với người dân, doanh nghiệp”", [("par_index", "1.6")]),
        ("Tiêu chí “Thực hiện thanh toán trực tuyến” của PAR INDEX", [("par_index", "7.4.7")]),
    ],
)
def test_names_of_the_file_are_found_in_a_sentence(
    words: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(link.index, link.node) for link in read_links(words, INDICES)] == expected
