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

from sauro.engine.text.fold import nfc
from sauro.engine.text.pack_model import COMMUNES, PROVINCE, UNITS, Pack, PackGroup, PackUnit
from sauro.engine.text.pack_rules import check
from sauro.engine.text.pack_source import Node, PackProblem, PackRefused, Reading, sentence

__all__ = [
    "COMMUNES",
    "PROVINCE",
    "UNITS",
    "Pack",
    "PackGroup",
    "PackProblem",
    "PackRefused",
    "PackUnit",
    "read_pack",
    "sentence",
]


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
COMMUNE_TYPES = {"xa": "commune", "phuong": "ward", "dac_khu": "special_zone"}

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_COMMUNE_COLUMNS = ("code", "full_name", "type", "name_en", "province_code")


def read_pack(texts: Mapping[str, str]) -> Pack:
    """The pack in these texts (file name → content); PackRefused names every problem at once."""
    reading = Reading()
    province = reading.tree(PROVINCE, texts.get(PROVINCE))
    units_tree = reading.tree(UNITS, texts.get(UNITS))
    if reading.problems:
        raise PackRefused(tuple(reading.problems))
    units = [_unit(reading, node) for node in reading.nodes(units_tree, "units", UNITS)]
    if COMMUNES in texts:
        units += _communes(reading, province, texts[COMMUNES])
    groups = [_group(reading, node, units) for node in reading.nodes(units_tree, "groups", UNITS)]
    check(reading, units, groups)
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


def _unit(reading: Reading, node: Node) -> PackUnit:
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


def _code(reading: Reading, node: Node) -> str:
    code = reading.word(node, "code", UNITS)
    if code and not _CODE.fullmatch(code):
        reading.wrong("code_form", UNITS, node.line, value=code)
    return code


def _communes(reading: Reading, province: Node, text: str) -> list[PackUnit]:
    rule = province.get("communes")
    if not isinstance(rule, Node):
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
                province=row["province_code"],
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
    centers = [_service_center(reading, center, unit) for unit in units] if isinstance(center, Node) else []
    return units + centers


def _rows(reading: Reading, text: str) -> Iterator[tuple[int, dict[str, str]]]:
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


def _service_center(reading: Reading, rule: Node, commune: PackUnit) -> PackUnit:
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


def _group(reading: Reading, node: Node, units: list[PackUnit]) -> PackGroup:
    listed = reading.words(node, "members", UNITS)
    rule = node.get("members_where")
    if isinstance(rule, Node):
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
