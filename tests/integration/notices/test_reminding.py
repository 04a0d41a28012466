"""The ledger of reminders: each moment fires once, what was missed stands in it, everybody is told what concerns them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from integration.notices.watched import DUE, WORKER, at, subject, watching
from sauro.audit.models import Event
from sauro.notices import actions, words
from sauro.notices.models import Firing, Message, PreparedList
from sauro.notices.registry import DueSubject
from sauro.notices.states import FiringState, ListState, Why
from sauro.people.actions import give_role, set_active
from worlds.cast import MAKER, Cast, person, unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def things(cast: Cast) -> Iterator[list[DueSubject]]:
    """Both a focal point and a head in one agency; one thing due there."""
    give_role(account=cast["nobody"], unit=unit("VATGIA"), role="focal_point", by=MAKER)
    with watching([subject()]) as subjects:
        yield subjects


def run(day: date, hour: int = 8) -> dict[str, int]:
    return actions.remind(by=WORKER, now=at(day, hour))


def told(day: date | None = None) -> list[tuple[str, str]]:
    """Who was told what, by e-mail name and kind."""
    rows = Message.objects.order_by("pk")
    if day is not None:
        rows = rows.filter(created_at__date=day)
    return [((one.account.email or "").partition("@")[0], one.kind) for one in rows.select_related("account")]


def test_the_ladder_is_climbed_step_by_step(things: list[DueSubject]) -> None:
    days = [DUE + n * DAY for n in range(-10, 20)]
    for day in days:
        run(day)
    fired = Firing.objects.order_by("moment", "pk").values_list("rule", "moment__date", "state")
    assert [(rule, day.isoformat()) for rule, day, _state in fired] == [
        ("default.ahead", "2026-09-03"),
        ("default.tomorrow", "2026-09-09"),
        ("default.today", "2026-09-10"),
        ("default.late", "2026-09-11"),
        ("default.late", "2026-09-15"),
        ("default.office", "2026-09-15"),
        ("default.late", "2026-09-17"),
        ("default.office", "2026-09-22"),
        ("default.list", "2026-09-22"),
        ("default.office", "2026-09-29"),
    ]


def test_each_rung_hears_its_own_words(things: list[DueSubject]) -> None:
    run(date(2026, 9, 9))
    assert told() == [("nobody", words.BEFORE)]
    run(date(2026, 9, 10))
    assert told()[1:] == [("nobody", words.TODAY)]
    run(date(2026, 9, 11))
    assert told()[2:] == [("nobody", words.LATE), ("unit.head", words.LATE)]
    run(date(2026, 9, 15))
    assert sorted(told()[4:]) == [
        ("nobody", words.LATE),
        ("owner.office", words.OFFICE),
        ("province.office", words.OFFICE),
        ("unit.head", words.LATE),
    ]


def test_looking_often_tells_nobody_twice(things: list[DueSubject]) -> None:
    assert run(DUE)["sent"] == 1
    assert [run(DUE, hour)["sent"] for hour in (9, 12, 23)] == [0, 0, 0]
    assert Message.objects.count() == 1


def test_nothing_fires_before_the_office_opens(things: list[DueSubject]) -> None:
    run(DUE, 6)
    assert Firing.objects.filter(rule="default.today").count() == 0
    assert run(DUE, 7)["sent"] == 1


def test_what_was_missed_while_nothing_ran_is_told_once_and_stands_in_the_ledger(
    things: list[DueSubject],
) -> None:
    assert run(date(2026, 9, 17)) | {"subjects": 0} == {
        "subjects": 0,
        "sent": 1,
        "listed": 0,
        "missed": 6,
        "nobody": 0,
        "closed": 0,
    }
    fired = Firing.objects.get(state=FiringState.SENT)
    assert (fired.rule, fired.moment.astimezone(at(DUE).tzinfo).date()) == ("default.late", date(2026, 9, 17))
    assert set(Firing.objects.filter(state=FiringState.MISSED).values_list("why", flat=True)) == {Why.LATER}
    assert run(date(2026, 9, 17), 9)["missed"] == 0


def test_two_steps_of_one_day_are_one_reminder(things: list[DueSubject]) -> None:
    run(date(2026, 9, 14))
    assert run(date(2026, 9, 15))["missed"] == 0
    row = Firing.objects.get(rule="default.late", moment__date=date(2026, 9, 15))
    assert (row.state, row.why) == (FiringState.MISSED, Why.SAME_DAY)


def test_a_new_reminder_takes_the_place_of_the_one_before(things: list[DueSubject]) -> None:
    run(date(2026, 9, 9))
    run(date(2026, 9, 10))
    assert [one.kind for one in Message.objects.waiting()] == [words.TODAY]


def test_what_is_settled_closes_its_reminders(things: list[DueSubject]) -> None:
    run(DUE)
    things.clear()
    assert run(DUE, 10)["closed"] == 1
    assert not Message.objects.waiting().exists()


def test_a_later_day_begins_the_ladder_anew(things: list[DueSubject]) -> None:
    run(date(2026, 9, 11))
    things[0] = subject(due=date(2026, 9, 30))
    assert run(date(2026, 9, 14))["sent"] == 0
    assert run(date(2026, 9, 23))["sent"] == 1
    assert Firing.objects.filter(rule="default.ahead", due_on=date(2026, 9, 30)).exists()


def test_a_voluntary_unit_is_asked_once_and_never_chased(things: list[DueSubject]) -> None:
    things[0] = subject(voluntary=True)
    for n in range(-10, 30):
        run(DUE + n * DAY)
    assert told() == [("nobody", words.ASKED)]
    assert not PreparedList.objects.exists()


def test_an_empty_rung_is_replaced_by_the_next(cast: Cast) -> None:
    with watching([subject()]):
        run(date(2026, 9, 9))
    assert told() == [("unit.head", words.BEFORE)]


def test_without_anybody_the_ledger_says_so(cast: Cast) -> None:
    for role in ("unit_head", "owner_office", "province_office"):
        set_active(account=cast[role], active=False, by=MAKER)
    with watching([subject()]):
        assert run(DUE)["nobody"] == 1
        assert run(DUE, 10)["nobody"] == 0
    row = Firing.objects.get(rule="default.today")
    assert (row.state, row.why, row.told) == (FiringState.NOBODY, Why.NO_ACCOUNT, [])


def test_a_closed_account_is_told_nothing(cast: Cast) -> None:
    set_active(account=cast["unit_head"], active=False, by=MAKER)
    with watching([subject()]):
        run(date(2026, 9, 11))
    assert {who for who, _kind in told()} == {"owner.office", "province.office"}


def test_people_named_by_the_room_stand_before_roles(cast: Cast) -> None:
    named = person("named", "VATGIA", "clerk")
    with watching([subject(officers=(named.code,))]):
        run(DUE)
    assert told() == [("named", words.TODAY)]


def test_the_office_hears_of_many_units_in_one_message(cast: Cast) -> None:
    for code in ("90001", "90002", "90003"):
        assert unit(code)
    subjects = [subject(f"test:{code}", unit=code) for code in ("90001", "90002", "90003", "VATGIA")]
    with watching(subjects):
        run(date(2026, 9, 15))
    message = Message.objects.get(account=cast["owner_office"], kind=words.OFFICE)
    assert (message.values["count"], message.values["more"]) == ("4", "0")
    assert "Việc thử" not in message.values.values()
    with watching(subjects):
        assert "Việc thử, 4 việc của" in words.sentence(message.kind, message.values)


def test_late_things_come_onto_one_list_and_the_office_is_told_once(things: list[DueSubject]) -> None:
    things.append(subject("test:2", due=date(2026, 9, 11)))
    run(date(2026, 9, 22))
    run(date(2026, 9, 23))
    prepared = PreparedList.objects.get()
    assert prepared.state == ListState.PREPARED
    assert sorted(prepared.firings.values_list("subject", flat=True)) == ["test:1", "test:2"]
    assert [kind for _who, kind in told()].count(words.LIST_PREPARED) == 2  # one for each of the two offices
    assert not Message.objects.filter(account__memberships__role="leader").exists()


def test_the_run_is_audited_once_and_only_when_something_happened(things: list[DueSubject]) -> None:
    run(DUE)
    run(DUE, 9)
    assert Event.objects.filter(action="reminded", subject="test.things").count() == 1


def test_the_database_holds_one_row_for_each_moment(things: list[DueSubject]) -> None:
    run(DUE)
    row = Firing.objects.filter(state=FiringState.SENT).first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "changes", [{"state": "unheard"}, {"state": "missed"}, {"why": "later"}, {"state": "listed"}]
)
def test_the_database_refuses_a_row_that_cannot_be(things: list[DueSubject], changes: dict) -> None:
    run(DUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Firing.objects.filter(state=FiringState.SENT).update(**changes)


def test_nobody_else_is_urged_about_a_body_that_is_only_asked(cast: Cast) -> None:
    with watching([subject(unit="HAIDANG", voluntary=True)]):
        assert run(date(2026, 9, 3))["nobody"] == 1
    assert told() == []
