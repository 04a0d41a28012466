"""House rule 22: every visible word is translatable, and the English catalogue is complete."""

from __future__ import annotations

import ast
import re
import sys

import pytest

from house.sources import ROOT, python_files, room_of, short, templates, tree

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]|[à-ỹÀ-Ỹ]")
LETTER = re.compile(r"[^\W\d_]{2,}")
TRANSLATORS = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
    "gettext_noop",
}  # fmt: skip
DATA_ROOMS = {"engine", "definitions", "locale"}
# Words of the domain that code compares or builds documents from; they are no text of the interface.
EXCEPTIONS: dict[str, str] = {
    "src/sauro/demo/": "the sample documents of the demo world are Vietnamese official documents",
    "src/sauro/reporting/papers/": "the papers of units and of the province are Vietnamese official documents",
    "src/sauro/reporting/unit_sheet.py": "what people write into a cell for yes",
}
# Names stay as they are in every language; only a text that is nothing but the name is let through.
NAMES: dict[str, str] = {
    "Sáu Rõ": "the name of the product",
    "Cốc Cốc": "the name of a browser (people/access/devices.py)",
}
NOT_WORDS = {"sauro", "Sáu Rõ"}


@pytest.fixture(scope="module")
def catalogue():
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import messages
    finally:
        sys.path.pop(0)
    return messages


def test_the_english_catalogue_is_complete(catalogue) -> None:
    assert catalogue.problems() == []


def visible_text(content: str) -> str:
    """What a template shows without translation: everything but tags, comments and translated blocks."""
    content = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", " ", content, flags=re.S)
    content = re.sub(r"{%\s*blocktrans(?:late)?.*?endblocktrans(?:late)?\s*%}", " ", content, flags=re.S)
    attributes = " ".join(
        re.findall(r"(?:title|aria-label|placeholder|alt|data-l|content|value)=\"([^\"]*)\"", content)
    )
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", content, flags=re.S)
    body = re.sub(r"{%.*?%}|{{.*?}}", " ", body, flags=re.S)
    body = re.sub(r"<[^>]*>", " ", body, flags=re.S)
    attributes = re.sub(r"{%.*?%}|{{.*?}}", " ", attributes, flags=re.S)
    return body + " ".join(word for word in attributes.split() if VIETNAMESE.search(word))


def untranslated_words(content: str) -> list[str]:
    text = visible_text(content)
    for word in NOT_WORDS:
        text = text.replace(word, " ")
    return LETTER.findall(re.sub(r"&\w+;", " ", text))


@pytest.mark.parametrize("path", templates(), ids=short)
def test_templates_show_no_untranslated_word(path) -> None:
    assert untranslated_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "content",
    [
        "<p>Nhiệm vụ</p>",
        "<p>Task</p>",
        '<input placeholder="Tìm đơn vị">',
        "{% translate 'Một' %} hai",
        "{% blocktranslate %}Một{% endblocktranslate %}<b>Hai</b>",
    ],
)
def test_a_bare_word_of_a_template_is_seen(content: str) -> None:
    assert untranslated_words(content) != []


@pytest.mark.parametrize(
    "content",
    [
        "{% translate 'Nhiệm vụ' %}",
        "{% blocktranslate %}Có {{ n }} nhiệm vụ{% endblocktranslate %}",
        '{# Ghi chú #}<p class="note">{{ page.title }} · 12&nbsp;%</p>',
    ],
)
def test_a_translated_word_of_a_template_is_let_through(content: str) -> None:
    assert untranslated_words(content) == []


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def untranslated_texts(module: ast.Module) -> list[ast.Constant]:
    """Vietnamese texts of a module that are neither translated nor a docstring."""
    let_through: set[int] = set()
    for node in ast.walk(module):
        if called(node) in TRANSLATORS:
            let_through |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            let_through.add(id(node.value))
    return [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and VIETNAMESE.search(node.value)
        and node.value not in NAMES
        and id(node) not in let_through
    ]


def formatted_translations(module: ast.Module) -> list[int]:
    """Lines where a text is put together before it is translated: the catalogue cannot know it."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and called(node) in TRANSLATORS
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ]


def test_python_shows_no_untranslated_vietnamese() -> None:
    found = [
        f"{short(path)}:{node.lineno} {node.value[:40]!r}"
        for path in python_files()
        if room_of(path) not in DATA_ROOMS and "migrations" not in path.parts
        if not any(short(path).startswith(prefix) for prefix in EXCEPTIONS)
        for node in untranslated_texts(tree(path))
    ]
    assert found == []


def test_no_formatted_string_inside_a_translation() -> None:
    found = [
        f"{short(path)}:{line}" for path in python_files() for line in formatted_translations(tree(path))
    ]
    assert found == []


def test_a_name_is_let_through_only_alone() -> None:
    code = 'browser = "Cốc Cốc"\nshown = "Trình duyệt Cốc Cốc"'
    assert [node.lineno for node in untranslated_texts(ast.parse(code))] == [2]


def test_every_name_is_still_used() -> None:
    found = {
        node.value
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(NAMES) <= found


def test_vietnamese_outside_a_translation_is_seen() -> None:
    code = '"""Nhiệm vụ."""\nword = "nhiệm vụ"\nshown = _("nhiệm vụ")\nshow(f"Có {n}")'
    assert [node.lineno for node in untranslated_texts(ast.parse(code))] == [2, 4]


@pytest.mark.parametrize("code", ['_(f"Có {n} việc")', '_("Có %d việc" % n)', 'gettext("Có " + n)'])
def test_a_text_put_together_before_translation_is_seen(code: str) -> None:
    assert formatted_translations(ast.parse(code)) == [1]
    assert formatted_translations(ast.parse('_("Có %(n)d việc") % {"n": n}')) == []
