"""The stylesheet works in Chrome 109 (Windows 7/8): what that browser does not know stands inside @supports.

Belongs here: the shape of the one stylesheet. Does not belong here: how a page looks (browser tests).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.old_engine import strip, unknown_block, unknown_declaration, without_popover
from sauro import web

LOOKS_WELL_WITHOUT = ("text-wrap", "field-sizing", "@top-center")
"""Newer, and a page without them only looks plainer."""


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
    for around, words, opens in rules(css):
        if words.startswith("@supports") or any(one.startswith("@supports") for one in around):
            continue
        if words.startswith(LOOKS_WELL_WITHOUT):
            continue
        if unknown_block(words) if opens else unknown_declaration(words):
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


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b", block))


def light_and_dark() -> tuple[dict[str, str], dict[str, str]]:
    css = stylesheet()
    tokens = css[css.index("@layer tokens {") : css.index("@layer base {")]
    light, _media, dark = tokens.partition("@media screen and (prefers-color-scheme: dark)")
    return colours(light), colours(dark)


def contrast(one: str, other: str) -> float:
    """WCAG 2: (lighter + 0.05) / (darker + 0.05)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_each_colour_has_its_dark_twin() -> None:
    light, dark = light_and_dark()
    assert set(light) == set(dark)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["--paper", "--ground", "--sunken", "--hover", "--tree", "--accent-soft"])
def test_words_stand_out_from_every_ground(scheme: int, ground: str) -> None:
    palette = light_and_dark()[scheme]
    words = ["--ink", "--ink-2", "--accent", "--bad", "--ok", "--warn"]
    words += ["--ink-3"] if ground != "--accent-soft" else []
    assert {w: round(c, 2) for w in words if (c := contrast(palette[w], palette[ground])) < 4.5} == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_shapes_stand_out_from_paper(scheme: int) -> None:
    palette = light_and_dark()[scheme]
    shapes = ("--fill", "--edge", "--bad", "--bad-fill", "--warn")
    assert {s: round(c, 2) for s in shapes if (c := contrast(palette[s], palette["--paper"])) < 3} == {}
    assert contrast(palette["--on-accent"], palette["--accent"]) >= 4.5


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a { color: red; & b { color: blue; } top: 0; }", ".a{color: red;top: 0;}"),
        (".a { color: light-dark(#000, #fff); top: 0; }", ".a{top: 0;}"),
        (":root { --a: light-dark(#000, #fff); }", ":root{--a:initial;}"),
        ("@supports selector(:popover-open) { .a { top: 0; } }", ""),
        ("@supports (color: light-dark(#000, #fff)) { .a { top: 0; } } .b { top: 0; }", ".b{top: 0;}"),
        (
            "@supports not (color: light-dark(#000, #fff)) { .a { top: 0; } }",
            "@supports not (color: light-dark(#000, #fff)){.a{top: 0;}}",
        ),
        ("@supports (display: grid) { .a { top: 0; } }", "@supports (display: grid){.a{top: 0;}}"),
        (".a:popover-open, .b { top: 0; } .c { top: 0 }", ".c{top: 0;}"),
        ("@media (width < 9rem) { .a { text-wrap: pretty; top: 0; } }", "@media (width < 9rem){.a{top: 0;}}"),
    ],
)
def test_what_the_old_engine_keeps(css: str, kept: str) -> None:
    assert strip(css) == kept


def test_the_old_page_has_no_popover() -> None:
    html = '<nav id="a" popover aria-label="x"><button popovertarget="a">popover</button>'
    assert without_popover(html) == '<nav id="a" aria-label="x"><button>popover</button>'


def test_the_stylesheet_stays_small() -> None:
    """The one stylesheet of all pages, as it travels."""
    import gzip

    assert len(gzip.compress(stylesheet().encode(), 9)) < 16_000
