"""Who is told: the people of a unit and of the office by their roles, and which of them never get a letter.

Belongs here: roles and units to accounts, loaded once for a run. Does not belong here: when (``ladder``), channels.

Nothing: an account that may not act is told nothing; a rung on which nobody stands is empty, never everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sauro.notices.registry import DueSubject
from sauro.notices.rules import People, Rung
from sauro.people.models import Account, Membership, Unit, valid_on
from sauro.people.states import UnitKind


@dataclass(slots=True)
class Recipients:
    """Everybody who may be told on a day, in two queries. ``people`` are the rungs."""

    people: People
    accounts: dict[str, Account] = field(default_factory=dict)
    by_unit: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    by_role: dict[str, list[str]] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date, people: People) -> Recipients:
        found = cls(people)
        rows = Membership.objects.filter(valid_on(day), account__is_active=True)
        for membership in rows.select_related("account", "unit").order_by(
            "account__sort_key", "account__code"
        ):
            account = membership.account
            if not account.may_act:
                continue
            found.accounts[account.code] = account
            found.by_unit.setdefault((membership.unit.code, membership.role), []).append(account.code)
            found.by_role.setdefault(membership.role, []).append(account.code)
        found.above = {
            code: parent
            for code, parent in Unit.objects.on(day)
            .exclude(
                parent__kind=UnitKind.PROVINCE
            )  # the People's Committee does not do the work of its units
            .values_list("code", "parent__code")
            if parent is not None
        }
        return found

    def at(self, rung: Rung, unit_code: str) -> list[Account]:
        """The people of a rung: anywhere, or in the unit, else in the nearest unit above it that has one."""
        if not rung.of_unit:
            return self._named(code for role in sorted(rung.roles) for code in self.by_role.get(role, []))
        place: str | None = unit_code
        while place is not None:
            codes = [code for role in sorted(rung.roles) for code in self.by_unit.get((place, role), [])]
            if codes:
                return self._named(codes)
            place = self.above.get(place)
        return []

    def of_subject(self, subject: DueSubject, rungs: tuple[str, ...]) -> list[tuple[Account, str]]:
        """Each person once with the rung; an empty rung is replaced by the next one that is not."""
        found: dict[str, tuple[Account, str]] = {}
        for wanted in rungs:
            for rung in self.people.order[self.people.order.index(wanted) :]:
                people = self._named(subject.named(rung)) or self.at(
                    self.people.rungs[rung], subject.unit_code
                )
                if people:
                    for account in people:
                        found.setdefault(account.code, (account, rung))
                    break
        return list(found.values())

    def is_leader(self, account: Account) -> bool:
        return any(account.code in self.by_role.get(role, ()) for role in self.people.leaders.roles)

    def _named(self, codes: object) -> list[Account]:
        unique = dict.fromkeys(codes)  # type: ignore[call-overload]
        return [self.accounts[code] for code in unique if code in self.accounts]
