"""Which action each step calls and which form it takes.

Belongs here: the table of steps. Does not belong here: what a step does (``actions.flow``), its words (``presenters.acts``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from sauro.people.models import Account
from sauro.people.queries import units_on
from sauro.reporting.actions import flow, issuing, reporters
from sauro.reporting.actions.prefill import refresh
from sauro.reporting.forms import FORMS, MoveForm, SignForm, StandInForm
from sauro.reporting.models import Report
from sauro.reporting.permissions import choosable_authorities

Call = Callable[[Report, Account, Mapping[str, Any]], object]


def _of(action: Callable[..., object]) -> Call:
    return lambda report, by, typed: action(report=report, by=by, **typed)


CALLS: Mapping[str, Call] = {
    "send": _of(flow.send),
    "take_back": _of(flow.take_back),
    "return": _of(flow.return_report),
    "pass": _of(flow.pass_report),
    "present": _of(flow.present),
    "decline": _of(flow.decline),
    "sign": _of(flow.sign),
    "issue": _of(issuing.issue),
    "receive": _of(issuing.receive),
    "reopen": _of(flow.reopen),
    "amend": _of(issuing.amend),
    "correct": _of(issuing.correct),
    "withdraw": _of(issuing.withdraw),
    "redo": _of(flow.redo),
    "refresh": lambda report, by, _typed: refresh(report=report, by=by),
    "extend": _of(reporters.extend_due),
    "stand_in": lambda report, by, typed: reporters.set_stand_in(
        report=report,
        by=by,
        unit=units_on(timezone.localdate()).filter(code=typed["unit"]).first() if typed["unit"] else None,
        reason=typed["reason"],
        revision=typed["revision"],
    ),
}


def form_of(action: str, report: Report, request: HttpRequest, *, bound: bool = False) -> MoveForm:
    """The form of a step, empty or with what was sent."""
    kind = FORMS[action]
    more: dict[str, Any] = {"auto_id": f"{action}_%s"}
    if kind is SignForm:
        offered = choosable_authorities(request.user, report)
        more["capacities"] = [(one.code, f"{one.lines} – {one.signer}") for one in offered]
    if kind is StandInForm:
        units = units_on(timezone.localdate()).exclude(pk=report.unit_id).order_by("order", "sort_key")
        more["units"] = list(units.values_list("code", "short_name"))
    if bound:
        return kind(request.POST, request.FILES, **more)
    start: dict[str, Any] = {"revision": report.revision}
    if action == "receive":
        start["counts"] = report.counts
    return kind(initial=start, **more)
