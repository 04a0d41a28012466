"""Reminders: what is due now for each watched subject, written once into the ledger with its messages.

Belongs here: the run over all watchers and every write of the ledger. Does not belong here: when a step is due
(``ladder``), who stands on a rung (``recipients``), letters (``digests``).

A run reads what is due, then writes everything of one watcher in one transaction: killed in its middle it leaves
nothing, and the next run finds the same moments still open. Unique rows hold against two runs at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import structlog
from django.db import transaction
from django.utils import timezone

from sauro.audit.actor import Actor
from sauro.notices import words
from sauro.notices.actions.common import new_code, note, only_writer
from sauro.notices.actions.telling import message
from sauro.notices.calendar import working_calendar
from sauro.notices.ladder import LONGEST_AGO, Calendar, Decision, Ladder, Planned, decide, planned
from sauro.notices.models import Firing, Message, PreparedList
from sauro.notices.recipients import Recipients
from sauro.notices.registry import DueSubject, Watcher, watchers
from sauro.notices.rules import hours, ladder, people
from sauro.notices.states import FiringState, ListState, Why
from sauro.people.models import Account, Unit

log = structlog.get_logger(__name__)

AT_ONCE = 500
UNITS_NAMED = 4
LIST_PAGE = "/thong-bao/danh-sach"


def remind(*, by: Actor, now: datetime | None = None) -> dict[str, int]:
    """Fires what is due for every watcher; how many subjects were looked at, fired, listed, missed, without people."""
    now = now or timezone.now()
    day = timezone.localtime(now).date()
    told, calendar = Recipients.on(day, people()), working_calendar()
    counts = dict.fromkeys(("subjects", "sent", "listed", "missed", "nobody", "closed"), 0)
    for watcher in watchers():
        subjects = list(watcher.subjects(now))
        run = _Run(watcher, ladder(watcher.ladder), told, calendar, by, now)
        with transaction.atomic():
            only_writer()
            run.write(subjects)
            if any(run.counts.values()):
                note(by, "reminded", watcher.name, after=run.counts)
        counts["subjects"] += len(subjects)
        for name, n in run.counts.items():
            counts[name] += n
    return counts


@dataclass(slots=True)
class _Run:
    """One watcher at one moment. Everything is gathered first and written together."""

    watcher: Watcher
    ladder: Ladder
    told: Recipients
    calendar: Calendar
    by: Actor
    now: datetime
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("sent", "listed", "missed", "nobody", "closed"), 0)
    )
    messages: list[Message] = field(default_factory=list)
    office: dict[int, tuple[Account, list[DueSubject]]] = field(default_factory=dict)
    moments: dict[tuple[date, bool], tuple[Planned, ...]] = field(default_factory=dict)

    def write(self, subjects: Sequence[DueSubject]) -> None:
        self._close_settled(subjects)
        due: list[tuple[DueSubject, Decision]] = []
        for start in range(0, len(subjects), AT_ONCE):
            due += self._due(subjects[start : start + AT_ONCE])
        reminders = [(subject, decision.fire) for subject, decision in due if decision.fire is not None]
        self._close([subject.key for subject, _fire in reminders])
        rows = [
            self._missed(subject, one, fire)
            for subject, decision in due
            if (fire := decision.fire) is not None
            for one in decision.missed
        ]
        rows += [self._fired(subject, fire) for subject, fire in reminders]
        Firing.objects.bulk_create(rows)
        listed = [(subject, decision.prepare) for subject, decision in due if decision.prepare is not None]
        if listed:
            self._list(listed)
        self._tell_office()
        Message.objects.bulk_create(self.messages)

    def _due(self, subjects: Sequence[DueSubject]) -> list[tuple[DueSubject, Decision]]:
        """Those of the subjects for which something happens now."""
        known: dict[str, set[tuple[str, datetime]]] = {}
        rows = Firing.objects.filter(
            watcher=self.watcher.name,
            subject__in=[subject.key for subject in subjects],
            moment__gte=self.now - LONGEST_AGO,
        )
        for key, rule, moment in rows.values_list("subject", "rule", "moment"):
            known.setdefault(key, set()).add((rule.rpartition(".")[2], moment))
        found = []
        for subject in subjects:
            decision = decide(
                self._planned(subject), now=self.now, since=subject.since, known=known.get(subject.key, ())
            )
            if decision.fire is not None or decision.prepare is not None:
                found.append((subject, decision))
        return found

    def _planned(self, subject: DueSubject) -> tuple[Planned, ...]:
        """Most subjects share their last day: its moments are worked out once."""
        key = (subject.due_on, subject.voluntary)
        if key not in self.moments:
            at = hours().opens.replace(tzinfo=timezone.get_default_timezone())
            steps = self.ladder.of(voluntary=subject.voluntary)
            self.moments[key] = planned(steps, subject.due_on, self.calendar, at)
        return self.moments[key]

    def _row(self, subject: DueSubject, one: Planned, state: FiringState, why: str = "") -> Firing:
        self.counts[state] += why != Why.SAME_DAY
        return Firing(
            watcher=self.watcher.name,
            rule=f"{self.watcher.ladder}.{one.step.code}",
            subject=subject.key,
            moment=one.moment,
            title=subject.title[:300],
            url=subject.url,
            unit_code=subject.unit_code,
            due_on=subject.due_on,
            state=state,
            why=why,
            fired_at=self.now,
        )

    def _missed(self, subject: DueSubject, one: Planned, fire: Planned) -> Firing:
        why = Why.SAME_DAY if one.moment == fire.moment else Why.LATER
        return self._row(subject, one, FiringState.MISSED, why)

    def _fired(self, subject: DueSubject, one: Planned) -> Firing:
        told = self.told.of_subject(subject, one.step.to)
        if subject.voluntary:  # nobody urges a body that is only asked
            told = [(account, rung) for account, rung in told if rung != "office"]
        if not told:
            return self._row(subject, one, FiringState.NOBODY, Why.NO_ACCOUNT)
        row = self._row(subject, one, FiringState.SENT)
        row.told = [{"code": account.code, "name": account.name, "rung": rung} for account, rung in told]
        for account, rung in told:
            if rung == "office":
                self.office.setdefault(account.pk, (account, []))[1].append(subject)
            else:
                kind, values = _said(subject, one)
                self.messages.append(self._message(account, kind, values, subject.url, row, subject.key))
        return row

    def _message(
        self, account: Account, kind: str, values: dict[str, str], url: str, row: Firing | None, subject: str
    ) -> Message:
        return message(
            account,
            kind,
            values,
            url,
            by=self.by,
            now=self.now,
            subject=subject,
            watcher=self.watcher.name,
            firing=row,
        )

    def _tell_office(self) -> None:
        """One message for all that an office is told of, instead of one for each unit."""
        if not self.office:
            return
        self._close([_office_subject(self.watcher)])
        codes = {subject.unit_code for _account, subjects in self.office.values() for subject in subjects}
        names = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
        for account, subjects in self.office.values():
            units = list(dict.fromkeys(names.get(one.unit_code, one.unit_code) for one in subjects))
            values = {
                "watcher": self.watcher.name,
                "count": str(len(subjects)),
                "names": ", ".join(units[:UNITS_NAMED]),
                "more": str(max(len(units) - UNITS_NAMED, 0)),
            }
            self.messages.append(
                self._message(account, words.OFFICE, values, LIST_PAGE, None, _office_subject(self.watcher))
            )

    def _list(self, subjects: Sequence[tuple[DueSubject, Planned]]) -> None:
        """Puts subjects on the open list, or begins one and tells those who may send it."""
        target = PreparedList.objects.filter(state=ListState.PREPARED).first()
        if target is None:
            target = PreparedList.objects.create(code=new_code("DS"), prepared_at=self.now)
            for account in self.told.at(self.told.people.rungs["office"], ""):
                values = {"code": target.code}
                self.messages.append(
                    self._message(
                        account, words.LIST_PREPARED, values, LIST_PAGE, None, f"list:{target.code}"
                    )
                )
        rows = []
        for subject, one in subjects:
            row = self._row(subject, one, FiringState.LISTED)
            row.prepared_list = target
            rows.append(row)
        Firing.objects.bulk_create(rows)

    def _close(self, keys: Iterable[str]) -> None:
        """A reminder is overtaken by the next one about the same thing."""
        open_ones = Message.objects.filter(watcher=self.watcher.name, closed_at__isnull=True)
        open_ones.filter(subject__in=list(keys)).update(closed_at=self.now)

    def _close_settled(self, subjects: Sequence[DueSubject]) -> None:
        """Reminders of what is no longer named: done, put off, withdrawn."""
        named = {subject.key for subject in subjects}
        rows = Message.objects.filter(watcher=self.watcher.name, closed_at__isnull=True, firing__isnull=False)
        gone = set(rows.values_list("subject", flat=True)) - named
        if gone:
            self.counts["closed"] += rows.filter(subject__in=gone).update(closed_at=self.now)


def _office_subject(watcher: Watcher) -> str:
    return f"office:{watcher.name}"


def _said(subject: DueSubject, one: Planned) -> tuple[str, dict[str, str]]:
    values = {"title": subject.title, "due": subject.due_on.isoformat(), "days": str(abs(one.offset))}
    if subject.voluntary:
        return words.ASKED, values
    if one.offset == 0:
        return words.TODAY, values
    return (words.BEFORE if one.offset < 0 else words.LATE), values
