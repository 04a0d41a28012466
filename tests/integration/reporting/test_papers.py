"""The province's papers: written from the snapshot alone, every figure linked, the same bytes for the same snapshot."""

from __future__ import annotations

from datetime import date

import pytest

from integration.reporting import world
from integration.reporting.reading import links_in, text_of_docx
from sauro.reporting.actions import flow, province, province_flow
from sauro.reporting.models import Period, ProvinceReport
from sauro.reporting.papers import marks, sections
from sauro.reporting.papers.cchc_annex import annex_tables
from sauro.reporting.papers.province import docx_of
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db

SLOW = {
    "state": "late",
    "progress": "40",
    "difficulty": "Chưa có phần mềm dùng chung.",
    "next": "Hoàn thành trong tháng.",
}


@pytest.fixture
def told(busy_quarter: Period) -> Period:
    """Two units have sent: one late with its reason, one with everything done; the others are silent."""
    for code, fields in (
        ("TOCHUC", SLOW),
        ("90001", {"state": "done", "progress": "100", "product": "Quyết định 12/QĐ-UBND"}),
    ):
        report = world.report_of(code)
        keys = {row for (row, _field) in world.queries.values_of(report) if row.startswith("task:")}
        world.save(
            report,
            *(world.change(key, typed, field) for key in sorted(keys) for field, typed in fields.items()),
        )
        world.sent(report)
    return busy_quarter


def paper_of(period: Period, kind: str) -> ProvinceReport:
    paper = province.start_paper(period=period, paper=kind, by=MAKER)
    return province.take_figures(paper=paper, by=MAKER).paper


def test_the_report_on_the_plan_says_what_was_told(told: Period) -> None:
    paper = paper_of(told, "plan")
    text = text_of_docx(docx_of(paper))
    assert "BÁO CÁO" in text
    assert "Số:      /BC-UBND" in text
    assert "Kết quả thực hiện" in text
    assert "Chưa có phần mềm dùng chung" in text
    assert "Quyết định 12/QĐ-UBND" in text
    assert paper.source is not None
    assert paper.source.sha256 in text
    assert "Chưa có báo cáo được tổng hợp" in text


@pytest.mark.parametrize("kind", ["plan", "cchc"])
def test_no_mark_is_left_and_each_figure_leads_to_its_source(told: Period, kind: str, settings) -> None:  # type: ignore[no-untyped-def]
    paper = paper_of(told, kind)
    known = sections.figures_for(paper)
    for _code, _heading, text in sections.sections_of(paper):
        assert not marks.problems(text, text, known)
    data = docx_of(paper)
    text = text_of_docx(data)
    assert "{{" not in text
    assert "không rõ số liệu" not in text
    addresses = links_in(data)
    assert addresses
    assert all(one.startswith(f"{settings.SITE_ROOT}/bao-cao/2026-Q3") for one in addresses)


@pytest.mark.parametrize("kind", ["plan", "cchc"])
def test_same_snapshot_same_bytes_whatever_units_do_later(told: Period, kind: str) -> None:
    paper = paper_of(told, kind)
    before = docx_of(paper)
    flow.return_report(report=world.report_of("90001"), reason="Thiếu số", by=MAKER)
    again = ProvinceReport.objects.select_related("period", "source").get(pk=paper.pk)
    assert docx_of(again) == before
    taken = province.take_figures(paper=again, by=MAKER)
    assert taken.new
    assert docx_of(taken.paper) != before


def test_the_annex_has_every_row_of_the_form_and_the_consolidated_numbers(told: Period) -> None:
    paper = paper_of(told, "cchc")
    gathered = sections.gathered_of(paper)
    tables = annex_tables(gathered)
    assert len(tables) == 7
    assert sum(len(one.lines) for one in tables) == 123
    for table in tables:
        for line in table.lines:
            if line.heading:
                continue
            one = gathered.consolidated()[line.key]
            if one.value is None:
                assert line.text == "-"
                assert line.note, line
            elif one.value.number is not None:
                assert line.number == one.value.number
    first = tables[0].lines[0]
    assert (first.code, first.text) == ("1", "0")


def test_who_was_silent_is_said_beside_the_figure(told: Period) -> None:
    paper = paper_of(told, "cchc")
    lines = {line.key: line for table in annex_tables(sections.gathered_of(paper)) for line in table.lines}
    assert "1/3 xã" in lines["cchc:2.1.2"].note


def test_edited_words_are_printed_and_lost_figures_said(told: Period) -> None:
    paper = paper_of(told, "plan")
    written = province.write_sections(paper=paper, sections=sections.sections_of(paper), by=MAKER)
    known = sections.figures_for(paper)
    part = next(one for one in written if one.code == "I.1")
    body = "Các đơn vị báo cáo nghiêm túc: {{so:bao-cao.da-gui}} báo cáo, {{so:khong-co}}."
    edited = province.edit_section(paper=paper, code="I.1", body=body, by=MAKER)
    said = sections.problem_words(part.written, edited.body, known)
    assert any("khong-co" in one for one in said)
    assert any("bao-cao.phai-gui" in one for one in said)
    text = text_of_docx(docx_of(paper))
    assert "Các đơn vị báo cáo nghiêm túc: 2 báo cáo, [không rõ số liệu: so:khong-co]." in text
    shown = sections.shown(paper, body)
    assert [part[0] for part in shown[0].parts][1] == "2"
    assert shown[0].parts[1][1].endswith("/bao-cao/2026-Q3")


def test_nobody_said_anything(quarter: Period) -> None:
    for kind in ("plan", "cchc"):
        paper = paper_of(quarter, kind)
        text = text_of_docx(docx_of(paper))
        assert "Chưa có đơn vị nào có báo cáo được tổng hợp" in text
        assert "{{" not in text


def test_number_and_day_are_blank_until_issued(told: Period, monkeypatch, files_root) -> None:  # type: ignore[no-untyped-def]
    from integration.reporting.test_flow import pdf

    paper = paper_of(told, "plan")
    province.write_sections(paper=paper, sections=sections.sections_of(paper), by=MAKER)
    paper = province_flow.submit(paper=paper, by=MAKER)
    paper = province_flow.present(paper=paper, by=MAKER)
    paper = province_flow.sign(paper=paper, by=MAKER)
    before = docx_of(paper)
    assert "Số:      /BC-UBND" in text_of_docx(before)
    paper = province_flow.issue(
        paper=paper, by=MAKER, number="245/BC-UBND", issued_on=date(2026, 9, 10), file=pdf()
    )
    text = text_of_docx(docx_of(paper))
    assert "Số: 245/BC-UBND" in text
    assert "ngày 10 tháng 9 năm 2026" in text
    assert docx_of(paper) == docx_of(ProvinceReport.objects.get(pk=paper.pk))
