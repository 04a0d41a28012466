"""A province is data: no program, template, style or catalogue names one.

Held: codes and names of every pack that comes along are written in its own folder and in the data of the demo world only.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from house.sources import SOURCE, short
from sauro.engine.text import fold

DATA = (SOURCE / "definitions", SOURCE / "demo" / "world.yaml")
KINDS = {".py", ".html", ".txt", ".js", ".css", ".svg", ".po", ".yaml", ".json", ".toml"}


def names() -> list[str]:
    """Each pack's code and the name of its province without the word for what it is, folded."""
    found = []
    for path in sorted((SOURCE / "definitions" / "provinces").glob("*/province.yaml")):
        province = yaml.safe_load(path.read_text(encoding="utf-8"))
        bare = re.sub(r"^(tinh|thanh pho)\s+", "", fold(province["name"]))
        found += [province["code"], bare]
    return found


def named_in(text: str) -> list[str]:
    """Names of provinces in the text, whatever marks, capitals or joints they are written with."""
    folded = fold(text)
    patterns = (r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", name))) for name in names())
    return [match.group() for pattern in patterns for match in re.finditer(rf"\b{pattern}\b", folded)]


def code_files() -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*"))
        if path.suffix in KINDS and not any(path == data or data in path.parents for data in DATA)
    ]


def test_no_file_outside_the_data_names_a_province() -> None:
    files = code_files()
    assert len(files) > 100
    assert {short(p): found for p in files if (found := named_in(p.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize("name", names())
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    words = re.split(r"[\s_-]+", name)
    for written in ("_".join(words), " ".join(words).title(), "-".join(words).upper(), "\n".join(words)):
        assert named_in(f"--province {written} --format")
