"""The stylesheet works in Chrome 109 (Windows 7/8): what that browser does not know stands inside @supports.

Belongs here: the shape of the one stylesheet. Does not belong here: how a page looks (browser tests).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sauro import web

NEWER = ("light-dark(", ":popover-open")


def stylesheet() -> str:
    [folder] = web.__path__
    return (Path(folder) / "static" / "web" / "sauro.css").read_text(encoding="utf-8")


def rules(css: str) -> Iterator[tuple[list[str], str, bool]]:
    """Each block's beginning and each declaration: the blocks around it, its words, whether it opens a block."""
    text = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    around: list[str] = []
    for part, end in re.findall(r"([^{};]*)([{};])", text):
        words = " ".join(part.split())
        if words:
            yield list(around), words, end == "{"
        if end == "{":
            around.append(words)
        elif end == "}":
            around.pop()
    assert around == []


def needs_newer(css: str) -> list[str]:
    found = []
    for around, words, _opens in rules(css):
        if words.startswith("@supports") or any(one.startswith("@supports") for one in around):
            continue
        if any(name in words for name in NEWER):
            found.append(words)
    return found


def nested(css: str) -> list[str]:
    """Blocks that stand inside a rule for elements, which only newer browsers read."""
    return [
        words
        for around, words, opens in rules(css)
        if opens and ("&" in words or any(not one.startswith("@") for one in around))
    ]


def test_no_rule_is_nested_in_another() -> None:
    assert nested(stylesheet()) == []


def test_newer_features_stand_inside_supports() -> None:
    assert needs_newer(stylesheet()) == []


@pytest.mark.parametrize(
    "css", [".a { color: red; & b { color: blue; } }", ".a { @media print { color: red; } }"]
)
def test_nesting_is_seen(css: str) -> None:
    assert nested(css) != []


def test_a_bare_newer_feature_is_seen() -> None:
    assert needs_newer(".a { color: light-dark(#000, #fff); }") == ["color: light-dark(#000, #fff)"]
    assert (
        needs_newer("@supports (color: light-dark(#000, #fff)) { .a { color: light-dark(#000, #fff); } }")
        == []
    )
