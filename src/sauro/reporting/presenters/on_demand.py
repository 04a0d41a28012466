"""Who may be asked to report, on demand or in an open period: groups with their members, and every unit.

Belongs here: choices of the page. Does not belong here: the form that the officer composes (``engine.reports.compose``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.people.models import GroupMember, valid_on
from sauro.people.queries import units_on
from sauro.people.states import UnitKind
from sauro.reporting.models import Period, Report
from sauro.reporting.presenters import names
from sauro.reporting.presenters.board import CLASSES
from sauro.reporting.standing import UnitClass, class_of
from sauro.reporting.states import PeriodState

Choice = tuple[str, str]
NOT_ASKED = (UnitKind.PROVINCE, UnitKind.SERVICE_CENTER)
"""The province asks; the centres answer through their communes."""


@dataclass(frozen=True, slots=True)
class OnDemandPage:
    groups: list[Choice]
    units: list[tuple[str, list[Choice]]]
    members: dict[str, list[str]]
    """Group → codes of its units."""


@dataclass(frozen=True, slots=True)
class ReportersPage:
    """``stay`` are units that ended since: their report stays, whoever is chosen."""

    title: str
    back: str
    groups: list[Choice]
    units: list[tuple[str, list[Choice]]]
    members: dict[str, list[str]]
    chosen: list[str] = field(default_factory=list)
    stay: list[str] = field(default_factory=list)
    closed: str = ""
    """Why nothing can be chosen now."""


def on_demand_page() -> OnDemandPage:
    today = timezone.localdate()
    units = list(units_on(today).exclude(kind__in=NOT_ASKED).order_by("order", "sort_key"))
    members: dict[str, list[str]] = {}
    choices: list[Choice] = []
    by_class: list[tuple[str, list[Choice]]] = []
    for kind in UnitClass:
        mine = [one for one in units if class_of(one.kind) is kind]
        if not mine:
            continue
        key = f"class:{kind}"
        members[key] = [one.code for one in mine]
        choices.append((key, _("%(name)s (%(n)s đơn vị)") % {"name": CLASSES[kind], "n": len(mine)}))
        by_class.append((str(CLASSES[kind]), [(one.code, one.short_name) for one in mine]))
    rows = GroupMember.objects.filter(valid_on(today), unit__in=units).select_related("group", "unit")
    names: dict[str, str] = {}
    for one in rows.order_by("group__order", "group__code"):
        members.setdefault(one.group.code, []).append(one.unit.code)
        names[one.group.code] = one.group.name
    for code, name in names.items():
        choices.append((code, _("%(name)s (%(n)s đơn vị)") % {"name": name, "n": len(members[code])}))
    return OnDemandPage(choices, by_class, members)


def reporters_page(period: Period) -> ReportersPage:
    choices = on_demand_page()
    known = {code for _name, pairs in choices.units for code, _words in pairs}
    there = list(Report.objects.filter(period=period).select_related("unit"))
    return ReportersPage(
        title=_("Đơn vị báo cáo %(period)s") % {"period": names.inside(period)},
        back=names.period_href(period),
        groups=choices.groups,
        units=choices.units,
        members=choices.members,
        chosen=[one.unit.code for one in there if one.unit.code in known],
        stay=[one.unit.short_name for one in there if one.unit.code not in known],
        closed=""
        if period.state == PeriodState.OPEN
        else _("Kỳ báo cáo đang ở trạng thái “%(state)s” nên không chọn lại đơn vị được.")
        % {"state": period.get_state_display()},
    )
