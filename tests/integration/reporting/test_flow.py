"""A report from the draft to the received document, every line of its table, and who may take which step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from integration.reporting.world import (
    STATES,
    change,
    filled,
    fresh,
    head,
    passed,
    report_of,
    save,
    sent,
)
from sauro.audit.models import Event
from sauro.deadlines.models import Deadline
from sauro.files.models import Attachment
from sauro.notices.models import Message
from sauro.people.actions.signing import Signing, begin_signing
from sauro.people.permissions import Refused
from sauro.people.states import Capacity
from sauro.reporting.actions import flow
from sauro.reporting.actions.periods import close_period
from sauro.reporting.models import Issued, Report, Snapshot
from sauro.reporting.permissions import may
from sauro.reporting.queries import differences_of
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import REPORT_MOVES
from worlds.cast import MAKER, person, unit

pytestmark = pytest.mark.usefixtures("files_root")


def pdf(words: str = "Báo cáo") -> SimpleUploadedFile:
    """A whole PDF of one empty page; ``words`` make it another content."""
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    target = io.BytesIO()
    document.save(target)
    return SimpleUploadedFile("bao-cao.pdf", target.getvalue() + f"\n% {words}\n".encode(), "application/pdf")


def now() -> Any:
    return timezone.now()


ARGUMENTS: dict[str, dict[str, Any]] = {
    "return": {"reason": "Thiếu số."},
    "decline": {"reason": "Chưa rõ."},
    "reopen": {"reason": "Sửa số."},
    "redo": {"reason": "Làm lại."},
    "amend": {"reason": "Sai số."},
    "correct": {"number": "2/ĐC", "issued_on": date(2026, 9, 10)},
    "withdraw": {"number": "3/TH", "issued_on": date(2026, 9, 10), "reason": "Sai."},
    "receive": {"counts": "product"},
}
CALLS = {
    "send": flow.send,
    "take_back": flow.take_back,
    "return": flow.return_report,
    "pass": flow.pass_report,
    "present": flow.present,
    "reopen": flow.reopen,
    "decline": flow.decline,
    "sign": flow.sign,
    "issue": flow.issue,
    "receive": flow.receive,
    "amend": flow.amend,
    "correct": flow.correct,
    "withdraw": flow.withdraw,
    "redo": flow.redo,
}


def run(action: str, report: Report, by: Any = MAKER, **more: Any) -> Report:
    arguments = dict(ARGUMENTS.get(action, {}))
    if action == "issue":
        arguments = {"number": "1/BC", "issued_on": date(2026, 9, 10), "file": pdf()}
    return CALLS[action](report=report, by=by, **(arguments | more))


def put_into(report: Report, state: str) -> Report:
    """The report in a state as if it had come there: what the constraints ask for is there."""
    moment = now()
    columns: dict[str, Any] = {"state": state, "reason": "Lý do"}
    if state != "draft":
        columns |= {"sent_at": moment, "last_sent_at": moment, "round": 1}
    Report.objects.filter(pk=report.pk).update(**columns)
    return fresh(report)


class Undone(Exception):  # noqa: N818
    """Takes back what a line of the table did, so that the next one begins anew."""


def test_every_line_of_the_table_and_nothing_else(quarter):
    report = filled(report_of("TOCHUC"))
    lines = {(move.source, move.action): move.target for move in REPORT_MOVES}
    found: dict[tuple[str, str], str] = {}
    said: dict[tuple[str, str], str] = {}
    for state in STATES:
        for action in CALLS:
            if action == "issue" and state == "signed":
                continue  # the whole way below issues a report; looking through a file takes a second
            try:
                with transaction.atomic():
                    moved = run(action, put_into(report, state))
                    found[state, action] = moved.state
                    raise Undone
            except Undone:
                continue
            except ActionRefused as refused:
                said[state, action] = refused.code
    del lines["signed", "issue"]
    assert found == lines
    assert set(said.values()) == {"report_move"}


def test_the_whole_way(busy_quarter, cast):
    signer, clerk, writer = head("TOCHUC"), cast["clerk"], person("dau_moi_tc", "TOCHUC", "focal_point")
    office = cast["owner_office"]
    report = filled(report_of("TOCHUC"), by=writer)
    task = "task:NV-01.01@once"
    save(report, change(task, "60", "progress"), change(task, "Đã soạn dự thảo.", "result"), by=writer)
    save(report, change(task, "on_track", "state"), by=writer)
    filled(report, by=writer)

    report = flow.send(report=report, by=writer, revision=report.revision)
    assert (report.state, report.round, report.author_name) == ("review", 1, writer.name)
    assert save_refused(report, writer) == "report_locked"
    first = Snapshot.objects.get(report=report, occasion="sent")

    report = flow.return_report(report=report, by=office, reason="Ghi rõ số văn bản.", days=2)
    again = Deadline.objects.get(subject=f"report:{report.key}", kind="return")
    assert again.due_on == date(2026, 9, 14)  # received Thursday 10/9, two working days: Friday and Monday
    assert Message.objects.filter(account=writer, kind="reporting.returned").count() == 1
    save(report, change(task, "70", "progress"), by=writer)
    lines = differences_of(fresh(report)).lines
    assert [(place, before, after) for place, before, after in lines] == [((task, "progress"), "60", "70")]

    report = flow.send(report=report, by=writer)
    assert report.round == 2
    assert report.sent_at < report.last_sent_at
    report = flow.pass_report(report=report, by=office)
    snapshots = {(one.occasion, one.round): one for one in Snapshot.objects.filter(report=report)}
    assert snapshots["passed", 2].text == snapshots["sent", 2].text != first.text
    assert Deadline.objects.filter(subject=f"report:{report.key}", state="open").count() == 0

    report = flow.present(report=report, by=writer)
    report = flow.sign(report=report, by=signer)
    assert (report.signed_by_name, report.signing) == (signer.name, None)
    report = flow.issue(report=report, by=clerk, number="45/BC-TC", issued_on=date(2026, 9, 10), file=pdf())
    issued = Issued.objects.get(report=report)
    assert (issued.kind, issued.number, issued.snapshot.occasion) == ("first", "45/BC-TC", "issued")
    assert Attachment.objects.get(subject=f"issued:{report.key}").blob_id == issued.file_sha256

    report = flow.receive(
        report=report, by=office, arrived_at=now() - timedelta(minutes=1), counts="document"
    )
    assert report.state == "received"
    steps = list(
        Event.objects.filter(room="reporting", subject=report.key, action__in=CALLS)
        .order_by("at")
        .values_list("action", flat=True)
    )
    assert steps == ["send", "return", "send", "pass", "present", "sign", "issue", "receive"]


def save_refused(report: Report, by: Any) -> str:
    with pytest.raises(ActionRefused) as refused:
        save(report, change("text:I.1", "Khác", "text"), by=by)
    return refused.value.code


def test_what_must_be_mended_is_refused_with_its_list(quarter):
    report = report_of("90002")
    with pytest.raises(ActionRefused, match="report_empty"):
        flow.send(report=report, by=MAKER)
    save(report, change("text:I.1", "Đã họp.", "text"))
    with pytest.raises(ActionRefused) as refused:
        flow.send(report=report, by=MAKER)
    assert refused.value.code == "report_findings"
    assert {one.code for one in refused.value.findings} == {"missing"}
    assert refused.value.sentence
    assert fresh(report).state == "draft"


def test_who_saw_an_older_state_is_told_what_it_is_now(quarter, cast):
    report = sent(report_of("90002"))
    flow.return_report(report=report, by=cast["owner_office"], reason="Thiếu.")
    with pytest.raises(ActionRefused) as refused:
        flow.pass_report(report=report, by=MAKER, revision=report.revision)
    assert cast["owner_office"].name in refused.value.sentence


def test_a_report_taken_back_before_anybody_looked_has_not_arrived(quarter):
    report = flow.take_back(report=sent(report_of("90002")), by=MAKER)
    assert (report.state, report.sent_at, report.round) == ("draft", None, 1)
    assert flow.send(report=report, by=MAKER).round == 2


def test_a_closed_period_takes_nothing_from_units_but_lets_go_on_what_passed(quarter):
    silent, waiting = report_of("90001"), passed(report_of("90002"))
    close_period(period=quarter, by=MAKER)
    for call in (lambda: save(silent, change("text:I.1", "Muộn", "text")), lambda: run("send", silent)):
        with pytest.raises(ActionRefused, match="period_not_open"):
            call()
    assert flow.sign(report=flow.present(report=waiting, by=MAKER), by=MAKER).state == "signed"


def test_in_which_capacity_somebody_signs(quarter, cast):
    deputy = person("pho_tc", "TOCHUC", "clerk")
    begun = date(2026, 1, 1)
    under = Signing(
        unit("TOCHUC"),
        deputy.name,
        "Phó Trưởng cơ quan",
        Capacity.KT,
        "KT. TRƯỞNG\nPHÓ TRƯỞNG",
        begun,
        account=deputy,
    )
    authority = begin_signing(signing=under, by=MAKER)
    other = Signing(unit("VATGIA"), "Người khác", "Trưởng", Capacity.TL, "TL. CHỦ TỊCH", begun)
    elsewhere = begin_signing(signing=other, by=MAKER)
    report = flow.present(report=passed(report_of("TOCHUC")), by=MAKER)
    with pytest.raises(ActionRefused, match="signing_whose"):
        flow.sign(report=report, by=deputy, authority=elsewhere.code)
    with pytest.raises(Refused):
        flow.sign(report=report, by=cast["focal_point"])
    signed = flow.sign(report=report, by=deputy)
    assert signed.signing == authority


def test_an_amending_document_replaces_the_first_and_a_withdrawal_takes_it_back(quarter, cast):
    report = passed(report_of("TOCHUC"))
    report = flow.sign(report=flow.present(report=report, by=MAKER), by=MAKER)
    report = run("issue", report)
    report = run("correct", report)
    report = run("amend", report)
    save(report, change("text:I.1", "Bổ sung.", "text"))
    report = flow.pass_report(report=flow.send(report=report, by=MAKER), by=MAKER)
    report = flow.sign(report=flow.present(report=report, by=MAKER), by=MAKER)
    with pytest.raises(ActionRefused, match="number_taken"):
        run("issue", report, number="1/BC")
    report = run("issue", report, number="9/BC", file=pdf("khác"))
    report = run("withdraw", report)
    kinds = {one.number: (one.kind, one.replaces and one.replaces.number) for one in Issued.objects.all()}
    assert kinds == {
        "1/BC": ("first", None),
        "2/ĐC": ("correction", "1/BC"),
        "9/BC": ("amending", "1/BC"),
        "3/TH": ("withdrawal", "9/BC"),
    }
    assert run("redo", report).state == "returned"


def test_a_file_that_is_no_pdf_is_not_the_signed_document(quarter):
    report = flow.sign(report=flow.present(report=passed(report_of("TOCHUC")), by=MAKER), by=MAKER)
    text = SimpleUploadedFile("bao-cao.txt", "Báo cáo".encode(), "text/plain")
    with pytest.raises(ActionRefused) as refused:
        run("issue", report, file=text)
    assert refused.value.code in ("needs_pdf", "file_refused")
    with pytest.raises(ActionRefused, match="needs_file"):
        run("issue", report, file=None)
    assert fresh(report).state == "signed"
    assert Attachment.objects.kept().count() == 0


# role → the permissions it has on the report of its own unit, and on another's
OWN = {
    "owner_office": {"reports.review", "periods.manage"},
    "focal_point": {"reports.write"},
    "unit_head": {"reports.write", "reports.sign"},
    "clerk": {"reports.issue"},
    "leader": set(),
    "province_office": set(),
    "committee_member": set(),
    "council_member": set(),
    "field_lead": set(),
    "observer": set(),
    "administrator": set(),
    "nobody": set(),
    "gone": set(),
}
EVERYWHERE = {"owner_office": {"reports.review", "periods.manage"}}
ALL = ("reports.write", "reports.sign", "reports.issue", "reports.review", "periods.manage")


def test_who_may_do_what_with_the_own_report_and_with_another(quarter, cast):
    places = {"focal_point": "90002", "unit_head": "VATGIA", "clerk": "TOCHUC", "owner_office": "TOCHUC"}
    for role, own in OWN.items():
        account = cast[role]
        mine, other = report_of(places.get(role, "TOCHUC")), report_of("90001")
        assert {one for one in ALL if may(account, one, mine)} == own, role
        assert {one for one in ALL if may(account, one, other)} == EVERYWHERE.get(role, set()), role
        if "reports.write" not in own:
            with pytest.raises(Refused):
                save(mine, change("text:I.1", "x", "text"), by=account)


def test_reports_are_seen_as_far_as_the_role_reaches(quarter, cast):
    everything = Report.objects.count()
    seen = {role: Report.objects.visible_to(cast[role]).count() for role in OWN}
    all_of_them = (
        "owner_office",
        "leader",
        "province_office",
        "committee_member",
        "council_member",
        "field_lead",
    )
    assert {role for role, count in seen.items() if count == everything} == set(all_of_them)
    assert {role: seen[role] for role in ("focal_point", "unit_head", "clerk")} == {
        "focal_point": 1,
        "unit_head": 1,
        "clerk": 1,
    }
    assert {role for role, count in seen.items() if not count} == {
        "observer",
        "administrator",
        "nobody",
        "gone",
    }
