"""The province's paper: every line of its table, who may take which step, text that a person edited stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from integration.reporting.test_flow import Undone, now, pdf
from integration.reporting.world import passed, report_of
from sauro.people.actions.signing import Signing, begin_signing
from sauro.people.permissions import Refused
from sauro.people.states import Capacity
from sauro.reporting.actions import province as writing
from sauro.reporting.actions import province_flow as flow
from sauro.reporting.actions.snapshots import keep_figures
from sauro.reporting.models import Issued, ProvinceReport, Snapshot
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import PROVINCE_MOVES, ProvinceState
from worlds.cast import MAKER, unit

pytestmark = pytest.mark.usefixtures("files_root")

SECTIONS = [("I", "Chỉ đạo", "Đã ban hành 3 văn bản."), ("II", "Kết quả", "Đã xong 2 việc.")]
CALLS = {
    "submit": flow.submit,
    "return": flow.return_paper,
    "present": flow.present,
    "decline": flow.decline,
    "sign": flow.sign,
    "issue": flow.issue,
    "mark_sent": flow.mark_sent,
    "withdraw": flow.withdraw,
    "redo": flow.redo,
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "return": {"reason": "Thiếu đánh giá."},
    "decline": {"reason": "Chưa đồng ý."},
    "redo": {"reason": "Làm lại."},
    "withdraw": {"number": "3/TH", "issued_on": date(2026, 9, 10), "reason": "Sai."},
    "mark_sent": {"way": "Trục liên thông văn bản"},
}
WHO = {
    "submit": {"owner_office"},
    "return": {"province_office"},
    "present": {"province_office"},
    "decline": {"leader"},
    "sign": {"leader"},
    "issue": {"province_office"},
    "mark_sent": {"owner_office"},
    "withdraw": {"province_office"},
    "redo": {"owner_office"},
}


def started(period: Any, paper: str = "cchc") -> ProvinceReport:
    """A paper with figures and text, ready to be submitted."""
    made = writing.start_paper(period=period, paper=paper, by=MAKER)
    made.source = keep_figures(made, "số liệu\n", MAKER)
    ProvinceReport.objects.filter(pk=made.pk).update(source=made.source)
    writing.write_sections(paper=made, sections=SECTIONS, by=MAKER)
    return fresh(made)


def fresh(paper: ProvinceReport) -> ProvinceReport:
    return ProvinceReport.objects.select_related("period", "source").get(pk=paper.pk)


def run(action: str, paper: ProvinceReport, by: Any = MAKER) -> ProvinceReport:
    arguments = dict(ARGUMENTS.get(action, {}))
    if action == "issue":
        arguments = {"number": "1/BC-UBND", "issued_on": date(2026, 9, 10), "file": pdf()}
    return CALLS[action](paper=paper, by=by, **arguments)


def put_into(paper: ProvinceReport, state: str) -> ProvinceReport:
    ProvinceReport.objects.filter(pk=paper.pk).update(state=state)
    return fresh(paper)


def test_every_line_of_the_table_and_who_may_take_it(quarter, cast):
    paper = started(quarter)
    people = {
        role: cast[role] for role in ("owner_office", "province_office", "leader", "focal_point", "clerk")
    }
    found: dict[tuple[str, str], str] = {}
    refused: set[str] = set()
    for state in map(str, ProvinceState):
        for action in CALLS:
            if action == "issue":
                continue  # below; looking through a file takes a second
            for role, account in people.items():
                try:
                    with transaction.atomic():
                        moved = run(action, put_into(paper, state), by=account)
                        assert role in WHO[action], (state, action, role)
                        found[state, action] = moved.state
                        raise Undone
                except Undone:
                    continue
                except Refused:
                    assert role not in WHO[action], (state, action, role)
                except ActionRefused as wrong:
                    refused.add(wrong.code)
    lines = {(move.source, move.action): move.target for move in PROVINCE_MOVES}
    del lines["signed", "issue"]
    assert found == lines
    assert refused == {"paper_move"}


def test_the_whole_way(quarter, cast):
    office, examiner, leader = cast["owner_office"], cast["province_office"], cast["leader"]
    deputy = Signing(
        unit("TRUSO"),
        leader.name,
        "Phó Chủ tịch",
        Capacity.KT,
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        date(2026, 1, 1),
        account=leader,
    )
    authority = begin_signing(signing=deputy, by=MAKER)
    paper = flow.submit(paper=started(quarter), by=office)
    paper = flow.return_paper(paper=paper, by=examiner, reason="Ghi rõ nguyên nhân.")
    assert (paper.state, paper.round, paper.reason) == ("draft", 2, "Ghi rõ nguyên nhân.")
    paper = flow.present(paper=flow.submit(paper=paper, by=office), by=examiner)
    paper = flow.sign(paper=paper, by=leader)
    assert paper.signing == authority
    with pytest.raises(ActionRefused, match="paper_changed"):
        flow.issue(
            paper=paper, by=examiner, number="1/BC", issued_on=date(2026, 9, 10), file=pdf(), revision=1
        )
    paper = flow.issue(paper=paper, by=examiner, number="1/BC-UBND", issued_on=date(2026, 9, 10), file=pdf())
    issued = Issued.objects.get(paper=paper)
    assert (issued.signer_lines, issued.snapshot) == (authority.lines, paper.source)
    with pytest.raises(ActionRefused, match="needs_way"):
        flow.mark_sent(paper=paper, by=office, way="")
    paper = flow.mark_sent(paper=paper, by=office, way="Trục liên thông văn bản", sent_at=now())
    assert paper.state == "sent"
    seen = {
        role: ProvinceReport.objects.visible_to(cast[role]).count()
        for role in ("leader", "focal_point", "observer")
    }
    assert seen == {"leader": 1, "focal_point": 1, "observer": 0}


def test_a_paper_is_begun_once_and_only_where_the_period_feeds_it(quarter, cast):
    first = writing.start_paper(period=quarter, paper="plan", by=cast["owner_office"])
    assert writing.start_paper(period=quarter, paper="plan", by=cast["owner_office"]) == first
    assert first.due_on == quarter.province_due_on
    with pytest.raises(ActionRefused, match="paper_not_fed"):
        writing.start_paper(period=quarter, paper="on_demand", by=MAKER)
    with pytest.raises(Refused):
        writing.start_paper(period=quarter, paper="cchc", by=cast["province_office"])
    with pytest.raises(ActionRefused, match="paper_no_figures"):
        flow.submit(paper=first, by=MAKER)


def test_words_of_a_person_are_never_written_over(quarter):
    paper = started(quarter)
    mine = writing.edit_section(paper=paper, code="I", body="Lời của tôi.", by=MAKER, revision=1)
    assert (mine.edited, mine.revision) == (True, 2)
    with pytest.raises(ActionRefused, match="section_changed"):
        writing.edit_section(paper=paper, code="I", body="Lời khác.", by=MAKER, revision=1)
    again = [("I", "Chỉ đạo", "Đã ban hành 5 văn bản."), ("III", "Phương hướng", "Tiếp tục.")]
    rows = {one.code: one for one in writing.write_sections(paper=paper, sections=again, by=MAKER)}
    assert set(rows) == {"I", "III"}
    assert (rows["I"].written, rows["I"].body) == ("Đã ban hành 5 văn bản.", "Lời của tôi.")
    back = writing.restore_section(paper=paper, code="I", by=MAKER)
    assert (back.body, back.edited) == ("Đã ban hành 5 văn bản.", False)
    own = writing.add_section(paper=paper, heading="Kiến nghị", body="Đề nghị.", by=MAKER)
    assert own.code == "own-1"
    rows = {one.code: one for one in writing.write_sections(paper=paper, sections=again, by=MAKER)}
    assert "own-1" in rows
    flow.submit(paper=fresh(paper), by=MAKER)
    with pytest.raises(ActionRefused, match="paper_locked"):
        writing.edit_section(paper=paper, code="I", body="Muộn.", by=MAKER)


def test_the_same_figures_make_no_new_snapshot(quarter):
    paper = writing.start_paper(period=quarter, paper="cchc", by=MAKER)
    first = writing.take_figures(paper=paper, by=MAKER)
    second = writing.take_figures(paper=paper, by=MAKER)
    assert (first.new, second.new) == (True, False)
    passed(report_of("90002"))
    third = writing.take_figures(paper=paper, by=MAKER)
    assert third.new
    rounds = Snapshot.objects.filter(paper=paper).values_list("round", flat=True)
    assert list(rounds) == [1, 2]
