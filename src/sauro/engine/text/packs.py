"""Province packs: which units a province has, as values checked for meaning.

Belongs here: reading the texts of a pack into frozen values and naming everything that is wrong with them.
Does not belong here: where the texts lie (callers open files), what is done with units (the people room).

A pack is three texts: ``province.yaml``, ``units.yaml`` and ``communes.csv`` (the last may be absent).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from sauro.engine.text.fold import nfc, tone_key
from sauro.engine.text.names import UnitName

PROVINCE, UNITS, COMMUNES = "province.yaml", "units.yaml", "communes.csv"

KINDS = (
    "province",
    "agency",
    "vertical_agency",
    "association",
    "press",
    "commune",
    "ward",
    "special_zone",
    "service_center",
    "external",
)
RELATIONS = ("committee", "vertical", "request")
CONFIDENCES = ("C", "C2", "D", "R")
COMMUNE_TYPES = {"xa": "commune", "phuong": "ward", "dac-khu": "special_zone"}

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_COMMUNE_COLUMNS = ("code", "full_name", "type", "name_en", "province_code")


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong, by code; its sentence is in the definitions, its place is file and line."""

    code: str
    file: str
    line: int | None = None
    values: tuple[tuple[str, str], ...] = ()


class PackRefused(Exception):
    """A pack that cannot be used, with everything that was found wrong with it."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        super().__init__(", ".join(f"{p.file}:{p.line or '-'} {p.code}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PackUnit:
    code: str
    kind: str
    relation: str
    name: str
    short_name: str
    name_en: str = ""
    official_code: str = ""
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    confidence: str = ""
    source: str = ""
    line: int | None = None
    file: str = UNITS


@dataclass(frozen=True, slots=True)
class PackGroup:
    """A collective and its members' codes; ``complete`` is false where not all members are known."""

    code: str
    name: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    complete: bool = True
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    code: str
    name: str
    name_en: str
    official_code: str
    issuing_bodies: tuple[str, ...]
    sources: tuple[str, ...]
    units: tuple[PackUnit, ...]
    groups: tuple[PackGroup, ...]

    def names(self, on: date | None = None) -> tuple[UnitName, ...]:
        """Names for a gazetteer: units, then groups. Without a day also those of units that have ended."""
        units = (
            UnitName(u.code, u.name, (u.short_name, *u.aliases))
            for u in self.units
            if on is None or _valid(u, on)
        )
        groups = (UnitName(g.code, g.name, g.aliases, group=True) for g in self.groups)
        return (*units, *groups)

    def unit(self, code: str) -> PackUnit:
        return next(unit for unit in self.units if unit.code == code)

    def group(self, code: str) -> PackGroup:
        return next(group for group in self.groups if group.code == code)


def _valid(unit: PackUnit, day: date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (
        unit.valid_to is None or day <= unit.valid_to
    )


class _Node(dict[str, Any]):
    """A YAML mapping that knows its line."""

    line: int = 0


class _Loader(yaml.SafeLoader):
    """Safe YAML that keeps lines; a key written twice is refused, as the second would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> _Node:
    result = _Node()
    result.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)  # type: ignore[no-untyped-call]
        if key in result:
            raise yaml.constructor.ConstructorError(None, None, f"{key} twice", key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)  # type: ignore[no-untyped-call]
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass(slots=True)
class _Reading:
    """What has been read so far and what is wrong with it; lives only inside ``read_pack``."""

    problems: list[PackProblem] = field(default_factory=list)

    def wrong(self, code: str, file: str, line: int | None = None, **values: object) -> None:
        self.problems.append(PackProblem(code, file, line, tuple((k, str(v)) for k, v in values.items())))

    def tree(self, file: str, text: str | None) -> _Node:
        if text is None:
            self.wrong("file_missing", file)
            return _Node()
        try:
            value = yaml.load(nfc(text), Loader=_Loader)  # noqa: S506 - a subclass of SafeLoader
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            self.wrong("not_yaml", file, mark.line + 1 if mark else None, why=error.problem or "")
            return _Node()
        except yaml.YAMLError as error:
            self.wrong("not_yaml", file, None, why=error)
            return _Node()
        if not isinstance(value, _Node):
            self.wrong("not_a_mapping", file)
            return _Node()
        return value

    def word(self, node: _Node, key: str, file: str, *, needed: bool = True) -> str:
        value = node.get(key)
        if value is None or value == "":
            if needed:
                self.wrong("field_missing", file, node.line, field=key)
            return ""
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            self.wrong("field_not_text", file, node.line, field=key)
            return ""
        return " ".join(str(value).split())

    def words(self, node: _Node, key: str, file: str) -> tuple[str, ...]:
        value = node.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.wrong("field_not_list", file, node.line, field=key)
            return ()
        return tuple(" ".join(item.split()) for item in value)

    def day(self, node: _Node, key: str, file: str) -> date | None:
        value = node.get(key)
        if value is None or (isinstance(value, date) and type(value) is date):
            return value
        self.wrong("field_not_date", file, node.line, field=key, value=value)
        return None

    def choice(self, node: _Node, key: str, file: str, allowed: tuple[str, ...]) -> str:
        value = self.word(node, key, file)
        if value and value not in allowed:
            self.wrong(
                "field_not_allowed", file, node.line, field=key, value=value, allowed=", ".join(allowed)
            )
        return value

    def nodes(self, node: _Node, key: str, file: str) -> list[_Node]:
        value = node.get(key) or []
        if not isinstance(value, list) or not all(isinstance(item, _Node) for item in value):
            self.wrong("field_not_list", file, node.line, field=key)
            return []
        return value


def read_pack(texts: Mapping[str, str]) -> Pack:
    """The pack in these texts (file name → content); PackRefused names every problem at once."""
    reading = _Reading()
    province = reading.tree(PROVINCE, texts.get(PROVINCE))
    units_tree = reading.tree(UNITS, texts.get(UNITS))
    if reading.problems:
        raise PackRefused(tuple(reading.problems))
    units = [_unit(reading, node) for node in reading.nodes(units_tree, "units", UNITS)]
    if COMMUNES in texts:
        units += _communes(reading, province, texts[COMMUNES])
    groups = [_group(reading, node, units) for node in reading.nodes(units_tree, "groups", UNITS)]
    _check(reading, units, groups)
    pack = Pack(
        code=reading.word(province, "code", PROVINCE),
        name=reading.word(province, "name", PROVINCE),
        name_en=reading.word(province, "name_en", PROVINCE, needed=False),
        official_code=reading.word(province, "official_code", PROVINCE),
        issuing_bodies=reading.words(province, "issuing_bodies", PROVINCE),
        sources=reading.words(province, "sources", PROVINCE),
        units=tuple(units),
        groups=tuple(groups),
    )
    if not units:
        reading.wrong("no_units", UNITS)
    if reading.problems:
        raise PackRefused(tuple(reading.problems))
    return pack


def _unit(reading: _Reading, node: _Node) -> PackUnit:
    name = reading.word(node, "name", UNITS)
    confidence = reading.word(node, "confidence", UNITS, needed=False)
    if confidence and confidence not in CONFIDENCES:
        reading.wrong(
            "field_not_allowed",
            UNITS,
            node.line,
            field="confidence",
            value=confidence,
            allowed=", ".join(CONFIDENCES),
        )
    return PackUnit(
        code=_code(reading, node),
        kind=reading.choice(node, "kind", UNITS, KINDS),
        relation=reading.choice(node, "relation", UNITS, RELATIONS),
        name=name,
        short_name=reading.word(node, "short_name", UNITS, needed=False) or name,
        name_en=reading.word(node, "name_en", UNITS, needed=False),
        official_code=reading.word(node, "official_code", UNITS, needed=False),
        parent=reading.word(node, "parent", UNITS, needed=False) or None,
        aliases=reading.words(node, "aliases", UNITS),
        valid_from=reading.day(node, "valid_from", UNITS),
        valid_to=reading.day(node, "valid_to", UNITS),
        successor=reading.word(node, "successor", UNITS, needed=False) or None,
        confidence=confidence,
        source=reading.word(node, "source", UNITS, needed=False),
        line=node.line,
    )


def _code(reading: _Reading, node: _Node) -> str:
    code = reading.word(node, "code", UNITS)
    if code and not _CODE.fullmatch(code):
        reading.wrong("code_form", UNITS, node.line, value=code)
    return code


def _communes(reading: _Reading, province: _Node, text: str) -> list[PackUnit]:
    rule = province.get("communes")
    if not isinstance(rule, _Node):
        reading.wrong("communes_rule_missing", PROVINCE, province.line)
        return []
    parent = reading.word(rule, "parent", PROVINCE)
    aliases = reading.words(rule, "aliases", PROVINCE)
    since = reading.day(rule, "valid_from", PROVINCE)
    source = reading.word(rule, "source", PROVINCE, needed=False)
    confidence = reading.word(rule, "confidence", PROVINCE, needed=False)
    center = rule.get("service_center")
    official = str(province.get("official_code", ""))
    units: list[PackUnit] = []
    for line, row in _rows(reading, text):
        if row["province_code"] != official:
            reading.wrong(
                "commune_of_another_province",
                COMMUNES,
                line,
                name=row["full_name"],
                code=row["province_code"],
            )
        unit = PackUnit(
            code=row["code"],
            kind=COMMUNE_TYPES.get(row["type"], ""),
            relation="committee",
            name=row["full_name"],
            short_name=row["full_name"],
            name_en=row["name_en"],
            official_code=row["code"],
            parent=parent,
            aliases=_fill(aliases, row["full_name"]),
            valid_from=since,
            confidence=confidence,
            source=source,
            line=line,
            file=COMMUNES,
        )
        if not unit.kind:
            allowed = ", ".join(COMMUNE_TYPES)
            reading.wrong(
                "field_not_allowed", COMMUNES, line, field="type", value=row["type"], allowed=allowed
            )
        if not _CODE.fullmatch(unit.code):
            reading.wrong("code_form", COMMUNES, line, value=unit.code)
        units.append(unit)
    centers = [_service_center(reading, center, unit) for unit in units] if isinstance(center, _Node) else []
    return units + centers


def _rows(reading: _Reading, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    table = csv.DictReader(io.StringIO(nfc(text.removeprefix("\ufeff"))))
    absent = [column for column in _COMMUNE_COLUMNS if column not in (table.fieldnames or ())]
    if absent:
        reading.wrong("columns_missing", COMMUNES, 1, columns=", ".join(absent))
        return
    for raw in table:
        row = {column: " ".join((raw[column] or "").split()) for column in _COMMUNE_COLUMNS}
        empty = [column for column in ("code", "full_name", "type") if not row[column]]
        if empty:
            reading.wrong("cell_empty", COMMUNES, table.line_num, columns=", ".join(empty))
            continue
        yield table.line_num, row


def _fill(patterns: tuple[str, ...], name: str) -> tuple[str, ...]:
    """``{name}`` is the name as in the list, ``{name_inside}`` the same inside a sentence: "xã An Phú"."""
    inside = name[:1].lower() + name[1:]
    return tuple(p.replace("{name_inside}", inside).replace("{name}", name) for p in patterns)


def _service_center(reading: _Reading, rule: _Node, commune: PackUnit) -> PackUnit:
    name = _fill((reading.word(rule, "name", PROVINCE),), commune.name)[0]
    return PackUnit(
        code=f"{commune.code}-{reading.word(rule, 'code', PROVINCE)}",
        kind="service_center",
        relation="committee",
        name=name,
        short_name=_fill((reading.word(rule, "short_name", PROVINCE),), commune.name)[0] or name,
        name_en=reading.word(rule, "name_en", PROVINCE, needed=False).replace("{name_en}", commune.name_en),
        parent=commune.code,
        aliases=_fill(reading.words(rule, "aliases", PROVINCE), commune.name),
        valid_from=commune.valid_from,
        confidence=reading.word(rule, "confidence", PROVINCE, needed=False),
        source=reading.word(rule, "source", PROVINCE, needed=False),
        line=rule.line,
        file=PROVINCE,
    )


def _group(reading: _Reading, node: _Node, units: list[PackUnit]) -> PackGroup:
    listed = reading.words(node, "members", UNITS)
    rule = node.get("members_where")
    if isinstance(rule, _Node):
        kinds = reading.words(rule, "kinds", UNITS) or KINDS
        relations = reading.words(rule, "relations", UNITS) or RELATIONS
        for key, values, allowed in (("kinds", kinds, KINDS), ("relations", relations, RELATIONS)):
            for value in sorted(set(values) - set(allowed)):
                reading.wrong(
                    "field_not_allowed", UNITS, rule.line, field=key, value=value, allowed=", ".join(allowed)
                )
        apart = set(reading.words(rule, "except", UNITS)) | set(listed)
        found = (u.code for u in units if u.kind in kinds and u.relation in relations and u.code not in apart)
        listed = (*listed, *found)
    return PackGroup(
        code=_code(reading, node),
        name=reading.word(node, "name", UNITS),
        name_en=reading.word(node, "name_en", UNITS, needed=False),
        aliases=reading.words(node, "aliases", UNITS),
        members=listed,
        complete=node.get("complete", True) is True,
        line=node.line,
    )


def _check(reading: _Reading, units: list[PackUnit], groups: list[PackGroup]) -> None:
    by_code: dict[str, PackUnit | PackGroup] = {}
    for thing in (*units, *groups):
        if thing.code in by_code:
            reading.wrong(
                "code_twice", _file(thing), thing.line, value=thing.code, other=by_code[thing.code].name
            )
        by_code.setdefault(thing.code, thing)
    known = {unit.code: unit for unit in units}
    for unit in units:
        if unit.parent is not None and unit.parent not in known:
            reading.wrong("parent_unknown", unit.file, unit.line, unit=unit.code, value=unit.parent)
        if unit.successor is not None and unit.successor not in known:
            reading.wrong("successor_unknown", unit.file, unit.line, unit=unit.code, value=unit.successor)
        if unit.successor is not None and unit.valid_to is None:
            reading.wrong("successor_without_end", unit.file, unit.line, unit=unit.code)
        if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
            reading.wrong("ends_before_it_begins", unit.file, unit.line, unit=unit.code)
        if _in_a_circle(unit, known):
            reading.wrong("parents_in_a_circle", unit.file, unit.line, unit=unit.code)
    for group in groups:
        for code in group.members:
            if code not in known:
                reading.wrong("member_unknown", UNITS, group.line, group=group.code, value=code)
        if group.complete and not group.members:
            reading.wrong("group_empty", UNITS, group.line, group=group.code)
    _check_names(reading, units, groups)


def _file(thing: PackUnit | PackGroup) -> str:
    return thing.file if isinstance(thing, PackUnit) else UNITS


def _in_a_circle(unit: PackUnit, known: Mapping[str, PackUnit]) -> bool:
    seen: set[str] = set()
    current: PackUnit | None = unit
    while current is not None and current.parent is not None:
        if current.code in seen:
            return True
        seen.add(current.code)
        current = known.get(current.parent)
    return False


def _check_names(reading: _Reading, units: list[PackUnit], groups: list[PackGroup]) -> None:
    """No writing may mean two things on one day; a unit that has ended may leave its name to another."""
    claimed: dict[str, list[PackUnit | PackGroup]] = {}
    for thing in (*units, *groups):
        own = (thing.name, thing.short_name) if isinstance(thing, PackUnit) else (thing.name,)
        for key in {tone_key(" ".join(text.split())): text for text in (*own, *thing.aliases)}:
            for other in claimed.setdefault(key, []):
                if _overlap(thing, other):
                    reading.wrong(
                        "alias_of_two", _file(thing), thing.line, unit=thing.code, other=other.code, value=key
                    )
            claimed[key].append(thing)


def _overlap(a: PackUnit | PackGroup, b: PackUnit | PackGroup) -> bool:
    a_from, a_to = (a.valid_from, a.valid_to) if isinstance(a, PackUnit) else (None, None)
    b_from, b_to = (b.valid_from, b.valid_to) if isinstance(b, PackUnit) else (None, None)
    return (a_from or date.min) <= (b_to or date.max) and (b_from or date.min) <= (a_to or date.max)


def sentence(problem: PackProblem, messages: Mapping[str, Mapping[str, str]], language: str = "vi") -> str:
    """The problem in words: place, what is wrong, what to do. ``messages`` is ``provinces/messages.yaml`` as data."""
    place = (
        problem.file
        if problem.line is None
        else messages["place"][language].format(file=problem.file, line=problem.line)
    )
    return f"{place}: {messages[problem.code][language].format(**dict(problem.values))}"
