"""Data files that this room and its reader need: names of indices, sentences of findings and refusals.

Belongs here: reading them once. No Django: the reader's child process imports this.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from sauro import definitions
from sauro.engine.planning.links import IndexNames
from sauro.engine.text.messages import Messages


@cache
def index_names() -> IndexNames:
    return IndexNames.from_yaml(definitions.text("indices/names.yaml"))


@cache
def short_names() -> Mapping[str, str]:
    """Code of an index → its name as the institutions print it, the same in every language."""
    indices = yaml.safe_load(definitions.text("indices/names.yaml"))["indices"]
    return {str(index["code"]): str(index["short"]) for index in indices}


@cache
def finding_messages() -> Messages:
    return Messages.from_yaml(definitions.text("messages/planning.yaml"))


@cache
def refusal_messages() -> Messages:
    return Messages.from_yaml(definitions.text("messages/documents.yaml"))


def _language(language: str) -> str:
    return "en" if language.startswith("en") else "vi"


def finding_sentence(code: str, values: Mapping[str, str], language: str) -> str:
    """The sentence of a finding; empty where the definitions do not know the code any more."""
    messages = finding_messages()
    if not messages.has("findings", code):
        return ""
    return messages.sentence("findings", code, values, language=_language(language))


def refusal_sentence(code: str, values: Mapping[str, str], language: str) -> tuple[str, str]:
    """(what happened, what to do) of a file that the reader refused."""
    messages, chosen = refusal_messages(), _language(language)
    return (
        messages.sentence("refusals", code, values, language=chosen),
        messages.sentence("refusals", code, values, language=chosen, part="remedy"),
    )


@cache
def milestone_names() -> tuple[str, ...]:
    """The steps of a đề án, in their order."""
    names = yaml.safe_load(definitions.text("milestones.yaml"))["templates"]["de_an"]
    return tuple(str(name) for name in names)


@cache
def index_nodes() -> Mapping[tuple[str, str], str]:
    """(index, node) → name; the index as a whole has an empty node."""
    found: dict[tuple[str, str], str] = {}
    for index in yaml.safe_load(definitions.text("indices/names.yaml"))["indices"]:
        found[str(index["code"]), ""] = str(index["name"])
        for node in index.get("nodes", ()):
            found[str(index["code"]), str(node["node"])] = str(node["name"])
    return found


@cache
def similarity_limits() -> Mapping[str, Mapping[str, int]]:
    """How alike is alike enough: ``amended`` {least, in_place}, ``duplicate`` {least}, in percent."""
    limits = yaml.safe_load(definitions.text("similarity.yaml"))
    return {name: limits[name] for name in ("amended", "duplicate")}
