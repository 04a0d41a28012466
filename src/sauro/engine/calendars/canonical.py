"""Rules and derivations as canonical text, so that they can be kept beside a deadline and read again.

Belongs here: both directions. Does not belong here: what other programs read (the command line has its own form).

The text is JSON with sorted keys and without blanks: the same value gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

from sauro.engine.calendars.model import HO_CHI_MINH, Before, Derivation, FixedDay, Rule, Step, Term


def rule_text(rule: Rule) -> str:
    return _text(_rule(rule))


def rule_from_text(text: str) -> Rule:
    return _rule_from(json.loads(text))


def derivation_text(derivation: Derivation) -> str:
    return _text(
        {
            "rule": _rule(derivation.rule),
            "counted_from": derivation.counted_from.isoformat(),
            "due": derivation.due.isoformat(),
            "undecided": list(derivation.undecided),
            "calendar": derivation.calendar,
            "steps": [
                [s.day.isoformat(), s.counts, s.n, s.code, s.name, s.name_en, s.document]
                for s in derivation.steps
            ],
        }
    )


def derivation_from_text(text: str) -> Derivation:
    kept = json.loads(text)
    return Derivation(
        rule=_rule_from(kept["rule"]),
        counted_from=date.fromisoformat(kept["counted_from"]),
        due=date.fromisoformat(kept["due"]),
        steps=tuple(Step(date.fromisoformat(day), *rest) for day, *rest in kept["steps"]),
        undecided=tuple(kept["undecided"]),
        calendar=kept["calendar"],
    )


def _rule(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Term):
        return {
            "kind": "term",
            "received": rule.received.astimezone(HO_CHI_MINH).isoformat(),
            "working_days": rule.working_days,
            "closing": rule.closing.isoformat() if rule.closing else None,
        }
    if isinstance(rule, Before):
        return {"kind": "before", "day": rule.day.isoformat(), "working_days": rule.working_days}
    return {"kind": "fixed", "day": rule.day.isoformat(), "shift": rule.shift}


def _rule_from(kept: dict[str, Any]) -> Rule:
    if kept["kind"] == "term":
        closing = time.fromisoformat(kept["closing"]) if kept["closing"] else None
        received = datetime.fromisoformat(kept["received"]).astimezone(HO_CHI_MINH)
        return Term(received, kept["working_days"], closing)
    if kept["kind"] == "before":
        return Before(date.fromisoformat(kept["day"]), kept["working_days"])
    return FixedDay(date.fromisoformat(kept["day"]), kept["shift"])


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
