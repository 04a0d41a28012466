"""The English catalogue: `update` brings it up to date with the words of the interface, `check` says what is missing.

Belongs here: finding translatable words in Python and templates, and comparing them with the catalogue.
Does not belong here: compiling the catalogue for use (`sauro.config.catalogue`, because a running product needs it).
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "sauro"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PERCENT_NAMES = re.compile(r"%\((\w+)\)[sd]")


def catalogue_of_source() -> Catalog:
    """Every translatable word of the package with the files in which it stands."""
    catalogue = Catalog(locale="en", charset="utf-8", project="sauro", fuzzy=False)
    for path, content in sources():
        for _line, function, message, comments in extract_python(
            io.BytesIO(content.encode("utf-8")), list(KEYWORDS), ["Translators:"], {}
        ):
            add(catalogue, path, function, message, comments)
    return catalogue


def sources() -> Iterator[tuple[str, str]]:
    from django.utils.translation.template import templatize

    for path in sorted(SOURCE.rglob("*.py")):
        yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in sorted([*SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]):
        yield str(path.relative_to(ROOT)), templatize(path.read_text(encoding="utf-8"))


def add(catalogue: Catalog, path: str, function: str, message: object, comments: list[str]) -> None:
    parts = list(message) if isinstance(message, tuple) else [message]
    context = None
    if function.startswith(("pgettext", "npgettext")):
        context, parts = parts[0], parts[1:]
    parts = [part for part in parts if isinstance(part, str)]
    if not parts or not parts[0]:
        return
    plural = function.startswith(("ngettext", "npgettext")) and len(parts) > 1
    catalogue.add(
        (parts[0], parts[1]) if plural else parts[0],
        locations=[(path, 0)],
        auto_comments=comments,
        context=context,
    )


def read_catalogue() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8", project="sauro", fuzzy=False)
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en", charset="utf-8")


def update() -> None:
    kept, found = read_catalogue(), catalogue_of_source()
    for message in found:
        old = (
            kept.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            if message.id
            else None
        )
        if old is not None and old.string and not old.fuzzy:
            message.string = old.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as stream:
        write_po(stream, found, sort_output=True, omit_header=False, include_lineno=False, width=110)
    text = CATALOGUE.read_text(encoding="utf-8")
    CATALOGUE.write_text(re.sub(r'"(POT-Creation-Date|PO-Revision-Date)[^\n]*\n', "", text), encoding="utf-8")


def problems() -> list[str]:
    """What a person must still do: words without English, placeholders that differ, words no longer used."""
    kept, found = read_catalogue(), catalogue_of_source()
    said: list[str] = []
    wanted = set()
    for message in found:
        if not message.id:
            continue
        first = message.id if isinstance(message.id, str) else message.id[0]
        wanted.add((first, message.context))
        old = kept.get(first, message.context)
        where = ", ".join(sorted({path for path, _ in message.locations}))
        if old is None or not strings(old) or not all(strings(old)):
            said.append(f"no English for {first!r} ({where})")
        elif old.fuzzy:
            said.append(f"unsure English for {first!r}")
        elif any(placeholders(first) != placeholders(text) for text in strings(old)):
            said.append(f"placeholders differ in the English of {first!r}")
    for message in kept:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            if (first, message.context) not in wanted:
                said.append(f"no longer used: {first!r}")
    return said


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def placeholders(text: str) -> set[str]:
    names = set(PERCENT_NAMES.findall(text))
    with contextlib.suppress(ValueError):  # a lone brace in a sentence is no placeholder
        names |= {name for _, name, _, _ in Formatter().parse(text) if name}
    return names


def main(words: list[str]) -> int:
    if words == ["update"]:
        update()
        return 0
    if words == ["check"]:
        said = problems()
        print("\n".join(said) or "the English catalogue is complete")
        return 1 if said else 0
    print("usage: messages.py update | check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
