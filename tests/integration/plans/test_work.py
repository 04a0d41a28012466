"""Work on parts: who may move what, what each move needs, what rolls up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from integration.plans.work_world import TODAY, occurrence, part, stop_the_clock, task
from sauro.audit.models import Event
from sauro.people.actions import give_role
from sauro.people.permissions import Refused
from sauro.plans.actions import progress
from sauro.plans.models import Assignment
from sauro.plans.refusals import ActionRefused
from sauro.plans.states import WORK_MOVES, WorkState, may_move, target_of
from worlds.cast import MAKER, unit

pytestmark = pytest.mark.django_db

NOTE, DAY = "đã làm nửa chợ", date(2026, 9, 9)
CALLS: dict[str, Callable[..., Assignment]] = {
    "start": lambda **k: progress.start(**k),
    "update": lambda **k: progress.update(progress=40, note=NOTE, **k),
    "report_done": lambda **k: progress.report_done(done_on=DAY, outcome="Sổ số 3", **k),
    "take_back": lambda **k: progress.take_back(**k),
    "confirm": lambda **k: progress.confirm(**k),
    "send_back": lambda **k: progress.send_back(reason="Chưa có sổ", **k),
    "reopen": lambda **k: progress.reopen(reason="Còn thiếu", **k),
    "suspend": lambda **k: progress.suspend(reason="Chờ kinh phí", **k),
    "resume": lambda **k: progress.resume(**k),
    "waive": lambda **k: progress.waive(document="12/UBND", **k),
}
REPORTERS = {"unit_head"}
CONFIRMERS = {"owner_office"}
PATHS: dict[str, list[str]] = {
    "not_started": [],
    "in_progress": ["start"],
    "waiting": ["report_done"],
    "done": ["report_done", "confirm"],
    "suspended": ["suspend"],
    "waived": ["waive"],
}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    stop_the_clock(monkeypatch)


@pytest.fixture
def prices(register) -> Assignment:
    """The part of the price office in NV-02.01, of which it is the lead."""
    return part("NV-02.01", "VATGIA")


def bring_to(assignment: Assignment, state: str) -> Assignment:
    for action in PATHS[state]:
        assignment = CALLS[action](assignment=assignment, by=MAKER)
    assert assignment.state == state
    return assignment


@pytest.mark.parametrize("state", PATHS)
@pytest.mark.parametrize("action", CALLS)
def test_the_table_decides_every_move(prices, state, action):
    brought = bring_to(prices, state)
    begins = action == "update" and state == "not_started"
    if may_move(WORK_MOVES, state, action) or begins:
        moved = CALLS[action](assignment=brought, by=MAKER)
        assert moved.state == ("in_progress" if begins else target_of(WORK_MOVES, state, action))
        assert part("NV-02.01", "VATGIA").state == moved.state
        return
    with pytest.raises(ActionRefused) as refused:
        CALLS[action](assignment=brought, by=MAKER)
    assert refused.value.code == "work_move"
    assert "Tải lại trang" in refused.value.sentence
    assert part("NV-02.01", "VATGIA").revision == brought.revision


ROLES = [
    *("owner_office", "focal_point", "unit_head", "clerk", "leader", "committee_member", "council_member"),
    *("field_lead", "observer", "administrator", "nobody", "gone"),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", CALLS)
def test_who_may_make_each_move(cast, prices, role, action):
    """Rights are asked for first, so that every action answers by role alone in any state."""
    source = next(move.source for move in WORK_MOVES if move.action == action)
    brought = bring_to(prices, source)
    allowed = next(move.who for move in WORK_MOVES if move.action == action)
    people = REPORTERS if allowed == "assignments.report" else CONFIRMERS
    if role in people:
        assert CALLS[action](assignment=brought, by=cast[role]).state == target_of(WORK_MOVES, source, action)
        return
    with pytest.raises(Refused) as refused:
        CALLS[action](assignment=brought, by=cast[role])
    assert refused.value.why
    assert refused.value.whom
    assert part("NV-02.01", "VATGIA").revision == brought.revision


def test_a_focal_point_reports_for_the_own_unit_and_no_other(cast, register):
    own, other = part("NV-03.01", "90002"), part("NV-03.01", "90001")
    assert progress.start(assignment=own, by=cast["focal_point"]).state == "in_progress"
    with pytest.raises(Refused) as refused:
        progress.start(assignment=other, by=cast["focal_point"])
    assert "Cửa Sông" in refused.value.why


def test_who_helps_reports_too_and_does_not_roll_up(cast, register):
    before = occurrence("NV-01.01")
    helper = part("NV-01.01", "VATGIA")
    assert helper.role == "support"
    progress.report_done(assignment=helper, by=cast["unit_head"], done_on=DAY, outcome="Góp ý")
    after = occurrence("NV-01.01")
    assert (after.state, after.parts, after.parts_done) == (before.state, 1, 0)


def refused_code(call: Callable[[], object]) -> str:
    with pytest.raises(ActionRefused) as refused:
        call()
    assert refused.value.sentence
    return refused.value.code


def test_what_each_move_needs(prices):
    def done(**more):
        return lambda: progress.report_done(assignment=prices, by=MAKER, **({"done_on": DAY} | more))

    assert refused_code(done()) == "work_no_product"
    assert refused_code(done(outcome="  ", reason="\n")) == "work_no_product"
    assert refused_code(done(outcome="Sổ", done_on=TODAY + timedelta(days=1))) == "work_done_in_future"
    assert refused_code(done(outcome="x" * 1001)) == "work_too_long"
    assert refused_code(lambda: progress.update(assignment=prices, by=MAKER)) == "work_nothing_said"
    assert refused_code(lambda: progress.update(assignment=prices, by=MAKER, progress=101)) == "work_progress"
    assert (
        refused_code(lambda: progress.suspend(assignment=prices, by=MAKER, reason=" ")) == "work_needs_reason"
    )
    assert (
        refused_code(lambda: progress.waive(assignment=prices, by=MAKER, document=""))
        == "work_needs_document"
    )
    assert part("NV-02.01", "VATGIA").revision == 1
    done(reason="Chợ nghỉ", done_on=TODAY)()
    waiting = part("NV-02.01", "VATGIA")
    assert (
        refused_code(lambda: progress.send_back(assignment=waiting, by=MAKER, reason=""))
        == "work_needs_reason"
    )


def test_a_report_that_was_sent_back_keeps_the_reason_until_the_next_one(prices):
    waiting = progress.report_done(assignment=prices, by=MAKER, done_on=DAY, outcome="Sổ số 3")
    back = progress.send_back(assignment=waiting, by=MAKER, reason="Sổ chưa có chữ ký")
    assert (back.state, back.done_on, back.reason) == ("in_progress", None, "Sổ chưa có chữ ký")
    again = progress.report_done(assignment=back, by=MAKER, done_on=TODAY, outcome="Sổ số 4")
    assert (again.outcome, again.reason) == ("Sổ số 4", "")
    done = progress.confirm(assignment=again, by=MAKER)
    reopened = progress.reopen(assignment=done, by=MAKER, reason="Thiếu trang")
    assert (reopened.confirmed_at, reopened.confirmed_by_code) == (None, "")


def test_the_second_of_two_people_is_told_who_changed_what(cast, prices):
    seen = prices.revision
    progress.update(assignment=prices, by=cast["unit_head"], progress=30, note="Một", revision=seen)
    with pytest.raises(ActionRefused) as refused:
        progress.update(assignment=prices, by=cast["unit_head"], progress=50, note="Hai", revision=seen)
    assert refused.value.code == "work_changed"
    assert "Người unit_head" in refused.value.sentence
    assert "Đang làm" in refused.value.sentence
    assert part("NV-02.01", "VATGIA").progress == 30


def test_a_move_writes_what_changed(cast, prices):
    progress.report_done(assignment=prices, by=cast["unit_head"], done_on=DAY, outcome="Sổ số 3")
    event = Event.objects.get(action="report_done")
    assert event.subject == "NV-02.01/once/VATGIA"
    assert event.by_code == cast["unit_head"].code
    assert '"state":"waiting"' in event.after.replace(" ", "")
    assert '"outcome":"Sổ số 3"' in event.after.replace('": "', '":"')


def test_one_lead_rolls_up_to_occurrence_and_task(prices):
    waiting = progress.report_done(assignment=prices, by=MAKER, done_on=DAY, outcome="Sổ")
    now, whole = occurrence("NV-02.01"), task("NV-02.01")
    assert (now.state, now.done_on, whole.state, whole.parts, whole.parts_done) == (
        "waiting",
        DAY,
        "waiting",
        1,
        0,
    )
    progress.confirm(assignment=waiting, by=MAKER)
    now, whole = occurrence("NV-02.01"), task("NV-02.01")
    assert (now.state, now.parts_done, whole.state, whole.parts_done) == ("done", 1, "done", 1)


def test_members_of_a_group_roll_up_one_by_one(register):
    codes = ["90001", "90002", "90003"]
    for n, code in enumerate(codes, start=1):
        waiting = progress.report_done(
            assignment=part("NV-03.01", code), by=MAKER, done_on=DAY, outcome="Ảnh"
        )
        assert occurrence("NV-03.01").state == ("in_progress" if n < 3 else "waiting")
        if n < 3:
            progress.confirm(assignment=waiting, by=MAKER)
            assert (task("NV-03.01").parts, task("NV-03.01").parts_done) == (3, n)
    confirmed = progress.confirm_many(occurrence=occurrence("NV-03.01"), units=codes, by=MAKER)
    assert [one.code for one in confirmed] == ["90003"]
    assert task("NV-03.01").state == "done"


def test_a_waived_member_is_not_expected(register):
    progress.waive(assignment=part("NV-03.01", "90001"), by=MAKER, document="8/UBND")
    now = occurrence("NV-03.01")
    assert (now.state, now.parts, now.parts_done) == ("not_started", 2, 0)
    for code in ("90002", "90003"):
        waiting = progress.report_done(
            assignment=part("NV-03.01", code), by=MAKER, done_on=DAY, outcome="Ảnh"
        )
        progress.confirm(assignment=waiting, by=MAKER)
    assert (occurrence("NV-03.01").state, occurrence("NV-03.01").parts_done) == ("done", 2)


def test_only_the_office_confirms_many_and_only_what_waits(cast, register):
    with pytest.raises(Refused):
        progress.confirm_many(occurrence=occurrence("NV-03.01"), units=["90002"], by=cast["focal_point"])
    assert (
        refused_code(
            lambda: progress.confirm_many(
                occurrence=occurrence("NV-03.01"), units=["90002"], by=cast["owner_office"]
            )
        )
        == "work_nobody_waiting"
    )


def test_who_only_watches_has_nothing_to_report(register):
    watcher = part("NV-02.01", "VATGIA")
    Assignment.objects.filter(pk=watcher.pk).update(role="monitor")
    assert refused_code(lambda: progress.start(assignment=watcher, by=MAKER)) == "work_only_watches"


def test_a_withdrawn_task_is_not_worked_on(prices):
    whole = task("NV-02.01")
    whole.life = "withdrawn"
    whole.save(update_fields=["life"])
    assert refused_code(lambda: progress.start(assignment=prices, by=MAKER)) == "work_not_open"


def test_a_second_role_of_the_own_unit_is_enough(cast, prices):
    give_role(account=cast["nobody"], unit=unit("VATGIA"), role="focal_point", by=MAKER)
    assert progress.start(assignment=prices, by=cast["nobody"]).state == WorkState.IN_PROGRESS
