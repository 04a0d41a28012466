"""Addresses of reporting: Vietnamese, lower case, no diacritics; stable."""

from __future__ import annotations

from django.urls import path

from sauro.reporting.views import documents, figures, paper, periods, report, sheet, value

app_name = "reporting"

urlpatterns = [
    path("bao-cao", periods.periods, name="periods"),
    path("bao-cao/lap-nam", periods.plan_year, name="plan_year"),
    path("bao-cao/ke-hoach-nam", periods.yearly_plan, name="yearly_plan"),
    path("bao-cao/dot-xuat", periods.on_demand, name="on_demand"),
    path("bao-cao/<str:period>", periods.period, name="period"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>", paper.paper, name="paper"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/soan", paper.compose_paper, name="paper_compose"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/phan/<str:code>", paper.section, name="paper_section"),
    path(
        "bao-cao/<str:period>/tong-hop/<slug:kind>/phan/<str:code>/goc", paper.restore, name="paper_restore"
    ),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/buoc/<slug:what>", paper.do, name="paper_do"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/van-ban", documents.paper_docx, name="paper_docx"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/phu-luc.xlsx", documents.paper_annex, name="paper_annex"),
    path(
        "bao-cao/<str:period>/tong-hop/<slug:kind>/to-trinh",
        documents.paper_submission,
        name="paper_submission",
    ),
    path("bao-cao/<str:period>/don-vi", periods.reporters, name="reporters"),
    path("bao-cao/<str:period>/don-doc", documents.chase, name="chase"),
    path("bao-cao/<str:period>/don-doc/cong-van", documents.chase_letter, name="chase_letter"),
    path("bao-cao/<str:period>/don-doc/cong-van-yeu-cau", documents.ask_letter, name="ask_letter"),
    path("bao-cao/<str:period>/<str:unit>/van-ban", documents.unit_docx, name="unit_docx"),
    path("bao-cao/<str:period>/ky/<slug:what>", periods.period_do, name="period_do"),
    path("bao-cao/<str:period>/so-lieu", figures.figures, name="figures"),
    path("bao-cao/<str:period>/so-lieu/<str:row>", figures.figure, name="figure"),
    path("bao-cao/<str:period>/<str:unit>/gia-tri", value.value, name="value"),
    path("bao-cao/<str:period>/<str:unit>/gia-tri/<str:number>/xong", value.close, name="close_remark"),
    path("bao-cao/<str:period>/<str:unit>/bang-tinh", sheet.sheet, name="sheet"),
    path("bao-cao/<str:period>/<str:unit>/bang-tinh.xlsx", sheet.sheet_file, name="sheet_file"),
    path("bao-cao/<str:period>/<str:unit>/luu", report.save, name="save"),
    path("bao-cao/<str:period>/<str:unit>", report.report, name="report"),
    path("bao-cao/<str:period>/<str:unit>/<slug:what>", report.do, name="do"),
]
