"""Extensions: who asks, who decides, what moves, what is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from integration.plans.work_world import TODAY, occurrence, part, stop_the_clock, task
from sauro.audit.models import Event
from sauro.people.actions import delegate
from sauro.people.permissions import Refused
from sauro.plans.actions import progress
from sauro.plans.actions.extensions import (
    ask_extension,
    grant_extension,
    refuse_extension,
    withdraw_extension,
)
from sauro.plans.deciding import extensions_to_decide
from sauro.plans.models import Assignment, Extension, Occurrence
from sauro.plans.refusals import ActionRefused
from sauro.plans.rolling import stale
from worlds.cast import MAKER, unit

pytestmark = pytest.mark.django_db

DUE, LATER = date(2026, 9, 15), date(2026, 9, 30)
PAPER = "77/UBND-TH"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    stop_the_clock(monkeypatch)


def with_deadline(code: str, by: str, due: date = DUE) -> None:
    """A deadline as somebody set it, on the occurrence and its parts."""
    Occurrence.objects.filter(task__code=code).update(
        due_on=due, first_due_on=due, due_by=by, due_basis="on_day", due_values={"day": due.isoformat()}
    )
    Assignment.objects.filter(occurrence__task__code=code).update(due_on=due, first_due_on=due)


@pytest.fixture
def prices(register) -> Assignment:
    with_deadline("NV-02.01", "document")
    return part("NV-02.01", "VATGIA")


def ask(assignment: Assignment, new: date = LATER) -> Extension:
    return ask_extension(assignment=assignment, by=MAKER, new_due_on=new, reason="Chợ sửa mái")


def refused_code(call) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(ActionRefused) as refused:
        call()
    assert refused.value.sentence
    return refused.value.code


def test_the_first_deadline_and_the_count_stay(cast, prices):
    asked = ask_extension(assignment=prices, by=cast["unit_head"], new_due_on=LATER, reason="Chợ sửa mái")
    assert (asked.late, asked.old_due_on, asked.asked_by_name) == (False, DUE, "Người unit_head")
    grant_extension(assignment=prices, by=cast["leader"])
    now = part("NV-02.01", "VATGIA")
    assert (now.due_on, now.first_due_on, now.extensions) == (LATER, DUE, 1)
    whole = occurrence("NV-02.01")
    assert (whole.due_on, whole.first_due_on, whole.extensions) == (LATER, DUE, 1)
    assert task("NV-02.01").due_on == LATER
    ask(now, date(2026, 10, 15))
    grant_extension(assignment=now, by=MAKER)
    assert (occurrence("NV-02.01").extensions, occurrence("NV-02.01").first_due_on) == (2, DUE)
    assert stale() == []


def test_a_request_after_the_deadline_is_marked(register):
    with_deadline("NV-02.01", "document", TODAY - timedelta(days=1))
    assert ask(part("NV-02.01", "VATGIA")).late is True


def test_on_the_day_itself_it_is_not_late(register):
    with_deadline("NV-02.01", "document", TODAY)
    assert ask(part("NV-02.01", "VATGIA")).late is False


DECIDERS = {
    "document": {"owner_office": "with a document", "leader": "alone"},
    "office": {"owner_office": "alone", "leader": "alone"},
    "unit": {"owner_office": "alone", "leader": "alone", "unit_head": "alone"},
}
ROLES = [
    *("owner_office", "focal_point", "unit_head", "clerk", "leader", "committee_member", "council_member"),
    *("field_lead", "observer", "administrator", "nobody"),
]


@pytest.mark.parametrize("due_by", DECIDERS)
@pytest.mark.parametrize("role", ROLES)
def test_who_decides_is_who_set_the_deadline(cast, register, due_by, role):
    with_deadline("NV-02.01", due_by)
    prices = part("NV-02.01", "VATGIA")
    ask(prices)
    how = DECIDERS[due_by].get(role)
    waiting = extensions_to_decide(cast[role])
    assert waiting.count() == (1 if how else 0)
    if how is None:
        for call in (grant_extension, lambda **k: refuse_extension(answer="Không", **k)):
            with pytest.raises(Refused) as refused:
                call(assignment=prices, by=cast[role])
            assert refused.value.why
        assert part("NV-02.01", "VATGIA").due_on == DUE
        return
    if how == "with a document":
        assert (
            refused_code(lambda: grant_extension(assignment=prices, by=cast[role]))
            == "extension_needs_document"
        )
    granted = grant_extension(assignment=prices, by=cast[role], document=PAPER)
    assert (granted.state, granted.document, part("NV-02.01", "VATGIA").due_on) == ("granted", PAPER, LATER)


def lend(cast, giver: str, place: str) -> None:  # type: ignore[no-untyped-def]
    delegate(
        giver=cast[giver],
        receiver=cast["council_member"],
        unit=unit(place),
        valid_from=TODAY,
        valid_to=TODAY,
        document_number="5/GUQ",
        document_date=TODAY,
        reason="Đi công tác",
        by=MAKER,
    )


def test_a_borrowed_right_counts_as_the_lenders(cast, prices):
    ask(prices)
    lend(cast, "leader", "TRUSO")
    granted = grant_extension(assignment=prices, by=cast["council_member"])
    assert granted.state == "granted"
    assert "Người leader" in Event.objects.get(action="grant_extension").on_behalf_of


def test_the_right_of_a_units_head_does_not_reach_the_documents_deadline_when_lent(cast, prices):
    ask(prices)
    lend(cast, "unit_head", "VATGIA")
    with pytest.raises(Refused):
        grant_extension(assignment=prices, by=cast["council_member"])
    assert not extensions_to_decide(cast["council_member"]).exists()


def test_a_members_extension_moves_that_member_alone(register):
    with_deadline("NV-03.01", "document")
    ask(part("NV-03.01", "90001"))
    grant_extension(assignment=part("NV-03.01", "90001"), by=MAKER)
    assert (part("NV-03.01", "90001").due_on, part("NV-03.01", "90002").due_on) == (LATER, DUE)
    whole = occurrence("NV-03.01")
    assert (whole.due_on, whole.extensions) == (DUE, 0)
    for code in ("90002", "90003"):
        waiting = progress.report_done(
            assignment=part("NV-03.01", code), by=MAKER, done_on=TODAY, outcome="Ảnh"
        )
        progress.confirm(assignment=waiting, by=MAKER)
    assert task("NV-03.01").due_on == LATER
    assert stale() == []


def test_what_a_request_needs(prices):
    def asking(new: date, reason: str = "Chợ sửa mái"):  # type: ignore[no-untyped-def]
        return lambda: ask_extension(assignment=prices, by=MAKER, new_due_on=new, reason=reason)

    assert refused_code(asking(DUE)) == "extension_not_later"
    assert refused_code(asking(LATER, " ")) == "work_needs_reason"
    asking(LATER)()
    assert refused_code(asking(LATER)) == "extension_open"
    assert (
        refused_code(lambda: refuse_extension(assignment=prices, by=MAKER, answer="")) == "work_needs_reason"
    )
    refuse_extension(assignment=prices, by=MAKER, answer="Đã đủ thời gian")
    assert refused_code(lambda: grant_extension(assignment=prices, by=MAKER)) == "extension_none"
    asking(LATER)()
    withdraw_extension(assignment=prices, by=MAKER)
    assert [row.state for row in Extension.objects.order_by("pk")] == ["refused", "withdrawn"]
    assert part("NV-02.01", "VATGIA").due_on == DUE
    progress.suspend(assignment=prices, by=MAKER, reason="Chờ")
    assert refused_code(asking(LATER)) == "extension_not_running"


def test_a_past_day_is_no_extension(register):
    with_deadline("NV-02.01", "document", date(2026, 8, 1))
    assert refused_code(lambda: ask(part("NV-02.01", "VATGIA"), date(2026, 8, 20))) == "extension_past"


def test_without_a_deadline_there_is_nothing_to_move(register):
    assert refused_code(lambda: ask(part("NV-02.01", "VATGIA"))) == "extension_no_deadline"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "unit_head"])
def test_only_the_unit_asks(cast, prices, role):
    with pytest.raises(Refused):
        ask_extension(assignment=prices, by=cast[role], new_due_on=LATER, reason="x")


def test_two_deciders_the_second_is_told(cast, prices):
    ask(prices)
    seen = part("NV-02.01", "VATGIA").revision
    refuse_extension(assignment=prices, by=cast["leader"], answer="Không", revision=seen)
    call = lambda: grant_extension(assignment=prices, by=cast["owner_office"], document=PAPER, revision=seen)  # noqa: E731
    assert refused_code(call) == "work_changed"
