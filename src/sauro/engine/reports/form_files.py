"""The files of forms: YAML in, a form that means something out.

Belongs here: reading ``definitions/report_forms/*.yaml``, the codes printed as a unit ("Có = 1; Không = 0"). Does not
belong here: opening files, rules across rows (``form_rules``), forms that an officer composes (``compose``).

Codes in a file are short ("1.2.1"); in the form they are keys ("cchc:1.2.1"). A row's parent is the row whose code it
continues, if its section holds one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import (
    DECIMALS,
    FIGURES,
    VALUE,
    Carry,
    Choice,
    Consolidation,
    Contradiction,
    EvidenceRule,
    Field,
    FormError,
    Giver,
    Needed,
    OnlyIf,
    Problem,
    Ratio,
    Row,
    Rule,
    Section,
    Semantics,
    Sum,
    Type,
)

SCHEMA = "sauro.report_form/1"
VALUE_NAME, VALUE_NAME_EN = "Số liệu", "Figure"
_CHOICE = re.compile(r"\s*;?\s*(?P<label>[^=;]+?)\s*=\s*(?P<code>\d+)(?=[\s;]|$)")

_FORM = frozenset(
    [
        "schema",
        "code",
        "version",
        "prefix",
        "name",
        "name_en",
        "source",
        "ratio_places",
        "unverified",
        "sections",
        "fields",
        "contradictions",
        "evidence",
    ]
)
_SECTION = frozenset(["code", "name", "name_en", "node", "rows"])
_ROW = frozenset(
    [
        "code",
        "parent",
        "name",
        "name_en",
        "unit",
        "type",
        "semantics",
        "since",
        "given_by",
        "consolidation",
        "register",
        "ratio",
        "sum",
        "only_if",
        "at_most",
        "any_code",
        "never_falls",
        "jumps",
        "unverified",
        "note",
        "node",
        "fields",
        "longest",
        "needed",
        "carry",
        "decimals",
        "least",
        "most",
    ]
)
_FIELD = frozenset(
    [
        "code",
        "name",
        "name_en",
        "type",
        "unit",
        "needed",
        "may_be_absent",
        "choices",
        "least",
        "most",
        "decimals",
        "longest",
        "carry",
    ]
)


@lru_cache(maxsize=64)
def read_form(text: str) -> Form:
    """FormError lists what is wrong; ValueError or KeyError where the file is not even of this shape.

    The same text is the same form: parsing the large one takes a twentieth of a second.
    """
    loaded = yaml.safe_load(text)
    if not isinstance(loaded, Mapping) or loaded.get("schema") != SCHEMA:
        raise FormError([Problem("schema_unknown", values=(("value", SCHEMA),))])
    return form_from(loaded)


def form_from(data: Mapping[str, Any]) -> Form:
    """A form from plain data, as YAML or JSON give it."""
    _known(data, _FORM, "form")
    prefix = str(data["prefix"])
    sections = tuple(_section(one, prefix) for one in data.get("sections", ()))
    evidence = data.get("evidence")
    return Form(
        code=str(data["code"]),
        version=str(data["version"]),
        prefix=prefix,
        name=str(data["name"]),
        name_en=str(data.get("name_en", "")),
        source=str(data.get("source", "")),
        ratio_places=int(data.get("ratio_places", 2)),
        sections=sections,
        template=tuple(_field(one) for one in data.get("fields", ())),
        contradictions=tuple(
            Contradiction(
                str(one["code"]),
                _words(one["states"]),
                _decimal(one.get("progress_below")),
                _decimal(one.get("progress_from")),
            )
            for one in data.get("contradictions", ())
        ),
        evidence=EvidenceRule(
            Decimal(str(evidence["progress_above"])), _words(evidence["states"]), str(evidence["excuse"])
        )
        if evidence
        else None,
        unverified=_words(data.get("unverified", ())),
    )


def choices_in(printed: str) -> tuple[Choice, ...]:
    """The codes of a unit as forms print them: "Có = 1; Không = 0" or "Chưa = 0 Hoàn thành = 1"."""
    found, place = [], 0
    while place < len(printed.rstrip(" ;")):
        match = _CHOICE.match(printed, place)
        if match is None:
            raise FormError([Problem("choices_wrong", values=(("value", printed),))])
        found.append(Choice(match["code"], match["label"]))
        place = match.end()
    return tuple(found)


def _section(data: Mapping[str, Any], prefix: str) -> Section:
    _known(data, _SECTION, str(data.get("code", "")))
    code = str(data["code"])
    rows = data.get("rows") or ()
    codes = {str(one["code"]) for one in rows}
    return Section(
        code,
        str(data["name"]),
        tuple(_row(one, prefix, code, codes) for one in rows),
        str(data.get("name_en", "")),
        str(data.get("node", "")),
    )


def _row(data: Mapping[str, Any], prefix: str, section: str, codes: set[str]) -> Row:
    code = str(data["code"])
    _known(data, _ROW, code)
    key = f"{prefix}:{code}"
    above = code.rpartition(".")[0]
    parent = str(data.get("parent", above if above != section or above in codes else ""))
    type_ = Type(data["type"]) if "type" in data else None
    semantics = Semantics(data["semantics"]) if "semantics" in data else None
    unit = str(data.get("unit", ""))
    only_if = data.get("only_if")
    fields: tuple[Field, ...] = tuple(_field(one) for one in data.get("fields", ()))
    if type_ is not None:
        fields = (_value_field(data, type_, semantics, unit), *fields)
    return Row(
        key=key,
        name=str(data["name"]),
        parent=f"{prefix}:{parent}" if parent else "",
        name_en=str(data.get("name_en", "")),
        unit=unit,
        fields=fields,
        rule=_rule(data, prefix),
        semantics=semantics,
        since=str(data.get("since", "")),
        given_by=tuple(Giver(one) for one in data.get("given_by", ())),
        consolidation=Consolidation(data.get("consolidation", "none")),
        register=str(data.get("register", "")),
        only_if=OnlyIf(f"{prefix}:{only_if['row']}", str(only_if["code"])) if only_if else None,
        at_most=tuple(f"{prefix}:{one}" for one in data.get("at_most", ())),
        any_code=str(data.get("any_code", "")),
        never_falls=bool(data.get("never_falls", False)),
        jumps=bool(data.get("jumps", True)),
        unverified=_words(data.get("unverified", ())),
        note=str(data.get("note", "")),
        node=str(data.get("node", "")),
    )


def _value_field(data: Mapping[str, Any], type_: Type, semantics: Semantics | None, unit: str) -> Field:
    """The field of a statistical row: figures are not below zero, percentages not above a hundred."""
    given = {name: data[name] for name in ("needed", "longest", "decimals", "least", "most") if name in data}
    if type_ in FIGURES:
        given.setdefault("least", 0)
    if type_ is Type.PERCENT and not isinstance(data.get("ratio"), Mapping):
        given.setdefault("most", 100)
    given.setdefault("needed", True)
    made = {"code": VALUE, "name": VALUE_NAME, "name_en": VALUE_NAME_EN, "type": str(type_), **given}
    if type_ is Type.CHOICE:
        made["choices"] = [{"code": one.code, "vi": one.label} for one in choices_in(unit)]
    else:
        made["unit"] = unit
    made["carry"] = data.get("carry", str(_carry(type_, semantics)))
    return _field(made)


def _carry(type_: Type, semantics: Semantics | None) -> Carry:
    """A figure that grows is a lower bound as long as its span holds the last one (``carry`` looks); else shown beside."""
    if type_ in FIGURES and type_ is not Type.PERCENT and semantics is not Semantics.STOCK:
        return Carry.LOWER_BOUND
    return Carry.NONE if type_ is Type.TEXT else Carry.BESIDE


def _field(data: Mapping[str, Any]) -> Field:
    _known(data, _FIELD, str(data.get("code", "")))
    type_ = Type(data["type"])
    return Field(
        code=str(data["code"]),
        name=str(data["name"]),
        type=type_,
        name_en=str(data.get("name_en", "")),
        unit=str(data.get("unit", "")),
        needed=_needed(data.get("needed", False)),
        may_be_absent=bool(data.get("may_be_absent", type_ is not Type.TEXT and type_ is not Type.STATE)),
        choices=_choices(data.get("choices", ())),
        least=_decimal(data.get("least")),
        most=_decimal(data.get("most")),
        decimals=int(data.get("decimals", DECIMALS.get(type_, 0))),
        longest=int(data.get("longest", 0)),
        carry=Carry(data.get("carry", "none")),
    )


def _choices(data: object) -> tuple[Choice, ...]:
    """A list, not a mapping: the order in which they are offered must outlive any way of keeping the file."""
    if not isinstance(data, list | tuple):
        raise FormError([Problem("choices_wrong", values=(("value", str(data)),))])
    return tuple(Choice(str(one["code"]), str(one["vi"]), str(one.get("en", ""))) for one in data)


def _needed(data: object) -> Needed:
    if isinstance(data, bool):
        return Needed(always=data)
    if not isinstance(data, Mapping) or not set(data) <= {"progress_above", "states"}:
        raise FormError([Problem("condition_wrong", values=(("value", str(data)),))])
    return Needed(False, _decimal(data.get("progress_above")), _words(data.get("states", ())))


def _rule(data: Mapping[str, Any], prefix: str) -> Rule | None:
    if "ratio" in data and "sum" in data:
        raise FormError([Problem("two_rules", str(data["code"]))])
    if "ratio" in data:
        ratio = data["ratio"]
        return Ratio(
            f"{prefix}:{ratio['numerator']}",
            f"{prefix}:{ratio['denominator']}",
            bool(ratio.get("part_of_whole", False)),
        )
    return Sum(tuple(f"{prefix}:{one}" for one in data["sum"])) if "sum" in data else None


def _words(data: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in data)


def _decimal(data: object) -> Decimal | None:
    return None if data is None else Decimal(str(data))


def _known(data: Mapping[str, Any], names: frozenset[str], place: str) -> None:
    """A misspelt attribute would be silently without effect."""
    for name in data:
        if name not in names:
            raise FormError([Problem("attribute_unknown", place, (("value", str(name)),))])
