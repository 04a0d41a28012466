"""What the register names as due: open parts and unanswered questions, nothing that is finished or far."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from integration.plans.work_world import part
from sauro.audit.actor import Actor
from sauro.notices import actions as notices
from sauro.notices.models import Message
from sauro.people.actions import give_role
from sauro.people.models import Unit
from sauro.people.states import Relation
from sauro.plans.actions.clarity import ask, withdraw
from sauro.plans.models import Assignment, ClarityRequest, Occurrence, Task
from sauro.plans.watching import AHEAD, clarity_requests, parts
from worlds.cast import MAKER, Cast, unit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 10, 5, 0, tzinfo=UTC)
TODAY = date(2026, 9, 10)


def named() -> dict[str, tuple[str, date, bool]]:
    return {one.key: (one.unit_code, one.due_on, one.voluntary) for one in parts(NOON)}


def due(code: str, day: date | None, **more: object) -> None:
    Assignment.objects.filter(occurrence__task__code=code).update(due_on=day, first_due_on=day, **more)


def test_open_parts_with_a_near_day_are_named(register) -> None:  # type: ignore[no-untyped-def]
    assert named() == {"part:NV-01.01/once/TOCHUC": ("TOCHUC", date(2026, 9, 15), False)}
    due("NV-02.01", TODAY - timedelta(days=300))
    due("NV-01.01", TODAY + AHEAD)
    assert set(named()) == {"part:NV-01.01/once/TOCHUC", "part:NV-02.01/once/VATGIA"}
    due("NV-01.01", TODAY + AHEAD + timedelta(days=1))
    due("NV-02.01", None)
    assert named() == {}


@pytest.mark.parametrize(("state", "is_named"), [
    ("not_started", True), ("in_progress", True), ("waiting", False), ("done", False), ("suspended", False),
    ("waived", False),
])  # fmt: skip
def test_only_what_the_unit_must_still_do(register, state: str, is_named: bool) -> None:  # type: ignore[no-untyped-def]
    due("NV-01.01", TODAY, state=state, done_on=TODAY, outcome="Quy chế", document="1/QĐ")
    assert bool(named()) is is_named


def test_units_that_are_only_asked_are_voluntary(register) -> None:  # type: ignore[no-untyped-def]
    Unit.objects.filter(code="TOCHUC").update(relation=Relation.REQUEST)
    assert [voluntary for _unit, _due, voluntary in named().values()] == [True]


def test_a_named_part_leads_to_its_page_and_says_what_it_is(register, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    (one,) = parts(NOON)
    assert "ruộng đẹp" in one.title
    client = Client()
    client.force_login(cast["owner_office"])
    assert client.get(one.url).status_code == 200
    opened = Occurrence.objects.get(task__code="NV-01.01").opened_at
    assert opened is not None
    assert one.since == timezone.localtime(opened).date()


def asked(days: int) -> str:
    request = ask(
        unit=unit("VATGIA"),
        wanted=[(Task.objects.get(code="NV-02.01"), "when")],
        message="Đề nghị làm rõ.",
        answer_by=timezone.localdate() + timedelta(days=days),
        by=MAKER,
    )
    return request.code


def test_letters_wait_until_the_unit_has_answered(register, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    code = asked(5)
    (one,) = clarity_requests(timezone.now())
    assert (one.key, one.unit_code) == (f"clarity:{code}", "VATGIA")
    client = Client()
    client.force_login(cast["unit_head"])
    assert client.get(one.url).status_code == 200


def test_a_letter_far_ahead_or_taken_back_is_not_named(register) -> None:  # type: ignore[no-untyped-def]
    code = asked(60)
    assert list(clarity_requests(timezone.now())) == []
    assert len(list(clarity_requests(timezone.now() + timedelta(days=30)))) == 1
    withdraw(request=ClarityRequest.objects.get(code=code), reason="Đã rõ", by=MAKER)
    assert list(clarity_requests(timezone.now() + timedelta(days=30))) == []


def test_from_a_late_part_to_the_message_of_its_officer(register, cast: Cast) -> None:  # type: ignore[no-untyped-def]
    give_role(account=cast["nobody"], unit=unit("TOCHUC"), role="focal_point", by=MAKER)
    Occurrence.objects.update(opened_at=datetime(2026, 3, 2, tzinfo=UTC))
    worker = Actor.system("worker")
    assert notices.remind(by=worker, now=NOON)["sent"] == 1
    message = Message.objects.get()
    assert (message.account, message.subject) == (cast["nobody"], "part:NV-01.01/once/TOCHUC")
    assert part("NV-01.01", "TOCHUC").due_on == date(2026, 9, 15)
    due("NV-01.01", TODAY, state="waived", document="1/QĐ")
    assert notices.remind(by=worker, now=NOON)["closed"] == 1
