"""The texts of a province pack as checked fields, each problem with its file and line.

Belongs here: YAML with lines, typed fields, problems and their sentences.
Does not belong here: what a unit or a group is (``pack_model``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from sauro.engine.text.fold import nfc


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong, by code; its sentence is in the definitions, its place is file and line."""

    code: str
    file: str
    line: int | None = None
    values: tuple[tuple[str, str], ...] = ()


class PackRefused(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """A pack that cannot be used, with everything that was found wrong with it."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        super().__init__(", ".join(f"{p.file}:{p.line or '-'} {p.code}" for p in problems))
        self.problems = problems


class Node(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line: int = 0


class _Loader(yaml.SafeLoader):
    """Safe YAML that keeps lines; a key written twice is refused, as the second would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Node:
    result = Node()
    result.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"{key} twice", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass(slots=True)
class Reading:
    """What has been read so far and what is wrong with it; lives only while a pack is read."""

    problems: list[PackProblem] = field(default_factory=list)

    def wrong(self, code: str, file: str, line: int | None = None, **values: object) -> None:
        self.problems.append(PackProblem(code, file, line, tuple((k, str(v)) for k, v in values.items())))

    def tree(self, file: str, text: str | None) -> Node:
        if text is None:
            self.wrong("file_missing", file)
            return Node()
        try:
            value = yaml.load(nfc(text), Loader=_Loader)  # noqa: S506 - a subclass of SafeLoader
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self.wrong("not_yaml", file, mark.line + 1 if mark else None, why=error.problem or "")
            return Node()
        except yaml.YAMLError as error:
            self.wrong("not_yaml", file, None, why=error)
            return Node()
        if not isinstance(value, Node):
            self.wrong("not_a_mapping", file)
            return Node()
        return value

    def word(self, node: Node, key: str, file: str, *, needed: bool = True) -> str:
        value = node.get(key)
        if value is None or value == "":
            if needed:
                self.wrong("field_missing", file, node.line, field=key)
            return ""
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            self.wrong("field_not_text", file, node.line, field=key)
            return ""
        return " ".join(str(value).split())

    def words(self, node: Node, key: str, file: str) -> tuple[str, ...]:
        value = node.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.wrong("field_not_list", file, node.line, field=key)
            return ()
        return tuple(" ".join(item.split()) for item in value)

    def day(self, node: Node, key: str, file: str) -> date | None:
        value = node.get(key)
        if value is None or (isinstance(value, date) and type(value) is date):
            return value
        self.wrong("field_not_date", file, node.line, field=key, value=value)
        return None

    def choice(self, node: Node, key: str, file: str, allowed: tuple[str, ...]) -> str:
        value = self.word(node, key, file)
        if value and value not in allowed:
            self.wrong(
                "field_not_allowed", file, node.line, field=key, value=value, allowed=", ".join(allowed)
            )
        return value

    def nodes(self, node: Node, key: str, file: str) -> list[Node]:
        value = node.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, Node) for item in value):
            self.wrong("field_not_list", file, node.line, field=key)
            return []
        return value


def sentence(problem: PackProblem, messages: Mapping[str, Mapping[str, str]], language: str = "vi") -> str:
    """The problem in words: place, what is wrong, what to do; ``messages`` holds a sentence for each code."""
    place = (
        problem.file
        if problem.line is None
        else messages["place"][language].format(file=problem.file, line=problem.line)
    )
    return f"{place}: {messages[problem.code][language].format(**dict(problem.values))}"
