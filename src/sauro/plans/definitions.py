"""Data files that this room and its reader need: names of indices, sentences of findings and refusals.

Belongs here: reading them once. No Django: the reader's child process imports this.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from sauro import definitions
from sauro.engine.planning.links import IndexNames


@cache
def index_names() -> IndexNames:
    return IndexNames.from_yaml(definitions.text("indices/names.yaml"))


@cache
def _file(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(definitions.text(name))
    return found


def messages(language: str = "vi") -> dict[str, str]:
    """Sentences of findings by code."""
    findings = _file("messages/planning.yaml")["findings"]
    return {code: words[language] for code, words in findings.items()}


def finding_sentence(code: str, values: Mapping[str, str], language: str) -> str:
    """The sentence of a finding, empty where no definition knows the code any more."""
    sentence = messages("en" if language.startswith("en") else "vi").get(code, "")
    try:
        return sentence.format(**values)
    except KeyError:
        return ""


def refusal_sentence(code: str, values: Mapping[str, str], place: str, language: str) -> tuple[str, str]:
    """(what happened, what to do) of a file that the reader refused."""
    words = _file("messages/documents.yaml")["refusals"][code]["en" if language.startswith("en") else "vi"]
    filled = {**values, "place": place}
    return words["message"].format(**filled), words["remedy"].format(**filled)
