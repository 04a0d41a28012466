"""The province's papers: written from the snapshot alone, every figure linked, the same bytes for the same snapshot."""

from __future__ import annotations

from datetime import date

import pytest

from integration.reporting import world
from integration.reporting.reading import links_in, text_of_docx
from integration.reporting.test_flow import pdf
from sauro.engine.documents.sheets import read_sheets
from sauro.reporting.actions import flow, province, province_flow
from sauro.reporting.models import Period, ProvinceReport
from sauro.reporting.papers import annex_xlsx, marks, sections
from sauro.reporting.papers.cchc_annex import annex_tables
from sauro.reporting.papers.province import docx_of
from sauro.reporting.papers.submission import submission_of
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db

LATE = {
    "state": "late",
    "progress": "40",
    "difficulty": "Chưa có phần mềm {{dùng chung}}.",
    "next": "Hoàn thành trong tháng.",
}
DONE = {"state": "done", "progress": "100", "product": "Quyết định 12/QĐ-UBND"}


def tell(period: Period, code: str, fields: dict[str, str]) -> None:
    """Every task of the unit with these fields, and the report sent."""
    report = world.report_of(code, period.code)
    keys = {row for row, _field in world.queries.values_of(report) if row.startswith("task:")}
    typed = [world.change(key, words, field) for key in sorted(keys) for field, words in fields.items()]
    world.save(report, *typed)
    world.sent(report)


def paper_of(period: Period, kind: str) -> ProvinceReport:
    paper = province.start_paper(period=period, paper=kind, by=MAKER)
    return province.take_figures(paper=paper, by=MAKER).paper


def all_led_home(paper: ProvinceReport, root: str) -> str:
    """No mark is left or unknown, each figure leads into the period; the words of the document."""
    known = sections.figures_for(paper)
    for _code, _heading, text in sections.sections_of(paper):
        assert not marks.problems(text, text, known)
    data = docx_of(paper)
    addresses = links_in(data)
    assert addresses
    assert all(one.startswith(f"{root}/bao-cao/{paper.period.code}") for one in addresses)
    text = text_of_docx(data)
    assert "{{so:" not in text
    assert "không rõ số liệu" not in text
    return text


def test_the_report_on_the_plan(busy_quarter: Period, settings) -> None:  # type: ignore[no-untyped-def]
    tell(busy_quarter, "TOCHUC", LATE)
    tell(busy_quarter, "90001", DONE)
    paper = paper_of(busy_quarter, "plan")
    text = all_led_home(paper, settings.SITE_ROOT)
    assert "Số:      /BC-UBND" in text
    assert "Kế hoạch số 15/KH-UBND" in text
    assert "2/5 đơn vị" in text
    assert "Chưa có phần mềm { {dùng chung}}" in text
    assert "Quyết định 12/QĐ-UBND" in text
    assert "Chưa có báo cáo được tổng hợp" in text
    assert paper.source is not None
    assert paper.source.sha256 in text
    before = docx_of(paper)
    flow.return_report(report=world.report_of("90001"), reason="Thiếu số", by=MAKER)
    again = ProvinceReport.objects.select_related("period", "source").get(pk=paper.pk)
    assert docx_of(again) == before
    taken = province.take_figures(paper=again, by=MAKER)
    assert taken.new
    assert docx_of(taken.paper) != before


def test_the_report_on_reform_and_its_annex(quarter: Period, settings) -> None:  # type: ignore[no-untyped-def]
    report = world.report_of("TOCHUC")
    world.save(
        report,
        world.change("cchc:1.1", "12", estimated=True, as_of="5/9/2026"),
        world.change("cchc:1.3.1", "-", reason="Chưa đến kỳ kiểm tra"),
        world.change("text:I.1", "Đã ban hành 2 chỉ thị.\n- Đối thoại với doanh nghiệp.", "text"),
    )
    for code in ("TOCHUC", "90001"):
        world.sent(world.report_of(code))
    paper = paper_of(quarter, "cchc")
    text = all_led_home(paper, settings.SITE_ROOT)
    assert "Đã ban hành 2 chỉ thị" in text
    gathered = sections.gathered_of(paper)
    tables = annex_tables(gathered)
    assert len(tables) == 7
    lines = {line.key: line for table in tables for line in table.lines}
    assert len(lines) == 123
    for line in lines.values():
        one = gathered.consolidated().get(line.key)
        if one is None:
            assert line.heading
        elif one.value is None:
            assert line.text == "-"
            assert line.note, line
        elif one.value.number is not None:
            assert line.number == one.value.number
    assert (lines["cchc:1.1"].code, lines["cchc:1.1"].text) == ("1", "12")
    assert lines["cchc:1.1"].note == "Số ước; Tính đến ngày 5/9/2026"
    assert lines["cchc:1.3.1"].text == "-"
    assert lines["cchc:1.3.1"].note == "Cơ quan Tổ chức và Thi đua: Chưa đến kỳ kiểm tra"
    assert "1/3 xã" in lines["cchc:2.1.2"].note
    rows = read_sheets(annex_xlsx.workbook_of(paper))[0].rows[3:]
    printed = [line for table in tables for line in (table, *table.lines)]
    assert len(rows) == len(printed) == 130
    for row, line in zip(rows, printed, strict=True):
        if hasattr(line, "lines"):
            assert line.name in row[0]
            continue
        assert (str(row[0]), row[1]) == (line.code, line.name)
        if not line.heading:
            assert row[3] == (line.number if line.number is not None else "-")
    assert annex_xlsx.workbook_of(paper) == annex_xlsx.workbook_of(paper)


def test_edited_words_are_printed_and_lost_figures_said(quarter: Period) -> None:
    world.sent(world.report_of("TOCHUC"))
    paper = paper_of(quarter, "plan")
    written = province.write_sections(paper=paper, sections=sections.sections_of(paper), by=MAKER)
    known = sections.figures_for(paper)
    part = next(one for one in written if one.code == "I.1")
    body = "Các đơn vị báo cáo nghiêm túc: {{so:bao-cao.da-gui}} báo cáo, {{so:khong-co}}."
    edited = province.edit_section(paper=paper, code="I.1", body=body, by=MAKER)
    province.add_section(paper=paper, heading="Việc cần xin ý kiến", body="Xin ý kiến về thời hạn.", by=MAKER)
    said = sections.problem_words(part.written, edited.body, known)
    assert any("khong-co" in one for one in said)
    assert any("bao-cao.phai-gui" in one for one in said)
    text = text_of_docx(docx_of(paper))
    assert "Các đơn vị báo cáo nghiêm túc: 1 báo cáo, [không rõ số liệu: so:khong-co]." in text
    assert text.index("VIỆC CẦN XIN Ý KIẾN") < text.index("Trên đây là báo cáo")
    shown = sections.shown(paper, body)
    assert shown[0].parts[1][0] == "1"
    assert shown[0].parts[1][1].endswith("/bao-cao/2026-Q3")
    submitted = text_of_docx(submission_of(paper))
    assert "Tình hình gửi báo cáo" in submitted
    assert "1/5 đơn vị phải báo cáo" in submitted


def test_nobody_said_anything(quarter: Period) -> None:
    for kind in ("plan", "cchc"):
        paper = paper_of(quarter, kind)
        text = text_of_docx(docx_of(paper))
        assert "Chưa có đơn vị nào có báo cáo được tổng hợp" in text
        assert "{{" not in text


def test_number_and_day_are_blank_until_issued(quarter: Period, files_root) -> None:  # type: ignore[no-untyped-def]
    paper = paper_of(quarter, "plan")
    province.write_sections(paper=paper, sections=sections.sections_of(paper), by=MAKER)
    paper = province_flow.submit(paper=paper, by=MAKER)
    paper = province_flow.present(paper=paper, by=MAKER)
    paper = province_flow.sign(paper=paper, by=MAKER)
    assert "Số:      /BC-UBND" in text_of_docx(docx_of(paper))
    issued = {"number": "245/BC-UBND", "issued_on": date(2026, 9, 10), "file": pdf()}
    paper = province_flow.issue(paper=paper, by=MAKER, **issued)
    text = text_of_docx(docx_of(paper))
    assert "Số: 245/BC-UBND" in text
    assert "ngày 10 tháng 9 năm 2026" in text
    assert docx_of(paper) == docx_of(ProvinceReport.objects.get(pk=paper.pk))
