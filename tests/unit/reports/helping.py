"""Small forms and values for the tests of reports.

Belongs here: a form of every kind of row, values from short words. Does not belong here: a test.
"""

from __future__ import annotations

from decimal import Decimal

from sauro import definitions
from sauro.engine.reports.findings import Checks, read_checks
from sauro.engine.reports.form_files import read_form
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE, Place, Type
from sauro.engine.reports.values import Value

SMALL = """
schema: sauro.report_form/1
code: small
version: "1"
prefix: s
name: Biểu mẫu thử
sections:
  - code: "1"
    name: Hồ sơ
    node: "par_index:3"
    rows:
      - {code: a, name: Tổng số, type: count, unit: Hồ sơ, semantics: flow, given_by: [every_commune], consolidation: sum}
      - {code: b, name: Đúng hạn, type: count, unit: Hồ sơ, semantics: flow, given_by: [every_commune], consolidation: sum}
      - code: r
        name: Tỷ lệ
        type: percent
        unit: "%"
        semantics: flow
        ratio: {numerator: b, denominator: a, part_of_whole: true}
        consolidation: ratio
      - code: c
        name: Đối thoại
        type: choice
        unit: "Có = 1; Không = 0"
        semantics: flow
        given_by: [every_commune]
        consolidation: count
        any_code: "1"
      - {code: d, name: Số phiếu, type: count, semantics: flow, given_by: [every_commune], consolidation: sum, only_if: {row: c, code: "1"}}
      - {code: e, name: Kiến trúc, type: choice, unit: "Chưa = 0 Hoàn thành = 1", semantics: stock, given_by: [field_lead], consolidation: one_source}
      - {code: n, name: Tỷ lệ riêng, type: percent, unit: "%", semantics: stock, given_by: [every_commune], consolidation: none}
      - code: m
        name: Giải ngân
        type: money
        unit: Triệu đồng
        semantics: cumulative
        since: year_start
        given_by: [field_lead]
        consolidation: one_source
      - {code: t, name: Tổng hai cấp, type: count, semantics: flow, sum: [t.1, t.2], consolidation: sum}
      - {code: t.1, name: Cấp tỉnh, type: count, semantics: flow, given_by: [field_lead], consolidation: one_source}
      - {code: t.2, name: Cấp xã, type: count, semantics: flow, given_by: [every_commune], consolidation: sum}
      - {code: w, name: Đơn vị, type: count, semantics: stock, given_by: [field_lead], consolidation: one_source, at_most: [w.1, w.2]}
      - {code: w.1, name: Loại một, type: count, semantics: stock, given_by: [field_lead], consolidation: one_source}
      - {code: w.2, name: Loại hai, type: count, semantics: stock, given_by: [field_lead], consolidation: one_source, never_falls: true}
"""


def small() -> Form:
    return read_form(SMALL)


def form(name: str) -> Form:
    return read_form(definitions.text(f"report_forms/{name}.yaml"))


def checks() -> Checks:
    return read_checks(definitions.text("report_forms/checks.yaml"))


def value(words: str, type_: Type = Type.COUNT) -> Value:
    """ "12" a figure, "~12" an estimate, "- reason" an absent one."""
    if words.startswith("-") and not words[1:2].isdigit():
        return Value.absent(words[1:].strip())
    if type_ in (Type.CHOICE, Type.STATE):
        return Value.choice_of(words)
    if type_ is Type.TEXT:
        return Value.text_of(words)
    return Value.number_of(Decimal(words.lstrip("~")), estimated=words.startswith("~"))


def values(of: Form, words: str) -> dict[Place, Value]:
    """ "a=12, b=~5, c=- chưa có": values of statistical rows."""
    found = {}
    for part in filter(None, (one.strip() for one in words.split(","))):
        code, _, said = part.partition("=")
        key = f"{of.prefix}:{code}"
        field = of.by_key[key].value_field
        assert field is not None
        found[(key, VALUE)] = value(said, field.type)
    return found


def said(one: Value | None) -> str:
    """The other way round; "nothing" for no value."""
    if one is None:
        return "nothing"
    if one.is_absent:
        return f"- {one.reason}".strip()
    return f"~{one.text}" if one.estimated else one.text
