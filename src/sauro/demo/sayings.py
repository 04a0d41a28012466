"""What the units of the demo world say in their reports: invented figures that fit together.

Belongs here: a value for each place that a report asks. Does not belong here: saving it (``scenes_reports``), the words and
figures (``scenes_reports.yaml``).

The same unit says the same again in every build, a little more in each quarter; a part is never above its whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sauro.engine.reports.forms import Field
from sauro.reporting.actions.values import Change
from sauro.reporting.models import Entry, Report
from sauro.reporting.period_forms import PeriodForms, forms_of
from sauro.reporting.states import ValueSource

Step = Mapping[str, Any]


@dataclass(frozen=True)
class Sayings:
    """``words`` is the whole file; ``quarter`` counts from the oldest one that is told."""

    words: Step
    quarter: int = 0

    def of(self, report: Report, entries: Iterable[Entry]) -> list[Change]:
        """What is typed into the report, given the entries with which it was opened."""
        forms, changes = forms_of(report.period), []
        tasks: dict[str, dict[str, str]] = {}
        for entry in entries:
            if entry.row.startswith("task:"):
                tasks.setdefault(entry.row, {})[entry.field] = entry.value
            elif not (entry.value and entry.source == ValueSource.REGISTER):
                changes += self._fixed(report, entry, forms)
        for row, known in tasks.items():
            changes += self._task(row, known)
        return changes

    def _fixed(self, report: Report, entry: Entry, forms: PeriodForms) -> list[Change]:
        row, number = entry.row, report.unit_id
        said: str | None
        if row in self.words["figures"]:
            said = str(self.figure(row, number))
        elif row in self.words["choices"]:
            said = self._choice(row, number)
        elif row in self.words["texts"]:
            lines = self.words["texts"][row]
            said = lines[number % len(lines)]
        else:
            return self._anything(row, entry.field, forms.field(row, entry.field))
        asked = forms.row(row)
        if asked is not None and asked.only_if is not None:
            on = asked.only_if
            said = said if self._choice(on.row, number) == on.code else None
        return [] if said is None else [Change(row, entry.field, said)]

    def _anything(self, row: str, code: str, field: Field | None) -> list[Change]:
        """A place that the file does not speak of: only what must be given."""
        if field is None or not field.needed.always:
            return []
        target = self.words["targets"].get(row.partition(":")[2])
        other = self.words["anything_else"]
        if target is not None:
            return [Change(row, code, target)]
        if field.is_figure:
            return [Change(row, code, other["figure"], reason=other["why"])]
        return [Change(row, code, field.choices[0].code if field.choices else other["text"])]

    def figure(self, row: str, number: int) -> int:
        """Of the unit in this quarter; a share is counted from the figure of its whole."""
        rule = self.words["figures"][row]
        if isinstance(rule, Mapping):
            least, most = rule["percent"]
            percent = least + (number * 5 + self.quarter) % (most - least + 1)
            return self.figure(str(rule["of"]), number) * int(percent) // 100
        least, above, more = rule
        return int(least) + number * 37 % int(above) + int(more) * self.quarter

    def _choice(self, row: str, number: int) -> str:
        codes = self.words["choices"][row]
        return str(codes[(number + self.quarter) % len(codes)])

    def _task(self, row: str, known: Mapping[str, str]) -> list[Change]:
        """What the register does not know of a part; what it knows is left as it is."""
        words = self.words["tasks"]
        state, done = known.get("state", ""), known.get("state") == "done"
        progress = known.get("progress", "")
        wanted = {
            "state": "" if state else "on_track",
            "difficulty": words["difficulty"] if state in ("late", "at_risk") else "",
            "next": words["next"] if state in ("late", "at_risk") else "",
            "result": words["result"] if progress not in ("", "0") else "",
            "product": words["product"] if done else "",
            "no_evidence": words["no_evidence"] if progress and int(progress) > 50 else "",
        }
        changes = [
            Change(row, field, typed) for field, typed in wanted.items() if typed and not known.get(field)
        ]
        if not progress:
            changes.append(Change(row, "progress", "-", reason=words["not_begun"]))
        return changes
