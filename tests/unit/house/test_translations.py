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
    "src/sauro/config/environment.py": "said before the settings exist, in both languages at once",
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


@pytest.mark.parametrize("path", templates(), ids=short)
def test_templates_show_no_untranslated_word(path) -> None:
    text = visible_text(path.read_text(encoding="utf-8"))
    for word in NOT_WORDS:
        text = text.replace(word, " ")
    text = re.sub(r"&\w+;", " ", text)
    assert LETTER.findall(text) == []


def test_python_shows_no_untranslated_vietnamese() -> None:
    found = []
    for path in python_files():
        if room_of(path) in DATA_ROOMS or "migrations" in path.parts:
            continue
        if any(short(path).startswith(prefix) for prefix in EXCEPTIONS):
            continue
        translated: set[int] = set()
        for node in ast.walk(tree(path)):
            name = ""
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
            if name in TRANSLATORS:
                translated |= {id(inner) for inner in ast.walk(node)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                translated.add(id(node.value))
        found += [
            f"{short(path)}:{node.lineno} {node.value[:40]!r}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and VIETNAMESE.search(node.value)
            and id(node) not in translated
        ]
    assert found == []


def test_no_formatted_string_inside_a_translation() -> None:
    found = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in TRANSLATORS and any(isinstance(a, ast.JoinedStr | ast.BinOp) for a in node.args):
                    found.append(f"{short(path)}:{node.lineno}")
    assert found == []
