"""Papers as files: a unit's own report, the letters of a period, whom to call; who may have which."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from integration.reporting import world
from integration.reporting.reading import links_in, text_of_docx
from integration.reporting.test_flow import pdf
from sauro.engine.reports.compose import Question, composed
from sauro.engine.reports.rows import Type
from sauro.people.actions.signing import Signing, begin_signing
from sauro.people.states import Capacity
from sauro.reporting.actions import flow, periods, province
from sauro.reporting.models import Period, Report
from sauro.reporting.papers import letters, sections, unit_report
from sauro.reporting.papers.chasing import chase_of
from sauro.reporting.papers.province import docx_of
from sauro.reporting.refusals import ActionRefused
from worlds.cast import MAKER, Cast, unit

pytestmark = pytest.mark.django_db

WEEKS_LATER = date(2026, 9, 25)


def client_of(cast: Cast, role: str) -> Client:
    browser = Client()
    browser.force_login(cast[role])
    return browser


def test_a_units_own_report_from_draft_to_issue(busy_quarter: Period, files_root) -> None:  # type: ignore[no-untyped-def]
    above = begin_signing(
        signing=Signing(
            unit("90001"),
            "Người đứng đầu",
            "Chủ tịch",
            Capacity.TM,
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
            date(2026, 1, 1),
        ),
        by=MAKER,
    )
    deputy = begin_signing(
        signing=Signing(
            unit("90001"), "Người cấp phó", "Phó Chủ tịch", Capacity.KT, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
            date(2026, 1, 1), under=above,
        ),
        by=MAKER,
    )  # fmt: skip
    report = world.report_of("90001")
    draft = text_of_docx(unit_report.docx_of(report))
    assert "Bản dự thảo lập từ số liệu đang nhập" in draft
    assert "PHƯỜNG CỬA SÔNG" in draft
    assert "Số:      /BC-UBND" in draft
    world.save(report, world.change("cchc:2.1.2", "4"), world.change("text:II.1", "Đã rà soát.", "text"))
    report = flow.present(report=world.passed(report), by=MAKER)
    report = flow.sign(report=report, by=MAKER, authority=deputy.code)
    signed = unit_report.docx_of(report)
    text = text_of_docx(signed)
    for line in (
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Người cấp phó",
        "Đã rà soát",
        "Số:      /BC-UBND",
    ):
        assert line in text
    assert unit_report.docx_of(world.fresh(report)) == signed
    assert any(one.endswith("/bao-cao/2026-Q3/90001?phan=so-lieu") for one in links_in(signed))
    report = flow.issue(report=report, by=MAKER, number="31/BC-UBND", issued_on=date(2026, 9, 10), file=pdf())
    text = text_of_docx(unit_report.docx_of(report))
    assert "Số: 31/BC-UBND" in text
    assert "Cửa Sông, ngày 10 tháng 9 năm 2026" in text


def test_a_report_on_demand(quarter: Period) -> None:
    questions = [
        Question(name="Số hồ sơ quá hạn", type=Type.COUNT, unit="Hồ sơ"),
        Question(name="Nguyên nhân", type=Type.TEXT),
    ]
    period = periods.open_on_demand(
        name="Tình hình hồ sơ quá hạn",
        ground="Công văn 12/UBND-NC",
        form=composed("hosoquahan", "Hồ sơ quá hạn", questions),
        units=["TOCHUC", "90001"],
        due_on=date(2026, 9, 20),
        by=MAKER,
    )
    for code, count in (("TOCHUC", "5"), ("90001", "7")):
        report = world.report_of(code, period.code)
        world.save(report, world.change("own:1", count), world.change("own:2", "Thiếu người.\nMáy hỏng."))
        world.sent(report)
        text = text_of_docx(unit_report.docx_of(world.fresh(report)))
        assert "Công văn 12/UBND-NC" in text
        assert count in text
    paper = province.start_paper(period=period, paper="on_demand", by=MAKER)
    paper = province.take_figures(paper=paper, by=MAKER).paper
    known = sections.figures_for(paper)
    for _code, _heading, words in sections.sections_of(paper):
        assert not any(mark not in known for mark in sections.marks.used(words))
    text = text_of_docx(docx_of(paper))
    assert "Số hồ sơ quá hạn: 12 hồ sơ" in text
    assert "Phường Cửa Sông: Thiếu người; Máy hỏng" in text
    letter = letters.ask_letter(
        period, list(Report.objects.filter(period=period).select_related("unit")), date(2026, 9, 10)
    )
    assert "UBND phường Cửa Sông" in text_of_docx(letter)


def test_who_is_late_is_called_and_written_to(quarter: Period, cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    for code in ("TOCHUC", "90001"):
        world.sent(world.report_of(code))
    assert chase_of(quarter, timezone.now()).late == ()
    with pytest.raises(ActionRefused, match="nobody_late"):
        letters.chase_letter(quarter, (), world.TODAY)
    office = client_of(cast, "owner_office")
    page = office.get(reverse("reporting:chase", args=["2026-Q3"]))
    assert "Chưa có đơn vị nào quá hạn" in page.content.decode()
    world.stop_the_clock(monkeypatch, WEEKS_LATER)
    office = client_of(cast, "owner_office")  # the session of two weeks ago has ended
    late = chase_of(quarter, timezone.now()).late
    assert [one.report.unit.code for one in late] == ["VATGIA", "90003", "90002"]
    assert [one.late_days for one in late] == [10, 10, 10]
    assert [one.name for one in late[2].officers] == ["Người focal_point"]
    shown = office.get(reverse("reporting:chase", args=["2026-Q3"])).content.decode()
    assert "3 đơn vị đã quá hạn" in shown
    assert "focal.point@thachlam.test" in shown
    assert "Trạm Hải đăng" in shown.partition("Nội dung đề nghị phối hợp")[2]
    letter = office.get(reverse("reporting:chase_letter", args=["2026-Q3"]))
    assert letter["Content-Disposition"] == "attachment; filename*=UTF-8''cong-van-don-doc-2026-Q3.docx"
    text = text_of_docx(letter.content)
    assert "V/v đôn đốc gửi báo cáo quý III năm 2026" in " ".join(text.split())
    assert "UBND xã Đồi Thông" in text
    assert "Trạm Hải đăng" not in text
    assert "15/9/2026" in text


FILES = {
    "unit_docx": ("2026-Q3", "90001"),
    "paper_docx": ("2026-Q3", "cchc"),
    "paper_annex": ("2026-Q3", "cchc"),
    "paper_submission": ("2026-Q3", "cchc"),
    "chase": ("2026-Q3",),
    "chase_letter": ("2026-Q3",),
    "ask_letter": ("2026-Q3",),
}
EVERYBODY = set(FILES)
DRAFTS = {"unit_docx", "paper_docx", "paper_annex"}
MAY = {
    "owner_office": EVERYBODY,
    "leader": {*DRAFTS, "paper_submission"},
    "province_office": {*DRAFTS, "paper_submission"},
    "focal_point": set(),
    "unit_head": set(),
    "clerk": set(),
    "nobody": set(),
}


def test_who_may_have_which_file(quarter: Period, cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    world.sent(world.report_of("TOCHUC"))
    paper = province.start_paper(period=quarter, paper="cchc", by=MAKER)
    province.take_figures(paper=paper, by=MAKER)
    world.stop_the_clock(monkeypatch, WEEKS_LATER)
    for role, may in MAY.items():
        browser = client_of(cast, role)
        got = {
            name
            for name, address in FILES.items()
            if browser.get(reverse(f"reporting:{name}", args=address)).status_code == 200
        }
        assert got == may, role
    own = client_of(cast, "focal_point").get(reverse("reporting:unit_docx", args=["2026-Q3", "90002"]))
    assert own.status_code == 200
    assert own["Content-Type"].endswith("wordprocessingml.document")
    office = client_of(cast, "owner_office")
    assert office.get(reverse("reporting:paper_annex", args=["2026-Q3", "plan"])).status_code == 404
    assert office.get(reverse("reporting:paper_docx", args=["2026-Q3", "khong-co"])).status_code == 404


def test_what_keeps_a_file_from_being_made_is_said(quarter: Period, cast: Cast) -> None:
    province.start_paper(period=quarter, paper="plan", by=MAKER)
    office = client_of(cast, "owner_office")
    answer = office.get(reverse("reporting:paper_docx", args=["2026-Q3", "plan"]), follow=True)
    assert answer.redirect_chain
    assert "Chưa tổng hợp số liệu" in answer.content.decode()
    begin_signing(
        signing=Signing(
            unit("90001"), "TS. Trần Thị Mẫu", "Trưởng", Capacity.TM, "CHỦ TỊCH", date(2026, 1, 1)
        ),
        by=MAKER,
    )
    answer = office.get(reverse("reporting:unit_docx", args=["2026-Q3", "90001"]), follow=True)
    assert "học hàm, học vị" in answer.content.decode()


def test_letters_of_every_office_are_one_set() -> None:
    from sauro import definitions

    data = yaml.safe_load(definitions.text("papers/offices.yaml"))
    assert set(data["copies"]) == {"province_report", "letter", "submission", "unit_report"}
    assert "letters" in data["unverified"]
