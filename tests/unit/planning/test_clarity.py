"""How clear a task is, facet by facet."""

from __future__ import annotations

from datetime import date

import pytest

from sauro.engine.planning.clarity import judge, judge_when
from sauro.engine.planning.model import Anchor, Clarity, Facet, Product, Target, UnitRef, When

HERE = Anchor(0, 1)
AGENCY = UnitRef("Sở Y tế", HERE)
GROUP = UnitRef("các sở, ngành", HERE, group=True)
TARGET = Target("", "100%", HERE, 100, "%")


def facet(
    which: Facet,
    text: str = "Mở lớp học.",
    *,
    lead: tuple[UnitRef, ...] = (),
    support: tuple[UnitRef, ...] = (),
    product: Product | None = None,
    targets: tuple[Target, ...] = (),
    cell_product: bool = False,
    led: bool = False,
) -> str:
    judged = judge(
        text,
        lead=lead,
        support=support,
        when=When("missing"),
        product=product,
        targets=targets,
        cell_product=cell_product,
        led=led,
    )
    assert [one for one, _ in judged] == list(Facet)
    return dict(judged)[which].value


def test_who() -> None:
    assert facet(Facet.WHO, lead=(AGENCY,)) == "clear"
    assert facet(Facet.WHO, lead=(GROUP, AGENCY)) == "clear"
    assert facet(Facet.WHO, lead=(GROUP,)) == "partial"
    assert facet(Facet.WHO, support=(AGENCY,)) == "partial"
    assert facet(Facet.WHO) == "missing"


@pytest.mark.parametrize(
    ("text", "clarity"),
    [
        ("Mở lớp học.", "clear"),
        ("Mở lớp học cho các", "partial"),
        ("Mở lớp,", "partial"),
        ("Mở", "partial"),
        ("…", "missing"),
    ],
)
def test_what(text: str, clarity: str) -> None:
    assert facet(Facet.WHAT, text) == clarity


@pytest.mark.parametrize(
    ("when", "clarity"),
    [
        (When("date", due=date(2031, 1, 2)), Clarity.CLEAR),
        (When("period", start=date(2031, 1, 1), end=date(2031, 12, 31)), Clarity.CLEAR),
        (When("period", start=date(2031, 1, 1), end=date(2032, 12, 31)), Clarity.PARTIAL),
        (When("period", start=date(2031, 1, 1), relation="from"), Clarity.PARTIAL),
        (When("period", end=date(2031, 12, 31), relation="by"), Clarity.CLEAR),
        (When("recurring", every="year"), Clarity.CLEAR),
        (When("recurring", "2 tháng/lần"), Clarity.CLEAR),
        (When("recurring", "ngày 5 đầu kỳ"), Clarity.PARTIAL),
        (When("ongoing"), Clarity.PARTIAL),
        (When("ongoing", more=(When("date", due=date(2031, 1, 2)),)), Clarity.CLEAR),
        (When("unclear", "định kỳ"), Clarity.PARTIAL),
        (When("unclear", "theo kế hoạch"), Clarity.MISSING),
        (When("missing"), Clarity.MISSING),
    ],
)
def test_when(when: When, clarity: Clarity) -> None:
    assert judge_when(when) is clarity


@pytest.mark.parametrize(
    ("text", "led", "clarity"),
    [
        ("Thủ trưởng cơ quan, đơn vị có trách nhiệm mở lớp.", False, "clear"),
        ("Chủ tịch UBND xã chịu trách nhiệm về kết quả.", False, "clear"),
        ("Mở lớp. Giám đốc Sở định kỳ rà soát.", False, "clear"),
        ("Chủ trì mở lớp.", False, "partial"),
        ("Mở lớp.", True, "partial"),
        ("Mở lớp.", False, "missing"),
        ("Tham mưu Chủ tịch UBND tỉnh tổ chức hội nghị.", False, "missing"),
    ],
)
def test_responsibility(text: str, led: bool, clarity: str) -> None:
    assert facet(Facet.RESPONSIBILITY, text, led=led) == clarity


def test_product() -> None:
    report, figure = Product("Báo cáo", HERE), Product("100%", HERE)
    assert facet(Facet.PRODUCT, product=report) == "clear"
    assert facet(Facet.PRODUCT, product=report, cell_product=True) == "clear"
    assert facet(Facet.PRODUCT, product=figure, cell_product=True) == "partial"
    assert facet(Facet.PRODUCT, targets=(TARGET,)) == "partial"
    assert facet(Facet.PRODUCT) == "missing"


@pytest.mark.parametrize(
    ("text", "clarity"),
    [
        ("Trình HĐND tỉnh thông qua nghị quyết.", "clear"),
        ("Tham mưu UBND tỉnh, Chủ tịch UBND tỉnh ban hành chính sách.", "clear"),
        ("Xây dựng dự thảo Quyết định của Chủ tịch UBND tỉnh.", "clear"),
        ("Tham mưu mở lớp.", "missing"),
        ("Báo cáo kết quả về UBND tỉnh.", "missing"),
    ],
)
def test_authority(text: str, clarity: str) -> None:
    assert facet(Facet.AUTHORITY, text) == clarity


def test_a_cell_may_name_the_authority() -> None:
    assert (
        facet(Facet.AUTHORITY, product=Product("Quyết định của UBND tỉnh", HERE), cell_product=True)
        == "clear"
    )
