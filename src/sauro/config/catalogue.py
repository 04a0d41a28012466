"""Translation catalogues made ready for use, without outside programs.

Belongs here: compiling .po to .mo with Babel, and saying which are stale. Does not belong here: finding
words to translate (tools/messages.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sauro.config.language import LOCALE


def sources() -> Iterator[Path]:
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def language_of(source: Path) -> str:
    return source.parent.parent.name


def stale() -> list[Path]:
    """Sources whose compiled form is missing or older."""
    return [source for source in sources() if not _fresh(source)]


def _fresh(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime


def compile_stale() -> list[Path]:
    """Compiles what is stale; which. A reader never sees half a file: it is written aside and renamed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    done = []
    for source in stale():
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=language_of(source))
        draft = source.with_suffix(f".{os.getpid()}.part")
        with draft.open("wb") as stream:
            write_mo(stream, catalogue)
        draft.replace(source.with_suffix(".mo"))
        done.append(source)
    return done
