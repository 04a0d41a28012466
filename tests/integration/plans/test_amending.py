"""A new version of a plan: what is proposed, what a person changes, what comes into force, what stays."""

from __future__ import annotations

import copy
import json
import threading

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integration.plans import sample
from integration.plans.sample import AGENCY, PRICES, SECTIONS, Work
from sauro.audit.models import Event
from sauro.people.permissions import Refused
from sauro.plans import actions
from sauro.plans.actions.amending import compare_import, drop_line, remap_line
from sauro.plans.actions.amending_apply import confirm_amendment
from sauro.plans.actions.editing import add_task, change_units, reword_task, withdraw_task
from sauro.plans.actions.editing_parts import Part, merge_task, split_task
from sauro.plans.models import Assignment, Clarity, Plan, PlanImport, PlanVersion, Task, TaskMapping, TaskUnit
from sauro.plans.refusals import ActionRefused
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db
WHY = "Theo ý kiến cuộc họp giao ban."


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def fresh_sections():
    return copy.deepcopy(SECTIONS)


@pytest.fixture
def upload(register, reader):
    """Receives and reads another text of the plan."""

    def receive(sections, number: str = sample.NUMBER, name: str = "moi.txt") -> PlanImport:
        text, result = sample.written(number, sections)
        text += " "  # another file, though the words may be the same
        reader(text, result)
        received = actions.receive_import(data=text.encode(), filename=name, by=MAKER)
        return actions.read_import(plan_import=received)

    return receive


def compared(plan_import: PlanImport, *, part: bool = False) -> PlanImport:
    return compare_import(plan_import=plan_import, plan=Plan.objects.get(), part=part, by=MAKER)


def lines(plan_import: PlanImport) -> list[tuple[str, str, str]]:
    rows = TaskMapping.objects.filter(plan_import=plan_import).select_related("task")
    return [(row.kind, row.source_code, row.task.code if row.task else "") for row in rows]


def amended() -> list:
    """One reworded with another deadline, one moved, one new, one dropped."""
    sections = fresh_sections()
    first = sections[0][2]
    first[0] = Work(
        "Cùng Cơ quan Vật giá soạn quy chế bình chọn ruộng đẹp trước 15/10/2026.",
        [AGENCY],
        [PRICES],
        due="15/10/2026",
    )
    prices = sections[1][2]
    prices.insert(0, Work("Đóng thuyền thúng cho đội cứu hộ.", [PRICES]))
    sections[4:4] = []
    sections.pop(2)  # the wards
    return sections


def test_a_number_in_the_register_is_compared_and_not_confirmed_blindly(upload):
    new = upload(amended())
    with pytest.raises(ActionRefused) as caught:
        actions.confirm_import(plan_import=new, by=MAKER)
    assert caught.value.code == "number_taken"
    compared(new)
    with pytest.raises(ActionRefused) as caught:
        actions.confirm_import(plan_import=PlanImport.objects.get(pk=new.pk), by=MAKER)
    assert caught.value.code == "not_compared"
    assert PlanVersion.objects.count() == 1


def test_the_proposal_says_what_became_of_each_task(upload):
    new = compared(upload(amended()))
    assert lines(new) == [
        ("changed", "II.1.1", "NV-01.01"),
        ("kept", "II.1.2", "NV-01.02"),
        ("kept", "II.1.2.1", "NV-01.02.1"),
        ("new", "II.2.1", ""),
        ("kept", "II.2.2", "NV-02.01"),
        ("kept", "II.2.3", "NV-02.02"),
        ("kept", "III.1.1", "NV-04.01"),
        ("dropped", "", "NV-03.01"),
    ]
    assert {row.set_by_code for row in TaskMapping.objects.all()} == {""}


def test_the_new_version_comes_into_force_with_everything_in_its_place(upload, register):
    kept_part = (
        Assignment.objects.filter(occurrence__task__code="NV-02.01").values_list("pk", flat=True).first()
    )
    new = compared(upload(amended()))
    version = confirm_amendment(plan_import=new, looked=True, by=MAKER)
    register.refresh_from_db()
    assert (version.number, version.state, version.replaces, register.state) == (
        2,
        "in_force",
        register,
        "superseded",
    )
    ordered = list(Task.objects.order_by("order").values_list("code", "source_code", "life"))
    assert ordered == [
        ("NV-01.01", "II.1.1", "active"),
        ("NV-01.02", "II.1.2", "active"),
        ("NV-01.02.1", "II.1.2.1", "active"),
        ("NV-02.03", "II.2.1", "active"),
        ("NV-02.01", "II.2.2", "active"),
        ("NV-02.02", "II.2.3", "active"),
        ("NV-04.01", "III.1.1", "active"),
        ("NV-03.01", "II.3.1", "dropped"),
    ]
    changed = task("NV-01.01")
    assert (str(changed.when_due), changed.revision) == ("2026-10-15", 2)
    assert [text.version.number for text in changed.texts.order_by("version__number")] == [1, 2]
    assert Assignment.objects.filter(pk=kept_part).exists()
    assert task("NV-03.01").texts.get().version == register
    again = confirm_amendment(plan_import=new, looked=True, by=MAKER)
    assert (again, PlanVersion.objects.count()) == (version, 2)
    for row in Task.objects.filter(life="active").prefetch_related("clarities"):
        assert row.clarity == {facet.facet: facet.state for facet in row.clarities.all()}
        assert row.clause.version == version
    assert {"amend_plan", "amend_task", "new_in_version", "drop_task"} <= set(
        Event.objects.values_list("action", flat=True)
    )


def test_every_place_quotes_the_words_of_the_new_text(upload):
    version = confirm_amendment(plan_import=compared(upload(amended())), looked=True, by=MAKER)
    for part in TaskUnit.objects.filter(task__life="active"):
        assert version.text[part.start : part.end] == part.text
    for row in Task.objects.filter(life="active"):
        text = row.texts.get(version=version)
        assert version.text[text.start : text.end] == row.text == text.text
        if row.when_start is not None:
            assert version.text[row.when_start : row.when_end] == row.when_text
        for link in row.links.all():
            assert version.text[link.start : link.end] == link.text


def test_an_unchanged_reissue_keeps_everything(upload):
    before = {
        t.code: (t.text, t.order, t.revision, t.glyph, t.search, t.lead_sort) for t in Task.objects.all()
    }
    new = compared(upload(fresh_sections()))
    assert {kind for kind, _line, _task in lines(new)} == {"kept"}
    confirm_amendment(plan_import=new, looked=False, by=MAKER)
    assert before == {
        t.code: (t.text, t.order, t.revision, t.glyph, t.search, t.lead_sort) for t in Task.objects.all()
    }


def test_changed_lines_want_to_be_looked_at(upload):
    new = compared(upload(amended()))
    with pytest.raises(ActionRefused) as caught:
        confirm_amendment(plan_import=new, looked=False, by=MAKER)
    assert caught.value.code == "not_looked_at"
    assert PlanVersion.objects.count() == 1


def test_a_person_maps_a_line_anew(upload):
    new = compared(upload(amended()))
    remap_line(plan_import=new, line="II.2.1", task="nv-03.01", by=MAKER)
    assert ("changed", "II.2.1", "NV-03.01") in lines(new)
    assert "dropped" not in {kind for kind, _line, _task in lines(new)}
    with pytest.raises(ActionRefused) as caught:
        remap_line(plan_import=new, line="II.2.2", task="NV-03.01", by=MAKER)
    assert caught.value.code == "line_old_taken"
    remap_line(plan_import=new, line="II.2.2", task="", by=MAKER)
    assert {("new", "II.2.2", ""), ("dropped", "", "NV-02.01")} <= set(lines(new))
    version = confirm_amendment(plan_import=new, looked=True, by=MAKER)
    assert task("NV-03.01").texts.filter(version=version).get().text.startswith("Đóng thuyền")
    assert task("NV-03.01").lead_unit.code == "VATGIA"
    assert (task("NV-02.01").life, task("NV-03.02").source_code) == ("dropped", "II.2.2")


@pytest.mark.parametrize(
    ("line", "code", "why"),
    [
        ("IX.1", "NV-01.01", "line_gone"),
        ("", "NV-03.01", "line_gone"),
        ("II.2.1", "NV-9", "line_old_unknown"),
    ],
)
def test_a_line_that_is_not_there_is_refused(upload, line, code, why):
    new = compared(upload(amended()))
    with pytest.raises(ActionRefused) as caught:
        remap_line(plan_import=new, line=line, task=code, by=MAKER)
    assert caught.value.code == why
    assert caught.value.sentence


def test_what_people_said_stays_and_waits_for_another_look(upload):
    one = task("NV-01.01")
    Clarity.objects.filter(task=one, facet="product").update(source="unit", value="Quy chế", state="clear")
    Clarity.objects.filter(task=task("NV-02.01"), facet="when").update(
        source="office", value="Hằng tháng", state="clear"
    )
    confirm_amendment(plan_import=compared(upload(amended())), looked=True, by=MAKER)
    row = Clarity.objects.get(task=one, facet="product")
    assert (row.value, row.source, row.review) == ("Quy chế", "unit", True)
    assert not Clarity.objects.get(task__code="NV-02.01", facet="when").review
    assert set(Clarity.objects.filter(task=one, source="document").values_list("review", flat=True)) == {
        False
    }


def test_what_people_changed_stays_where_the_document_says_the_same(upload):
    reword_task(task=task("NV-02.01"), text="Ghi giá muối hằng tuần.", reason=WHY, by=MAKER)
    change_units(task=task("NV-02.02"), lead="TOCHUC", support="", reason=WHY, by=MAKER)
    reword_task(task=task("NV-01.01"), text="Soạn quy chế.", reason=WHY, by=MAKER)
    version = confirm_amendment(plan_import=compared(upload(amended())), looked=True, by=MAKER)
    assert task("NV-02.01").text == "Ghi giá muối hằng tuần."
    assert task("NV-02.01").texts.get(version=version).text.startswith("Thu thập giá muối")
    assert task("NV-02.02").lead_unit.code == "TOCHUC"
    assert task("NV-01.01").text.endswith("15/10/2026.")


def test_split_merged_withdrawn_and_added_tasks_go_on(upload):
    split_task(
        task=task("NV-02.01"),
        parts=[Part("Thu thập giá muối ở chợ."), Part("Ghi vào sổ chung.")],
        reason=WHY,
        by=MAKER,
    )
    merge_task(task=task("NV-02.02"), into="NV-02.01.1", reason=WHY, by=MAKER)
    withdraw_task(task=task("NV-04.01"), reason=WHY, by=MAKER)
    added = add_task(plan=Plan.objects.get(), text="Quét bến cá.", clause="II.1", reason=WHY, by=MAKER)
    version = confirm_amendment(plan_import=compared(upload(amended())), looked=True, by=MAKER)
    lives = dict(Task.objects.values_list("code", "life"))
    assert lives["NV-02.01"] == "split"
    assert (lives["NV-02.02"], lives["NV-04.01"], lives[added.code]) == ("merged", "withdrawn", "active")
    assert [lives["NV-02.01.1"], lives["NV-02.01.2"]] == ["active", "active"]
    codes = list(Task.objects.order_by("order").values_list("code", flat=True))
    assert codes.index("NV-02.01.1") == codes.index("NV-02.01") + 1
    assert task("NV-02.01").texts.filter(version=version).exists()


def test_a_dropped_split_takes_its_parts_along_and_a_new_text_may_name_a_part(upload):
    split_task(
        task=task("NV-03.01"),
        parts=[Part("Nhặt rác ven đê."), Part("Nhặt rác mỗi sáng thứ bảy ở bến.")],
        reason=WHY,
        by=MAKER,
    )
    new = compared(upload(amended()))
    remap_line(plan_import=new, line="II.2.1", task="NV-03.01.2", by=MAKER)
    version = confirm_amendment(plan_import=new, looked=True, by=MAKER)
    lives = {
        code: life for code, life in Task.objects.values_list("code", "life") if code.startswith("NV-03")
    }
    assert lives == {"NV-03.01": "split", "NV-03.01.1": "dropped", "NV-03.01.2": "active"}
    assert task("NV-03.01.2").texts.get().version == version
    assert task("NV-03.01.2").parent.code == "NV-03.01"


def test_a_line_above_and_a_part_below_make_no_ring(upload):
    split_task(task=task("NV-01.02"), parts=[Part("Mời họp."), Part("Nâng tỷ lệ.")], reason=WHY, by=MAKER)
    new = compared(upload(amended()))
    remap_line(plan_import=new, line="II.1.2.1", task="", by=MAKER)
    remap_line(plan_import=new, line="II.1.2", task="NV-01.02.2", by=MAKER)
    remap_line(plan_import=new, line="II.1.2.1", task="NV-01.02", by=MAKER)
    confirm_amendment(plan_import=new, looked=True, by=MAKER)
    for one in Task.objects.all():
        seen, above = {one.pk}, one.parent
        while above is not None:
            assert above.pk not in seen
            seen.add(above.pk)
            above = above.parent


def test_a_document_that_amends_a_part_leaves_the_rest(upload):
    part = [
        (
            "II.2",
            "Cơ quan Vật giá",
            [Work("Thu thập giá muối ở chợ, ghi vào sổ chung mỗi thứ hai.", [PRICES])],
        )
    ]
    new = upload(part, number="90/QĐ-UBND")
    compared(new, part=True)
    assert lines(new) == [("changed", "II.2.1", "NV-02.01")]
    drop_line(plan_import=new, task="NV-03.01", dropped=True, by=MAKER)
    version = confirm_amendment(plan_import=new, looked=True, by=MAKER)
    lives = dict(Task.objects.values_list("code", "life"))
    assert [code for code, life in lives.items() if life == "dropped"] == ["NV-03.01"]
    assert (version.plan.number, version.number) == (sample.NUMBER, 2)
    third = upload(amended())
    compared(third)
    assert ("kept", "II.1.2", "NV-01.02") in lines(third)
    confirm_amendment(plan_import=third, looked=True, by=MAKER)
    assert task("NV-02.01").texts.count() == 3


def test_another_number_may_replace_the_plan_and_may_be_let_go_again(upload):
    new = upload(fresh_sections(), number="90/QĐ-UBND")
    compared(new)
    assert {kind for kind, _line, _task in lines(new)} == {"kept"}
    compare_import(plan_import=new, plan=None, by=MAKER)
    version = actions.confirm_import(plan_import=PlanImport.objects.get(pk=new.pk), by=MAKER)
    assert (version.plan.number, Plan.objects.count()) == ("90/QĐ-UBND", 2)


def test_a_number_that_is_taken_amends_its_own_plan_only(upload):
    other = actions.confirm_import(plan_import=upload(fresh_sections(), number="90/KH-UBND"), by=MAKER).plan
    new = upload(amended())
    for plan in (other, None):
        with pytest.raises(ActionRefused) as caught:
            compare_import(plan_import=new, plan=plan, by=MAKER)
        assert caught.value.code == "amend_number"
        assert caught.value.sentence


def test_a_comparison_with_a_version_that_was_replaced_is_stale(upload):
    first = compared(upload(amended()))
    second = compared(upload(fresh_sections(), name="khac.txt"))
    confirm_amendment(plan_import=first, looked=True, by=MAKER)
    with pytest.raises(ActionRefused) as caught:
        confirm_amendment(plan_import=second, looked=True, by=MAKER)
    assert caught.value.code == "comparison_stale"
    compared(second)
    assert confirm_amendment(plan_import=second, looked=True, by=MAKER).number == 3
    codes = list(Task.objects.values_list("code", flat=True))
    assert "NV-03.01" in codes
    assert len(codes) == len(set(codes))


def test_a_failure_half_way_leaves_the_old_version(upload, monkeypatch):
    new = compared(upload(amended()))
    before = {t.code: (t.text, t.order, t.life) for t in Task.objects.all()}

    def fail(*_args, **_more):
        raise RuntimeError("half way")

    monkeypatch.setattr("sauro.plans.actions.confirm.save_findings", fail)
    with pytest.raises(RuntimeError):
        confirm_amendment(plan_import=new, looked=True, by=MAKER)
    assert before == {t.code: (t.text, t.order, t.life) for t in Task.objects.all()}
    assert PlanVersion.objects.get().state == "in_force"


@pytest.mark.parametrize(
    "role", ["focal_point", "unit_head", "clerk", "leader", "observer", "administrator", "nobody"]
)
def test_only_those_who_confirm_compare_and_amend(upload, cast, role):
    new = upload(amended())
    by = cast[role]
    for call in (
        lambda: compare_import(plan_import=new, plan=Plan.objects.get(), by=by),
        lambda: remap_line(plan_import=new, line="II.1.1", task="", by=by),
        lambda: drop_line(plan_import=new, task="NV-03.01", dropped=True, by=by),
        lambda: confirm_amendment(plan_import=new, looked=True, by=by),
    ):
        with pytest.raises(Refused) as caught:
            call()
        assert caught.value.code == "plans.confirm"


def test_the_owner_office_amends(upload, cast):
    new = compare_import(plan_import=upload(amended()), plan=Plan.objects.get(), by=cast["owner_office"])
    remap_line(plan_import=new, line="II.2.1", task="NV-03.01", by=cast["owner_office"])
    row = TaskMapping.objects.get(plan_import=new, source_code="II.2.1")
    assert row.set_by_name == "Người owner_office"
    assert (
        confirm_amendment(plan_import=new, looked=True, by=cast["owner_office"]).confirmed_by_name
        == "Người owner_office"
    )


VERBS = ("Rà soát", "Xây dựng", "Công khai", "Tổ chức kiểm tra", "Hướng dẫn", "Thống kê")
THINGS = (
    "bến đò ngang",
    "giếng làng",
    "sổ vần công",
    "lịch mùa vụ",
    "bãi đậu thuyền",
    "kho giống lúa",
    "tủ sách thôn",
)
works = st.builds(
    lambda a, b: Work(f"{a} {b} ở từng thôn.", [AGENCY]), st.sampled_from(VERBS), st.sampled_from(THINGS)
)
plans = st.lists(works, min_size=1, max_size=6, unique_by=lambda work: work.words)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(plans, min_size=1, max_size=3))
def test_any_row_of_versions_keeps_codes_texts_and_order(upload, plans):
    """Codes never change their task; each version's words stand with the task that continues them."""
    for number, chosen in enumerate(plans):
        new = upload([("II.1", "Cơ quan Tổ chức và Thi đua", chosen)], name=f"{number}.txt")
        if new.state != "ready" or new.version is not None:
            continue
        known = {t.code: t.pk for t in Task.objects.all()}
        version = confirm_amendment(plan_import=compared(new), looked=True, by=MAKER)
        assert known.items() <= {t.code: t.pk for t in Task.objects.all()}.items()
        active = list(Task.objects.filter(life="active").order_by("order"))
        assert [one.texts.get(version=version).text for one in active] == [work.words for work in chosen]
        assert sorted(Task.objects.values_list("order", flat=True)) == list(
            range(1, Task.objects.count() + 1)
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_two_confirmations_at_once_make_one_version(upload):
    new = compared(upload(amended()))
    answers: list[int] = []

    def confirm() -> None:
        try:
            answers.append(confirm_amendment(plan_import=new, looked=True, by=MAKER).number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, PlanVersion.objects.count()) == ([2, 2], 2)


def test_the_trail_tells_what_was_said_before(upload):
    confirm_amendment(plan_import=compared(upload(amended())), looked=True, by=MAKER)
    event = Event.objects.get(action="amend_task", subject="NV-01.01")
    assert json.loads(event.before)["text"].endswith("15/9/2026.")
    assert json.loads(event.after)["text"].endswith("15/10/2026.")
