"""Adding, rewording, giving to others, splitting, merging, withdrawing and restoring tasks; who may; what stays."""

from __future__ import annotations

from datetime import date

import pytest

from sauro.audit.models import Event
from sauro.jobs.models import Job
from sauro.people.permissions import Refused
from sauro.plans.actions import duplicates
from sauro.plans.actions.editing import (
    add_task,
    change_units,
    link_task,
    restore_task,
    reword_task,
    withdraw_task,
)
from sauro.plans.actions.editing_parts import Part, merge_task, split_task
from sauro.plans.actions.planning import ensure_occurrences
from sauro.plans.models import Assignment, Clarity, Plan, Task, TaskText
from sauro.plans.refusals_editing import EditRefused
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db
WHY = "Theo ý kiến cuộc họp giao ban."


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def refused(call, *args, **named) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        call(*args, **named)
    assert caught.value.sentence
    return caught.value


def orders() -> list[str]:
    return list(Task.objects.order_by("order").values_list("code", flat=True))


@pytest.fixture
def planned(register):
    ensure_occurrences(tasks=list(Task.objects.values_list("pk", flat=True)), by=MAKER)
    return register


def test_an_added_task_stands_behind_its_section_with_a_code_of_its_own(planned):
    added = add_task(
        plan=planned.plan, text="Lập sổ theo dõi ruộng đẹp trước ngày 20/6/2026.", lead="cơ quan tổ chức và thi đua",
        support="VATGIA", clause="II.1", reason=WHY, by=MAKER,
    )  # fmt: skip
    assert (added.code, added.origin, added.life, added.clause.code) == (
        "NV-01.BS01",
        "person",
        "active",
        "II.1",
    )
    assert orders()[:4] == ["NV-01.01", "NV-01.02", "NV-01.02.1", "NV-01.BS01"]
    assert sorted(Task.objects.values_list("order", flat=True)) == list(range(1, 9))
    assert (added.lead_unit.code, added.when_due) == ("TOCHUC", date(2026, 6, 20))
    assert not TaskText.objects.filter(task=added).exists()
    assert {row.source for row in added.clarities.all()} == {"office"}
    assert added.clarity["when"] == "clear"
    assert "ruong dep" in added.search
    units = set(Assignment.objects.filter(occurrence__task=added).values_list("unit__code", "role"))
    assert ("TOCHUC", "lead") in units
    event = Event.objects.get(action="add_task")
    assert event.subject == "NV-01.BS01"
    assert Job.objects.filter(name="plans.find_duplicates").exists()


def test_codes_of_additions_go_on_and_are_never_given_twice(planned):
    first = add_task(plan=planned.plan, text="Quét chợ.", clause="II.1", reason=WHY, by=MAKER)
    withdraw_task(task=first, reason=WHY, by=MAKER)
    second = add_task(plan=planned.plan, text="Quét bến.", clause="II.1", reason=WHY, by=MAKER)
    loose = add_task(plan=planned.plan, text="Quét sân.", reason=WHY, by=MAKER)
    assert [first.code, second.code, loose.code] == ["NV-01.BS01", "NV-01.BS02", "NV.BS01"]


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"text": " … "}, "no_text", "text"),
        ({"text": "x" * 10_001}, "text_too_long", "text"),
        ({"reason": " \n"}, "no_reason", "reason"),
        ({"lead": "Sở Mây Trời"}, "unknown_unit", "lead"),
        ({"lead": "VATGIA\nCơ quan Vật giá"}, "unit_twice", "lead"),
        ({"lead": "VATGIA", "support": "VATGIA"}, "unit_twice", "support"),
        ({"clause": "IX.9"}, "no_clause", "clause"),
        ({"links": [("par_index", "99")]}, "unknown_index", "links"),
        ({"rhythm": "quarter", "due": date(2026, 9, 1)}, "rhythm_and_due", "due"),
    ],
)
def test_an_addition_that_cannot_be_is_refused_and_leaves_nothing(planned, values, code, field):
    before = Task.objects.count()
    found = refused(
        add_task, **{"plan": planned.plan, "text": "Quét chợ.", "reason": WHY, "by": MAKER} | values
    )
    assert (found.code, found.field) == (code, field)
    assert Task.objects.count() == before


def test_rewording_keeps_the_quotation_and_the_code(planned):
    old = task("NV-02.01")
    quote = old.texts.get().text
    new = reword_task(
        task=old, text="Thu thập giá muối và giá cá.", reason=WHY, by=MAKER, revision=old.revision
    )
    assert (new.code, new.text, new.texts.get().text) == ("NV-02.01", "Thu thập giá muối và giá cá.", quote)
    assert "gia ca" in task("NV-02.01").search
    assert Clarity.objects.get(task=new, facet="what").source == "office"
    assert (
        refused(reword_task, task=old, text="Khác.", reason=WHY, by=MAKER, revision=old.revision).code
        == "changed_meanwhile"
    )
    assert refused(reword_task, task=old, text=new.text, reason=WHY, by=MAKER).code == "nothing_changed"


def test_units_move_the_columns_the_facet_and_the_work(planned):
    old = task("NV-03.01")
    assert old.lead_group.code == "CACPHUONG"
    new = change_units(task=old, lead="VATGIA", support="TOCHUC", reason=WHY, by=MAKER)
    assert (new.lead_unit.code, new.lead_group, new.clarity["who"]) == ("VATGIA", None, "clear")
    stored = task("NV-03.01")
    assert (stored.glyph, stored.lead_sort) == (new.glyph, task("NV-02.01").lead_sort)
    leads = Assignment.objects.filter(occurrence__task=stored, role="lead").values_list(
        "unit__code", flat=True
    )
    assert set(leads) == {"VATGIA"}
    none = change_units(task=new, lead="", support="", reason=WHY, by=MAKER)
    assert (none.lead_unit, none.clarity["who"]) == (None, "missing")


def test_a_name_of_the_document_may_stay_and_keeps_its_place(planned):
    old = task("NV-01.02")
    before = old.units.get(role="support")
    change_units(task=old, lead="VATGIA", support="Hội Người làm muối", reason=WHY, by=MAKER)
    after = old.units.get(role="support")
    assert (after.text, after.start, after.end, after.unit) == (before.text, before.start, before.end, None)


def test_work_recorded_by_a_unit_that_left_stays(planned):
    old = task("NV-02.01")
    part = Assignment.objects.get(occurrence__task=old, unit__code="VATGIA")
    Assignment.objects.filter(pk=part.pk).update(state="in_progress", note="Đã ghi 3 chợ.", revision=2)
    change_units(task=old, lead="TOCHUC", support="", reason=WHY, by=MAKER)
    assert Assignment.objects.get(pk=part.pk).note == "Đã ghi 3 chợ."


def test_links_of_a_person_stand_beside_those_of_the_text(planned):
    old = task("NV-01.02")
    link_task(task=old, links=[("papi", ""), ("par_index", "3")], reason=WHY, by=MAKER)
    assert set(old.links.values_list("index", "node", "set_by")) == {
        ("par_index", "3", "text"),
        ("papi", "", "person"),
    }
    link_task(task=old, links=[], reason=WHY, by=MAKER)
    assert set(old.links.values_list("index", "set_by")) == {("par_index", "text")}
    assert refused(link_task, task=old, links=[], reason=WHY, by=MAKER).code == "nothing_changed"


def halves() -> list[Part]:
    return [
        Part("Mời Hội Người làm muối họp đúng giờ.", due=date(2026, 5, 1)),
        Part("Nâng tỷ lệ lên 95 %.", lead="VATGIA"),
    ]


def test_a_split_makes_parts_under_the_code(planned):
    whole = task("NV-01.02")
    parts = split_task(task=whole, parts=halves(), reason=WHY, by=MAKER, revision=whole.revision)
    assert [part.code for part in parts] == ["NV-01.02.2", "NV-01.02.3"]
    stored = task("NV-01.02")
    assert (stored.life, stored.texts.count()) == ("split", 1)
    assert orders()[:5] == ["NV-01.01", "NV-01.02", "NV-01.02.1", "NV-01.02.2", "NV-01.02.3"]
    first, second = task("NV-01.02.2"), task("NV-01.02.3")
    assert (first.lead_unit.code, second.lead_unit.code, first.when_due) == (
        "TOCHUC",
        "VATGIA",
        date(2026, 5, 1),
    )
    assert {link.index for link in first.links.all()} == {"par_index"}
    assert [first.clause, first.parent] == [whole.clause, whole]
    for part in (first, second):
        assert part.clarity == {row.facet: row.state for row in part.clarities.all()}
        assert Assignment.objects.filter(occurrence__task=part, role="lead").exists()
    assert refused(split_task, task=stored, parts=halves(), reason=WHY, by=MAKER).code == "life"
    again = split_task(task=first, parts=halves(), reason=WHY, by=MAKER)
    assert [part.code for part in again] == ["NV-01.02.2.1", "NV-01.02.2.2"]


def test_a_split_needs_two_parts_with_words(planned):
    whole = task("NV-01.01")
    assert (
        refused(split_task, task=whole, parts=[Part("Một."), Part("  ")], reason=WHY, by=MAKER).code
        == "few_parts"
    )
    many = [Part(f"Việc {n}.") for n in range(21)]
    assert refused(split_task, task=whole, parts=many, reason=WHY, by=MAKER).code == "many_parts"
    assert (
        refused(
            split_task, task=whole, parts=[Part("Một."), Part("Hai.", lead="?")], reason=WHY, by=MAKER
        ).field
        == "lead_1"
    )
    assert Task.objects.count() == 7


def test_an_answer_about_the_whole_holds_for_its_parts(planned):
    whole = task("NV-02.01")
    Clarity.objects.filter(task=whole, facet="authority").update(
        state="clear", value="Ủy ban nhân dân", source="unit", data={"level": "committee"}
    )
    first, _second = split_task(
        task=whole, parts=[Part("Thu thập giá muối."), Part("Ghi giá vào sổ chung.")], reason=WHY, by=MAKER
    )
    row = first.clarities.get(facet="authority")
    assert (row.state, row.source, row.data, first.clarity["authority"]) == (
        "clear",
        "unit",
        {"level": "committee"},
        "clear",
    )


def test_restoring_a_split_withdraws_its_parts_unless_work_was_recorded(planned):
    whole = task("NV-01.01")
    parts = split_task(task=whole, parts=halves(), reason=WHY, by=MAKER)
    restore_task(task=task("NV-01.01"), reason=WHY, by=MAKER)
    assert [task(code).life for code in ("NV-01.01", *(part.code for part in parts))] == [
        "active",
        "withdrawn",
        "withdrawn",
    ]
    again = split_task(task=task("NV-01.01"), parts=halves(), reason=WHY, by=MAKER)
    assert [part.code for part in again] == ["NV-01.01.3", "NV-01.01.4"]
    Assignment.objects.filter(occurrence__task=again[0]).update(state="in_progress", revision=2)
    assert refused(restore_task, task=task("NV-01.01"), reason=WHY, by=MAKER).code == "parts_worked_on"
    assert task("NV-01.01").life == "split"


def test_restoring_a_split_waits_for_what_hangs_on_its_parts(planned):
    first, second = split_task(task=task("NV-01.01"), parts=halves(), reason=WHY, by=MAKER)
    merge_task(task=task("NV-02.01"), into=first.code, reason=WHY, by=MAKER)
    assert refused(restore_task, task=task("NV-01.01"), reason=WHY, by=MAKER).code == "parts_absorbed"
    merge_task(task=task(second.code), into=first.code, reason=WHY, by=MAKER)
    assert refused(restore_task, task=task("NV-01.01"), reason=WHY, by=MAKER).code == "parts_not_active"


def test_merging_leaves_the_task_reachable_and_gives_its_links(planned):
    target = merge_task(task=task("NV-01.02"), into=" nv-02.01 ", reason=WHY, by=MAKER, take_units=True)
    gone = task("NV-01.02")
    assert (gone.life, gone.merged_into, gone.texts.count()) == ("merged", target, 1)
    assert {(link.index, link.set_by) for link in target.links.all()} == {("par_index", "person")}
    assert set(target.units.filter(role="support").values_list("unit__code", flat=True)) == {"TOCHUC", None}
    restored = restore_task(task=gone, reason=WHY, by=MAKER)
    assert (restored.life, restored.merged_into) == ("active", None)


def test_merging_in_a_ring_into_itself_or_below_is_refused(planned):
    top, child = task("NV-01.02"), task("NV-01.02.1")
    assert refused(merge_task, task=top, into="NV-01.02", reason=WHY, by=MAKER).code == "merge_self"
    assert refused(merge_task, task=top, into="NV-01.02.1", reason=WHY, by=MAKER).code == "merge_below"
    assert refused(merge_task, task=top, into="NV-99.99", reason=WHY, by=MAKER).code == "merge_unknown"
    merge_task(task=child, into="NV-01.02", reason=WHY, by=MAKER)
    assert refused(merge_task, task=top, into="NV-01.02.1", reason=WHY, by=MAKER).code == "merge_not_active"
    assert refused(merge_task, task=task("NV-01.02.1"), into="NV-02.01", reason=WHY, by=MAKER).code == "life"


def test_withdrawing_takes_what_is_below_only_where_asked(planned):
    withdraw_task(task=task("NV-01.02"), reason=WHY, document="12/TB-UBND", below=True, by=MAKER)
    assert [task(code).life for code in ("NV-01.02", "NV-01.02.1", "NV-01.01")] == [
        "withdrawn",
        "withdrawn",
        "active",
    ]
    event = Event.objects.get(action="withdraw_task", subject="NV-01.02")
    assert "12/TB-UBND" in event.after
    restore_task(task=task("NV-01.02"), reason=WHY, by=MAKER)
    assert [task(code).life for code in ("NV-01.02", "NV-01.02.1")] == ["active", "withdrawn"]


def test_every_edit_needs_a_reason(planned):
    one = task("NV-01.01")
    calls = [
        lambda: reword_task(task=one, text="Khác.", reason=" ", by=MAKER),
        lambda: change_units(task=one, lead="VATGIA", support="", reason="", by=MAKER),
        lambda: link_task(task=one, links=[("papi", "")], reason="", by=MAKER),
        lambda: split_task(task=one, parts=halves(), reason="", by=MAKER),
        lambda: merge_task(task=one, into="NV-02.01", reason="", by=MAKER),
        lambda: withdraw_task(task=one, reason="", by=MAKER),
        lambda: restore_task(task=one, reason="", by=MAKER),
    ]
    for call in calls:
        assert refused(call).code == "no_reason"


ROLES = ("owner_office", "focal_point", "unit_head", "clerk", "leader", "observer", "administrator", "nobody")


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_edit_do(planned, cast, role):
    by, one = cast[role], task("NV-02.01")
    edits = {
        "add": lambda: add_task(plan=planned.plan, text="Quét chợ.", reason=WHY, by=by),
        "reword": lambda: reword_task(task=one, text="Ghi giá muối.", reason=WHY, by=by),
        "units": lambda: change_units(task=one, lead="TOCHUC", support="", reason=WHY, by=by),
        "links": lambda: link_task(task=one, links=[("papi", "")], reason=WHY, by=by),
        "split": lambda: split_task(task=task("NV-01.01"), parts=halves(), reason=WHY, by=by),
        "merge": lambda: merge_task(task=one, into="NV-02.02", reason=WHY, by=by),
        "restore": lambda: restore_task(task=task("NV-02.01"), reason=WHY, by=by),
        "withdraw": lambda: withdraw_task(task=task("NV-02.01"), reason=WHY, by=by),
    }
    for edit in edits.values():
        if role == "owner_office":
            edit()
        else:
            with pytest.raises(Refused) as caught:
                edit()
            assert caught.value.code == "tasks.edit"


def test_nothing_is_added_to_a_plan_that_is_no_longer_in_force(planned):
    planned.state = "withdrawn"
    planned.save(update_fields=["state"])
    assert (
        refused(add_task, plan=Plan.objects.get(), text="Quét chợ.", reason=WHY, by=MAKER).code == "no_plan"
    )


def test_one_job_looks_for_duplicates_however_many_tasks_change(register):
    Job.objects.filter(name="plans.find_duplicates").delete()
    for code in ("NV-02.01", "NV-01.02", "NV-02.01"):
        duplicates.ask_for_duplicates(tasks=[code], by=MAKER)
    waiting = Job.objects.get(name="plans.find_duplicates")
    assert waiting.payload == {"tasks": ["NV-02.01", "NV-01.02"]}
    duplicates.ask_for_duplicates(tasks=[f"NV-09.{n}" for n in range(duplicates.MOST_NAMED)], by=MAKER)
    duplicates.ask_for_duplicates(tasks=["NV-02.01"], by=MAKER)
    assert Job.objects.get(name="plans.find_duplicates").payload == {"tasks": []}
