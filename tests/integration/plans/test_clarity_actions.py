"""Asking, answering, deciding and setting clarities: what changes, what is refused, who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from sauro.audit.models import Event
from sauro.engine.planning.answers import AnswerWrong
from sauro.people.actions import give_role
from sauro.people.permissions import Refused
from sauro.plans.actions.clarity import (
    Decision,
    Typed,
    accept_all,
    ask,
    decide,
    save_answers,
    set_facet,
    withdraw,
)
from sauro.plans.actions.clarity.common import ask_mark
from sauro.plans.answers import ClarityRefused
from sauro.plans.models import Clarity, ClarityAsk, ClarityRequest, Occurrence, Task, TaskUnit
from worlds.cast import MAKER, person, unit

pytestmark = pytest.mark.django_db

WHEN = {"due": "30/6/2026"}
AUTHORITY = {"level": "chairman", "ground": "Luật Tổ chức chính quyền địa phương"}


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def asked(
    by=MAKER,
    to: str = "VATGIA",
    wanted=(("NV-02.01", "when"), ("NV-02.01", "authority"), ("NV-02.02", "when")),
):  # type: ignore[no-untyped-def]
    return ask(
        unit=unit(to),
        wanted=[(task(code), facet) for code, facet in wanted],
        message="Đề nghị làm rõ.",
        answer_by=timezone.localdate() + timedelta(days=5),
        by=by,
    )


def line(request: ClarityRequest, code: str, facet: str) -> ClarityAsk:
    return ClarityAsk.objects.select_related("request", "task").get(
        request=request, task__code=code, facet=facet
    )


def typed(one: ClarityAsk, parts: dict[str, str]) -> dict[int, Typed]:
    return {one.pk: Typed(parts, ask_mark(one))}


def answered(
    request: ClarityRequest, by, code: str = "NV-02.01", facet: str = "when", parts=None
) -> ClarityAsk:  # type: ignore[no-untyped-def]
    one = line(request, code, facet)
    done = save_answers(request=request, typed=typed(one, parts or WHEN), send=True, by=by)
    assert done.moved == [one.pk], done.wrong
    return line(request, code, facet)


def accepted(one: ClarityAsk, by, reason: str = ""):  # type: ignore[no-untyped-def]
    return decide(request=one.request, decisions={one.pk: Decision(True, reason, ask_mark(one))}, by=by)


def test_a_request_has_a_code_of_its_year_and_asks_each_facet_once(register, cast):
    request = asked(by=cast["owner_office"])
    year = timezone.localdate().year
    assert request.code == f"YC-{year}-0001"
    assert [(a.task.code, a.facet, a.state) for a in request.asks.all()] == [
        ("NV-02.01", "when", "asked"),
        ("NV-02.01", "authority", "asked"),
        ("NV-02.02", "when", "asked"),
    ]
    assert asked(to="TOCHUC", wanted=[("NV-01.02", "when"), ("NV-01.02", "when")]).code == f"YC-{year}-0002"
    event = Event.objects.get(action="ask_clarity", subject=request.code)
    assert (event.by_name, '"NV-02.01","authority"' in event.after) == ("Người owner_office", True)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"wanted": []}, "nothing_chosen"),
        ({"answer_by": timedelta(days=-1)}, "day_past"),
        ({"message": "  "}, "no_message"),
        ({"unit": "GIACA"}, "unit_ended"),
        ({"wanted": [("NV-01.01", "who")]}, "already_clear"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(register, cast, change, code):
    later = change.get("answer_by", timedelta(days=3))
    with pytest.raises(ClarityRefused) as refused:
        ask(
            unit=unit(change.get("unit", "VATGIA")),
            wanted=[(task(c), f) for c, f in change.get("wanted", [("NV-02.01", "when")])],
            message=change.get("message", "Đề nghị làm rõ."),
            answer_by=timezone.localdate() + later,
            by=cast["owner_office"],
        )
    assert refused.value.code == code
    assert refused.value.sentence
    assert not ClarityRequest.objects.exists()


def test_a_facet_is_asked_once_at_a_time(register, cast):
    request = asked()
    with pytest.raises(ClarityRefused) as refused:
        asked(to="TOCHUC", wanted=[("NV-02.01", "authority")])
    assert refused.value.code == "already_asked"
    assert request.code in refused.value.sentence
    withdraw(request=request, reason="Hỏi nhầm", by=MAKER)
    assert asked(to="TOCHUC", wanted=[("NV-02.01", "authority")]).asks.count() == 1


def test_a_task_that_is_no_longer_counted_is_not_asked_about(register, cast):
    from sauro.plans.actions.editing import withdraw_task

    withdraw_task(task=task("NV-02.01"), reason="Trùng", by=MAKER)
    with pytest.raises(ClarityRefused) as refused:
        asked()
    assert refused.value.code == "not_counted"


def test_saving_keeps_a_draft_and_sending_hands_it_over(register, cast):
    request = asked()
    one = line(request, "NV-02.01", "when")
    saved = save_answers(request=request, typed=typed(one, WHEN), send=False, by=cast["unit_head"])
    one = line(request, "NV-02.01", "when")
    assert (saved.saved, saved.moved, one.state, one.data["due"]) == ([one.pk], [], "asked", "2026-06-30")
    sent = save_answers(request=request, typed=typed(one, one.data), send=True, by=cast["unit_head"])
    one = line(request, "NV-02.01", "when")
    assert (sent.moved, one.state, one.answered_by_name) == ([one.pk], "answered", "Người unit_head")
    assert one.value == "Đến ngày 30/6/2026"
    assert task("NV-02.01").glyph[2] == "m"
    assert line(request, "NV-02.02", "when").state == "asked"


def test_a_wrong_line_holds_up_no_other(register, cast):
    request = asked()
    good, bad = line(request, "NV-02.01", "when"), line(request, "NV-02.02", "when")
    done = save_answers(
        request=request,
        typed={**typed(good, WHEN), **typed(bad, {"due": "31/2/2026"})},
        send=True,
        by=cast["unit_head"],
    )
    assert (done.moved, list(done.wrong)) == ([good.pk], [bad.pk])
    assert "ngày/tháng/năm" in done.wrong[bad.pk]
    assert line(request, "NV-02.02", "when").state == "asked"


def test_answering_twice_and_writing_over_somebody_is_refused(register, cast):
    request = asked()
    one = line(request, "NV-02.01", "when")
    answered(request, cast["unit_head"])
    again = save_answers(
        request=request, typed=typed(one, {"due": "1/7/2026"}), send=True, by=cast["unit_head"]
    )
    assert "Người unit_head" in again.wrong[one.pk]
    draft = line(request, "NV-02.02", "when")
    save_answers(request=request, typed=typed(draft, WHEN), send=False, by=cast["unit_head"])
    late = save_answers(
        request=request, typed=typed(draft, {"due": "1/7/2026"}), send=False, by=cast["unit_head"]
    )
    assert "Người khác vừa ghi" in late.wrong[draft.pk]
    assert line(request, "NV-02.02", "when").data["due"] == "2026-06-30"


def test_a_line_of_another_request_is_not_reached_through_this_one(register, cast):
    mine = asked()
    other = asked(to="TOCHUC", wanted=[("NV-01.02", "when")])
    strange = line(other, "NV-01.02", "when")
    done = save_answers(request=mine, typed=typed(strange, WHEN), send=True, by=cast["unit_head"])
    assert list(done.wrong) == [strange.pk]
    assert line(other, "NV-01.02", "when").state == "asked"
    with pytest.raises(Refused) as refused:
        save_answers(request=other, typed=typed(strange, WHEN), send=True, by=cast["unit_head"])
    assert refused.value.code == "clarity.answer"


def test_accepting_changes_facet_glyph_revision_search_and_work(register, cast):
    request = asked(by=cast["owner_office"])
    one = answered(request, cast["unit_head"])
    before = task("NV-02.01")
    done = accepted(one, cast["owner_office"])
    assert (done.moved, done.wrong) == ([one.pk], {})
    now, row = task("NV-02.01"), Clarity.objects.get(task__code="NV-02.01", facet="when")
    assert (before.glyph, now.glyph, now.first_glyph) == ("ccmccm", "cccccm", "ccmccm")
    assert now.revision == before.revision + 1
    assert (row.state, row.source, row.by_name) == ("clear", "unit", "Người unit_head")
    assert (row.value, row.data["due"], row.start) == ("Đến ngày 30/6/2026", "2026-06-30", None)
    assert (now.rhythm, now.rhythm_by) == ("once", "unit")
    assert " 30 6 2026 " in now.search
    occurrence = Occurrence.objects.get(task=now)
    assert (str(occurrence.due_on), occurrence.due_by) == ("2026-06-30", "unit")
    assert line(request, "NV-02.01", "when").decided_by_name == "Người owner_office"
    event = Event.objects.get(action="set_clarity", subject="NV-02.01")
    assert request.code in event.after


def test_returning_needs_a_reason_and_the_unit_answers_again(register, cast):
    request = asked()
    one = answered(request, cast["unit_head"], parts={"from": "1/1/2026"})
    refused = decide(
        request=request, decisions={one.pk: Decision(False, " ", ask_mark(one))}, by=cast["owner_office"]
    )
    assert refused.wrong == {one.pk: "Ghi lý do."}
    back = decide(
        request=request,
        decisions={one.pk: Decision(False, "Thiếu hạn", ask_mark(one))},
        by=cast["owner_office"],
    )
    one = line(request, "NV-02.01", "when")
    assert (back.moved, one.state, one.reason) == ([one.pk], "returned", "Thiếu hạn")
    one = answered(request, cast["unit_head"])
    assert (one.state, one.reason, one.decided_at) == ("answered", "", None)
    assert accepted(one, cast["owner_office"]).moved == [one.pk]


def test_what_is_only_partly_clear_is_accepted_with_a_reason_alone(register, cast):
    request = asked()
    one = answered(request, cast["unit_head"], parts={"from": "1/1/2026"})
    assert "chưa có ngày kết thúc" in accepted(one, cast["owner_office"]).wrong[one.pk]
    assert accept_all(request=request, seen={one.pk: ask_mark(one)}, by=cast["owner_office"]).wrong
    assert accepted(one, cast["owner_office"], "Chờ kế hoạch năm").moved == [one.pk]
    row = Clarity.objects.get(task__code="NV-02.01", facet="when")
    assert (row.state, row.note, task("NV-02.01").glyph[2]) == ("partial", "Chờ kế hoạch năm", "p")


def test_nobody_accepts_an_own_answer(register, cast):
    both = cast["unit_head"]
    give_role(account=both, unit=unit("TOCHUC"), role="owner_office", by=MAKER)
    both.forget_memberships()
    request = asked()
    one = answered(request, both)
    assert "không tự chấp nhận" in accepted(one, both).wrong[one.pk]
    assert line(request, "NV-02.01", "when").state == "answered"
    assert accepted(one, cast["owner_office"]).moved == [one.pk]


def test_all_clear_answers_are_accepted_at_once_as_they_were_seen(register, cast):
    request = asked()
    answered(request, cast["unit_head"])
    answered(request, cast["unit_head"], "NV-02.01", "authority", AUTHORITY)
    seen = {a.pk: ask_mark(a) for a in request.asks.select_related("request", "task")}
    later = answered(request, cast["unit_head"], "NV-02.02", "when")
    done = accept_all(request=request, seen=seen, by=cast["owner_office"])
    assert len(done.moved) == 2
    assert list(done.wrong) == [later.pk]
    assert task("NV-02.01").glyph == "cccccc"
    assert task("NV-02.01").revision == 3


def test_withdrawing_lets_go_what_is_not_answered(register, cast):
    request = asked()
    one = answered(request, cast["unit_head"])
    with pytest.raises(ClarityRefused, match="no_reason"):
        withdraw(request=request, reason="", by=cast["owner_office"])
    assert withdraw(request=request, reason="Đã có văn bản", by=cast["owner_office"]) == 2
    assert line(request, "NV-02.01", "when").state == "answered"
    with pytest.raises(ClarityRefused, match="ask_moved"):
        withdraw(request=request, reason="Thôi", by=cast["owner_office"], asks=[one.pk])
    with pytest.raises(ClarityRefused, match="nothing_chosen"):
        withdraw(request=request, reason="Thôi", by=cast["owner_office"])


def set_when(by, parts=WHEN, code="NV-02.01", facet="when", reason="Theo văn bản chỉ đạo", revision=None):  # type: ignore[no-untyped-def]
    one = task(code)
    return set_facet(
        task=one, facet=facet, parts=parts, reason=reason, revision=revision or one.revision, by=by
    )


def test_the_office_sets_and_corrects_with_a_reason_and_the_old_value_stays(register, cast):
    assert set_when(cast["owner_office"]).clear
    row = Clarity.objects.get(task__code="NV-02.01", facet="when")
    assert (row.source, row.note, row.by_name) == ("office", "Theo văn bản chỉ đạo", "Người owner_office")
    assert task("NV-02.01").rhythm_by == "office"
    set_when(cast["owner_office"], {"rhythm": "quarter"})
    assert task("NV-02.01").rhythm == "quarter"
    old = Event.objects.filter(action="set_clarity", subject="NV-02.01").order_by("at").last()
    assert '"value":"Đến ngày 30/6/2026"' in old.before
    assert task("NV-02.01").when_text == ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": ""}, "no_reason"),
        ({"parts": {}}, "nothing_typed"),
        ({"revision": 99}, "task_changed"),
    ],
)
def test_setting_is_refused_by_name(register, cast, change, code):
    with pytest.raises(ClarityRefused) as refused:
        set_when(cast["owner_office"], **change)
    assert refused.value.code == code
    assert refused.value.sentence


def test_a_part_that_cannot_be_is_named(register, cast):
    with pytest.raises(AnswerWrong) as wrong:
        set_when(cast["owner_office"], {"due": "mai"})
    assert (wrong.value.code, wrong.value.part) == ("not_a_day", "due")
    with pytest.raises(AnswerWrong) as wrong:
        set_when(cast["owner_office"], {"unit": "KHONGCO"}, facet="who")
    assert (wrong.value.code, wrong.value.part) == ("unknown_unit", "unit")


def test_setting_closes_what_was_asked_but_not_what_was_answered(register, cast):
    request = asked()
    set_when(cast["owner_office"])
    one = line(request, "NV-02.01", "when")
    assert (one.state, one.reason) == ("withdrawn", "Theo văn bản chỉ đạo")
    answered(request, cast["unit_head"], "NV-02.01", "authority", AUTHORITY)
    with pytest.raises(ClarityRefused, match="answer_waits"):
        set_when(cast["owner_office"], AUTHORITY, facet="authority")


def test_a_responsible_unit_leads_from_then_on_and_the_documents_units_stay(register, cast):
    set_when(cast["owner_office"], {"unit": "TOCHUC", "person": "Trần Văn A"}, "NV-03.01", "who")
    one = task("NV-03.01")
    assert (one.lead_unit.code, one.lead_group, one.glyph[0]) == ("TOCHUC", None, "c")
    leads = list(
        TaskUnit.objects.filter(task=one, role="lead").values_list("unit__code", "group__code", "start")
    )
    assert leads[0][1] == "CACPHUONG"
    assert leads[0][2] is not None
    assert leads[1] == ("TOCHUC", None, None)
    # the group's members keep their parts, the leading unit gets its own
    assert Occurrence.objects.get(task=one).assignments.filter(unit__code="TOCHUC", role="lead").exists()


ROLES = [
    *("owner_office", "focal_point", "unit_head", "clerk", "leader", "committee_member"),
    *("council_member", "field_lead", "observer", "administrator", "nobody", "gone"),
]


@pytest.mark.parametrize("role", ROLES)
def test_truth_table_of_asking(register, cast, role):
    """The office everywhere; a field's lead only about the field's tasks; nobody else."""
    may = {
        "NV-02.01": role == "owner_office",
        "NV-01.02": role in ("owner_office", "field_lead"),
    }
    for code, allowed in may.items():
        if allowed:
            assert asked(by=cast[role], wanted=[(code, "when")]).asked_by_name == f"Người {role}"
        else:
            with pytest.raises(Refused) as refused:
                asked(by=cast[role], wanted=[(code, "when")])
            assert refused.value.code == "clarity.ask"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", ["VATGIA", "90002", "TOCHUC"])
def test_truth_table_of_answering(register, cast, role, place):
    """People who answer for a unit, for that unit alone."""
    request = asked(to=place)
    one = line(request, "NV-02.01", "when")
    allowed = (role, place) in (("unit_head", "VATGIA"), ("focal_point", "90002"))
    if allowed:
        assert save_answers(request=request, typed=typed(one, WHEN), send=True, by=cast[role]).moved
    else:
        with pytest.raises(Refused) as refused:
            save_answers(request=request, typed=typed(one, WHEN), send=True, by=cast[role])
        assert refused.value.code == "clarity.answer"


@pytest.mark.parametrize("role", ROLES)
def test_truth_table_of_accepting_and_setting(register, cast, role):
    request = asked()
    one = answered(request, MAKER)
    if role == "owner_office":
        assert accepted(one, cast[role]).moved
        assert set_when(cast[role], code="NV-02.02").clear
        return
    with pytest.raises(Refused):
        accepted(one, cast[role])
    with pytest.raises(Refused):
        set_when(cast[role], code="NV-02.02")
    assert line(request, "NV-02.01", "when").state == "answered"


@pytest.mark.parametrize("role", ROLES)
def test_truth_table_of_seeing_requests(register, cast, role):
    of_unit = asked()
    of_field = asked(to="TOCHUC", wanted=[("NV-01.02", "when")])
    seen = set(ClarityRequest.objects.visible_to(cast[role]).values_list("code", flat=True))
    expected = {
        "owner_office": {of_unit.code, of_field.code},
        "unit_head": {of_unit.code},
        "field_lead": {of_field.code},
    }
    assert seen == expected.get(role, set())


def test_only_whoever_asks_withdraws(register, cast):
    of_field = asked(to="TOCHUC", wanted=[("NV-01.02", "when")])
    other = asked()
    for role in ("unit_head", "leader", "observer"):
        with pytest.raises(Refused):
            withdraw(request=other, reason="Thôi", by=cast[role])
    with pytest.raises(Refused):
        withdraw(request=other, reason="Thôi", by=cast["field_lead"])
    assert withdraw(request=of_field, reason="Thôi", by=cast["field_lead"]) == 1


def test_a_handover_lists_what_the_unit_was_asked(register, cast):
    from sauro.people.registry import open_work_of

    request = asked()
    answerer = person("khac", "VATGIA", "focal_point")
    items = [
        item for item in open_work_of(answerer, unit("VATGIA"), "focal_point") if request.code in item.code
    ]
    assert [item.code.split()[1] for item in items] == ["NV-02.01", "NV-02.01", "NV-02.02"]
    assert not [i for i in open_work_of(answerer, unit("VATGIA"), "clerk") if request.code in i.code]
