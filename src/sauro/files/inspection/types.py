"""Which files are taken in, as ``definitions/files.yaml`` says, checked for meaning when read.

Belongs here: reading the file and questions about endings. Does not belong here: looking into contents.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from sauro import definitions

OPENERS = ("paper", "office", "picture")


class TypesWrong(ValueError):  # noqa: N818 - the house word; it is an outcome, not a fault
    """The file of types does not mean anything; the message says what to change."""


@dataclass(frozen=True, slots=True)
class FileType:
    """One entry of the allow-list. ``mark`` is what the content says of itself: the type of a package's main part,
    the picture library's name of a format, empty for the only kind of paper."""

    code: str
    label: str
    extensions: tuple[str, ...]
    media_type: str
    opened: str
    mark: str = ""

    def __post_init__(self) -> None:
        if self.opened not in OPENERS:
            raise TypesWrong(f"files.yaml, {self.code}: `opened` is one of {', '.join(OPENERS)}")
        if not self.extensions or not self.label or "/" not in self.media_type:
            raise TypesWrong(f"files.yaml, {self.code}: write label, extensions and media")
        if (self.opened == "paper") == bool(self.mark):
            raise TypesWrong(f"files.yaml, {self.code}: an office file has `main`, a picture has `format`")


@dataclass(frozen=True, slots=True)
class Limits:
    file_mb: int
    request_files: int
    subject_files: int
    unpacked_mb: int
    parts: int
    megapixels: int

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not isinstance(value, int) or value < 1:
                raise TypesWrong(f"files.yaml, limits: {name} must be a whole number above zero")

    @property
    def file_bytes(self) -> int:
        return self.file_mb * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Rules:
    """``families`` are the endings that have a refusal of their own."""

    types: tuple[FileType, ...]
    families: tuple[tuple[str, frozenset[str]], ...]
    limits: Limits

    def by_extension(self, extension: str) -> FileType | None:
        return next((kind for kind in self.types if extension in kind.extensions), None)

    def family(self, extensions: frozenset[str]) -> str:
        """The first family that one of the endings belongs to; empty for none."""
        return next((name for name, members in self.families if members & extensions), "")

    @property
    def labels(self) -> str:
        return ", ".join(kind.label for kind in self.types)

    @property
    def accepted(self) -> str:
        """For the browser's own list of files."""
        return ",".join(f".{extension}" for kind in self.types for extension in kind.extensions)


def read_rules(text: str) -> Rules:
    raw = yaml.safe_load(text)
    if not isinstance(raw, dict) or not {"types", "refused", "limits"} <= set(raw):
        raise TypesWrong("files.yaml: write types, refused and limits")
    types = tuple(_type(str(code), entry) for code, entry in raw["types"].items())
    families = tuple((str(name), frozenset(map(str, members))) for name, members in raw["refused"].items())
    taken = [extension for kind in types for extension in kind.extensions]
    taken += [extension for _name, members in families for extension in members]
    twice = sorted({extension for extension in taken if taken.count(extension) > 1})
    if twice:
        raise TypesWrong(f"files.yaml: written twice: {', '.join(twice)}")
    if any(extension != extension.lower() or "." in extension for extension in taken):
        raise TypesWrong("files.yaml: endings are in small letters and without a dot")
    try:
        limits = Limits(**raw["limits"])
    except TypeError as fault:
        raise TypesWrong(f"files.yaml, limits: {fault}") from None
    return Rules(types, families, limits)


def _type(code: str, entry: dict[str, Any]) -> FileType:
    return FileType(
        code,
        str(entry.get("label", "")),
        tuple(entry.get("extensions", ())),
        str(entry.get("media", "")),
        str(entry.get("opened", "")),
        str(entry.get("main") or entry.get("format") or ""),
    )


@cache
def rules() -> Rules:
    return read_rules(definitions.text("files.yaml"))
