"""Addresses of reporting: Vietnamese, lower case, no diacritics; stable."""

from __future__ import annotations

from django.urls import path

from sauro.reporting.views import figures, paper, periods, report, value

app_name = "reporting"

urlpatterns = [
    path("bao-cao", periods.periods, name="periods"),
    path("bao-cao/lap-nam", periods.plan_year, name="plan_year"),
    path("bao-cao/dot-xuat", periods.on_demand, name="on_demand"),
    path("bao-cao/<str:period>", periods.period, name="period"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>", paper.paper, name="paper"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/soan", paper.compose_paper, name="paper_compose"),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/phan/<str:code>", paper.section, name="paper_section"),
    path(
        "bao-cao/<str:period>/tong-hop/<slug:kind>/phan/<str:code>/goc", paper.restore, name="paper_restore"
    ),
    path("bao-cao/<str:period>/tong-hop/<slug:kind>/buoc/<slug:what>", paper.do, name="paper_do"),
    path("bao-cao/<str:period>/ky/<slug:what>", periods.period_do, name="period_do"),
    path("bao-cao/<str:period>/so-lieu", figures.figures, name="figures"),
    path("bao-cao/<str:period>/so-lieu/<str:row>", figures.figure, name="figure"),
    path("bao-cao/<str:period>/<str:unit>/gia-tri", value.value, name="value"),
    path("bao-cao/<str:period>/<str:unit>/gia-tri/<int:remark>/xong", value.close, name="close_remark"),
    path("bao-cao/<str:period>/<str:unit>/luu", report.save, name="save"),
    path("bao-cao/<str:period>/<str:unit>", report.report, name="report"),
    path("bao-cao/<str:period>/<str:unit>/<slug:what>", report.do, name="do"),
]
