"""Sentences for people, by code: definition files hold the words, codes decide.

Belongs here: finding a sentence and filling in its values. Does not belong here: any sentence, where files
lie.

A file is ``{group: {code: {vi: …, en: …}}}``; another part of the same code (the remedy of a refusal) stands
beside them as ``remedy_vi`` and ``remedy_en``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

import yaml

LANGUAGES = ("vi", "en")
MESSAGE = "message"


class MessagesError(ValueError):
    """A definition file that lacks a language, or whose sentence is no sentence; says which."""


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Messages:
    """``sentences`` by (group, code, part, language)."""

    sentences: Mapping[tuple[str, str, str, str], str]

    @classmethod
    def from_yaml(cls, *texts: str) -> Messages:
        """One set from several files; a code may stand in one of them only."""
        sentences: dict[tuple[str, str, str, str], str] = {}
        for text in texts:
            loaded = yaml.safe_load(text)
            if not isinstance(loaded, Mapping):
                raise MessagesError("a file of messages must be a mapping of groups")
            for group, codes in loaded.items():
                for code, entry in codes.items():
                    for key, sentence in _parts(str(group), str(code), entry):
                        if key in sentences:
                            raise MessagesError(f"{'/'.join(key)} is written twice")
                        sentences[key] = sentence
        return cls(sentences)

    def sentence(
        self,
        group: str,
        code: str,
        values: Mapping[str, str] | None = None,
        *,
        language: str = "vi",
        part: str = MESSAGE,
    ) -> str:
        """KeyError where the code has no such sentence: silence would hide a finding."""
        template = self.sentences[group, code, part, language]
        return Formatter().vformat(template, (), _Values(values or {}))

    def has(self, group: str, code: str, part: str = MESSAGE) -> bool:
        return all((group, code, part, language) in self.sentences for language in LANGUAGES)

    def codes(self, group: str) -> frozenset[str]:
        return frozenset(code for held, code, _, _ in self.sentences if held == group)


def _parts(group: str, code: str, entry: Any) -> Iterator[tuple[tuple[str, str, str, str], str]]:
    if not isinstance(entry, Mapping):
        raise MessagesError(f"{group}/{code} must hold its languages")
    parts = {MESSAGE} | {str(key).rsplit("_", 1)[0] for key in entry if str(key) not in LANGUAGES}
    for part in sorted(parts):
        for language in LANGUAGES:
            key = language if part == MESSAGE else f"{part}_{language}"
            sentence = entry.get(key)
            if not isinstance(sentence, str) or not sentence.strip():
                raise MessagesError(f"{group}/{code} has no sentence in {key!r}")
            yield (group, code, part, language), sentence.strip()
