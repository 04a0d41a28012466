"""Remarks, who is told, what other rooms learn of reports: reminders, handovers, files, names of deadlines."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from integration.reporting.test_flow import pdf
from integration.reporting.world import change, passed, report_of, save, sent
from sauro.deadlines.registry import names_of
from sauro.files.actions import attach
from sauro.files.permissions import check_see
from sauro.files.refusals import FileRefused
from sauro.notices.models import Message
from sauro.people.permissions import Refused
from sauro.people.registry import open_work_of
from sauro.reporting.actions import flow, periods, remarks, reporters
from sauro.reporting.actions.province import start_paper
from sauro.reporting.actions.snapshots import keep_figures
from sauro.reporting.queries import evidence_subject, findings_of, remark_counts, yearly_plans
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.watching import due_papers, due_reports
from worlds.cast import MAKER, person, unit


def told(account) -> list[str]:
    return list(Message.objects.filter(account=account).order_by("pk").values_list("kind", flat=True))


def test_a_question_is_answered_and_closed_by_who_asked(quarter, cast):
    office, writer = cast["owner_office"], cast["focal_point"]
    report = sent(report_of("90002"))
    asked = remarks.add_remark(
        report=report, by=office, kind="question", text="Vì sao tăng?", row="text:I.1", field="text"
    )
    answer = remarks.add_remark(
        report=report, by=writer, kind="answer", text="Do mở rộng.", row="text:I.1", field="text"
    )
    assert (asked.by_unit, answer.by_unit) == (unit("TOCHUC").short_name, unit("90002").short_name)
    assert remark_counts(report) == {("text:I.1", "text"): (2, 2)}
    assert "reporting.asked" in told(writer)
    assert "reporting.answered" in told(office)
    with pytest.raises(Refused):
        remarks.close_remark(remark=asked, by=writer)
    remarks.close_remark(remark=asked, by=office)
    with pytest.raises(ActionRefused, match="remark_closed"):
        remarks.close_remark(remark=asked, by=office)
    for wrong in ({"row": "text:IX"}, {"row": "text:I.1", "field": "khong"}):
        with pytest.raises(ActionRefused, match="remark_place"):
            remarks.add_remark(report=report, by=office, kind="remark", text="x", **wrong)
    with pytest.raises(ActionRefused, match="remark_empty"):
        remarks.add_remark(report=report, by=office, kind="remark", text=" ")


def test_who_may_say_what(quarter, cast):
    report = passed(report_of("90002"))
    allowed = {
        "remark": {"owner_office"},
        "question": {"owner_office"},
        "answer": {"focal_point"},
        "reopen": {"focal_point"},
    }
    for kind, roles in allowed.items():
        for role in ("owner_office", "focal_point", "unit_head", "clerk", "leader", "observer", "nobody"):
            said = {"report": report, "by": cast[role], "kind": kind, "text": "Ý kiến."}
            if role in roles:
                assert remarks.add_remark(**said).kind == kind
            else:
                with pytest.raises(Refused):
                    remarks.add_remark(**said)


def test_reopening_is_asked_for_while_the_values_are_locked(quarter, cast):
    report = report_of("90002")
    with pytest.raises(ActionRefused, match="remark_no_reopen"):
        remarks.ask_reopen(report=report, by=MAKER, reason="Nhầm số.")
    report = passed(report)
    asked = remarks.ask_reopen(report=report, by=cast["focal_point"], reason="Nhầm số.")
    assert "reporting.reopen_asked" in told(cast["owner_office"])
    assert flow.reopen(report=report, by=cast["owner_office"], reason="Theo đề nghị.").state == "returned"
    assert remarks.close_remark(remark=asked, by=cast["owner_office"]).closed_at is not None


def test_what_is_due_is_named_until_it_has_arrived(quarter, cast):
    due = {one.key: one for one in due_reports(timezone.now())}
    assert set(due) == {f"report:{one.key}" for one in quarter.reports.select_related("period", "unit")}
    assert due["report:2026-Q3/haidang"].voluntary
    assert not due["report:2026-Q3/90002"].voluntary
    report = sent(report_of("90002"))
    assert "report:2026-Q3/90002" not in {one.key for one in due_reports(timezone.now())}
    flow.return_report(report=report, by=MAKER, reason="Thiếu.", days=3)
    again = {one.key: one.due_on for one in due_reports(timezone.now())}
    assert again["report:2026-Q3/90002"] == date(2026, 9, 15)
    periods.close_period(period=quarter, by=MAKER)
    assert not list(due_reports(timezone.now()))


def test_a_handover_lists_the_reports_that_wait_for_the_role(quarter, cast):
    writer, head = cast["focal_point"], person("thu_truong", "90002", "unit_head")
    codes = lambda account, role: [  # noqa: E731
        one.code for one in open_work_of(account, unit("90002"), role) if one.room == "reporting"
    ]
    assert codes(writer, "focal_point") == ["2026-Q3/90002"]
    report = sent(report_of("90002"))
    assert codes(writer, "focal_point") == []
    flow.present(report=flow.pass_report(report=report, by=MAKER), by=MAKER)
    assert codes(head, "unit_head") == ["2026-Q3/90002"]
    assert codes(writer, "focal_point") == []


@pytest.mark.usefixtures("files_root")
def test_evidence_hangs_on_a_row_while_the_unit_may_write(busy_quarter, cast):
    writer = person("dau_moi_tc", "TOCHUC", "focal_point")
    report, row = report_of("TOCHUC"), "task:NV-01.01@once"
    save(
        report,
        change(row, "60", "progress"),
        change(row, "on_track", "state"),
        change(row, "Xong dự thảo.", "result"),
    )
    codes = {one.code for one in findings_of(report).errors if one.row == row}
    assert codes == {"evidence_missing"}
    subject = evidence_subject(report, row)
    with pytest.raises((Refused, FileRefused)):
        attach(subject=subject, uploads=[pdf()], by=cast["focal_point"])
    (outcome,) = attach(subject=subject, uploads=[pdf()], by=writer)
    assert outcome.attachment is not None
    assert not [one for one in findings_of(report).errors if one.row == row]
    check_see(cast["leader"], outcome.attachment)
    sent(report)
    with pytest.raises((Refused, FileRefused)):
        attach(subject=subject, uploads=[pdf("khác")], by=writer)


def test_deadlines_are_named_by_their_reports(quarter):
    found = names_of(["report:2026-Q3/90002", "period:2026-Q3", "report:2026-Q3/khong"])
    assert found["report:2026-Q3/90002"].url == "/bao-cao/2026-Q3/90002"
    assert found["period:2026-Q3"].title == "Kỳ báo cáo quý III/2026"
    assert found["report:2026-Q3/khong"].url == ""


def test_a_unit_may_get_a_later_day(quarter, cast):
    report = report_of("90002")
    later = reporters.extend_due(
        report=report, new_due_on=date(2026, 9, 17), reason="Bão", by=cast["owner_office"], document="4/CV"
    )
    assert (later.due_on, later.first_due_on) == (date(2026, 9, 17), date(2026, 9, 15))
    assert "reporting.extended" in told(cast["focal_point"])
    with pytest.raises(ActionRefused, match="deadline_refused") as refused:
        reporters.extend_due(report=report, new_due_on=date(2026, 9, 16), reason="x", by=MAKER)
    assert refused.value.sentence.strip()
    with pytest.raises(Refused):
        reporters.extend_due(report=report, new_due_on=date(2026, 9, 20), reason="x", by=cast["focal_point"])


def test_the_papers_of_the_province_are_due_until_they_are_issued(quarter, cast):
    due = {one.key: one for one in due_papers(timezone.now())}
    assert set(due) == {"paper:2026-Q3/plan", "paper:2026-Q3/cchc"}
    assert due["paper:2026-Q3/cchc"].officers == (cast["owner_office"].code,)
    made = start_paper(period=quarter, paper="cchc", by=MAKER)
    source = keep_figures(made, "số liệu\n", MAKER)
    type(made).objects.filter(pk=made.pk).update(state="issued", source=source)
    assert {one.key for one in due_papers(timezone.now())} == {"paper:2026-Q3/plan"}


def test_the_yearly_plan_is_chosen_among_plans_of_the_year(busy_quarter, register):
    assert yearly_plans(2026) == (None, [register.plan])
    assert yearly_plans(2030) == (None, [])
    reporters.set_yearly_plan(year=2026, plan=register.plan, by=MAKER)
    assert yearly_plans(2026)[0] == register.plan
