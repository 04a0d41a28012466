"""Sheets on their way in: the preview, what is wrong, and the files to download.

Belongs here: what those pages and files show. Does not belong here: reading (``sheets``), writing (``actions``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.engine.text.pack_model import PackUnit
from sauro.people import fields, queries
from sauro.people.actions import Handed
from sauro.people.roles import all_roles
from sauro.people.sheets import accounts
from sauro.people.sheets import units as unit_sheets
from sauro.people.sheets.accounts import Line
from sauro.people.sheets.cells import place_words
from sauro.people.sheets.files import Page, workbook
from sauro.people.sheets.problems import Problem
from sauro.people.states import Relation, UnitKind
from sauro.web.text import day_words

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ProblemLine:
    sheet: str
    row: str
    column: str
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Problems:
    """``more`` are counted and not shown."""

    lines: list[ProblemLine]
    found: int
    more: int


def problem_page(problems: Sequence[Problem]) -> Problems:
    lines = []
    for problem in problems[:MOST_SHOWN]:
        sheet, row, column = place_words(problem.place)
        lines.append(ProblemLine(sheet, row, column, problem.heading, problem.sentence))
    return Problems(lines, len(problems), max(0, len(problems) - MOST_SHOWN))


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line with the names of what it holds as codes."""

    line: Line
    unit: str
    role: str
    field: str


@dataclass(frozen=True, slots=True)
class AccountsPreview:
    """How many people are new, and by role how many lines."""

    lines: list[AccountLine]
    people: int
    new: int
    roles: list[tuple[str, int]]
    found: int
    more: int


def accounts_preview(lines: Sequence[Line]) -> AccountsPreview:
    language = get_language() or "vi"
    people = {line.person: line.account for line in lines}
    counted = Counter(line.role for line in lines)
    units = {unit.code: unit.short_name for unit in queries.units_on(timezone.localdate())}
    return AccountsPreview(
        lines=[
            AccountLine(
                line, units[line.unit], all_roles()[line.role].name_in(language), fields.name_of(line.scope)
            )
            for line in lines[:MOST_SHOWN]
        ],
        people=len(people),
        new=sum(1 for account in people.values() if not account),
        roles=[(all_roles()[code].name_in(language), n) for code, n in counted.most_common()],
        found=len(lines),
        more=max(0, len(lines) - MOST_SHOWN),
    )


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: PackUnit
    kind: str
    relation: str
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class UnitsPreview:
    lines: list[UnitLine]
    found: int
    new: int
    changed: int
    more: int


def units_preview(entries: Sequence[PackUnit], present: Sequence[PackUnit]) -> UnitsPreview:
    known = {unit.code: unit for unit in present}
    lines = [_unit_line(entry, known.get(entry.code)) for entry in entries]
    counted = Counter(line.state for line in lines)
    return UnitsPreview(
        lines[:MOST_SHOWN], len(lines), counted["new"], counted["changed"], max(0, len(lines) - MOST_SHOWN)
    )


def _unit_line(entry: PackUnit, before: PackUnit | None) -> UnitLine:
    if before is None:
        state, words = "new", _("Mới")
    elif _said(before) == _said(entry):
        state, words = "same", _("Không đổi")
    else:
        state, words = "changed", _("Sửa")
    return UnitLine(entry, str(UnitKind(entry.kind).label), str(Relation(entry.relation).label), state, words)


def _said(unit: PackUnit) -> tuple[object, ...]:
    """What a sheet says of a unit, without where it stood."""
    return (
        unit.kind,
        unit.relation,
        unit.name,
        unit.short_name,
        unit.name_en,
        unit.official_code,
        unit.parent,
        sorted(unit.aliases),
        unit.valid_from,
        unit.valid_to,
        unit.successor,
    )


def accounts_template() -> bytes:
    """Columns to fill in, with the units, roles and fields that may stand in them on sheets beside."""
    language = get_language() or "vi"
    wanted = [column.names[0] for column in accounts.COLUMNS]
    pages = [
        Page(_("Người dùng"), wanted, [], [6, 28, 32, 22, 24, 30, 26, 16, 14]),
        Page(
            _("Danh sách đơn vị"),
            [_("Mã"), _("Tên đầy đủ")],
            [(unit.code, unit.name) for unit in queries.units_on(timezone.localdate())],
            [16, 60],
        ),
        Page(
            _("Danh sách vai trò"),
            [_("Mã"), _("Tên vai trò"), _("Người giữ vai trò làm gì")],
            [(r.code, r.name_in(language), r.description_in(language)) for r in all_roles().values()],
            [20, 30, 90],
        ),
        Page(
            _("Danh sách lĩnh vực"), [_("Mã"), _("Tên lĩnh vực")], list(fields.all_fields().items()), [20, 90]
        ),
    ]
    return workbook(pages, title=_("Danh sách người dùng"))


def units_template(present: Sequence[PackUnit]) -> bytes:
    """The units that exist, ready to be changed or added to."""
    wanted = [column.names[0] for column in unit_sheets.COLUMNS]
    rows = [
        (
            str(number),
            unit.code,
            unit.name,
            unit.short_name,
            unit.name_en,
            str(UnitKind(unit.kind).label),
            str(Relation(unit.relation).label),
            unit.parent or "",
            "; ".join(unit.aliases),
            unit.official_code,
            day_words(unit.valid_from),
            day_words(unit.valid_to),
            unit.successor or "",
        )
        for number, unit in enumerate(present, start=1)
    ]
    pages = [
        Page(_("Đơn vị"), wanted, rows, [6, 14, 44, 30, 36, 28, 24, 14, 44, 10, 12, 12, 14]),
        Page(
            _("Danh sách loại, quan hệ"),
            [_("Loại đơn vị có thể ghi"), _("Quan hệ có thể ghi")],
            _beside([str(one.label) for one in UnitKind], [str(one.label) for one in Relation]),
            [44, 30],
        ),
    ]
    return workbook(pages, title=_("Danh sách đơn vị"))


def _beside(left: Sequence[str], right: Sequence[str]) -> list[tuple[str, str]]:
    longest = max(len(left), len(right))
    return [(left[i] if i < len(left) else "", right[i] if i < len(right) else "") for i in range(longest)]


def links_file(request: HttpRequest, handed: Sequence[Handed]) -> bytes:
    """One line for each person: whom the link is for, the link, until when."""
    rows = [
        (
            one.account.name,
            ", ".join(one.units),
            one.account.sign_in_name,
            request.build_absolute_uri(reverse("people:link", args=[one.link.token])),
            f"{timezone.localtime(one.link.expires_at):%H:%M %d/%m/%Y}",
        )
        for one in handed
    ]
    heading = [
        _("Họ và tên"),
        _("Đơn vị"),
        _("Tên đăng nhập"),
        _("Liên kết dùng một lần"),
        _("Dùng được đến"),
    ]
    return workbook(
        [Page(_("Liên kết"), heading, rows, [28, 32, 32, 90, 18])], title=_("Liên kết mở tài khoản")
    )
