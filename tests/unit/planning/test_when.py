"""Time in running text, and what no text can make of the reader."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.planning.model import When
from sauro.engine.planning.when import read_when

PIECES = st.sampled_from(
    [
        "trước ngày",
        "15/12/2031",
        "31/02/2031",
        "hằng năm",
        "quý",
        "II",
        "/",
        "2031",
        "đến",
        "từ",
        "tháng",
        "13",
        "99",
        "hết",
        "năm",
        "và các năm tiếp theo",
        "(",
        ")",
        ";",
        ".",
        "“",
        "”",
        "kể từ",
        "thường xuyên",
        "Nghị quyết số",
        "12/NQ-CP",
        "theo",
        "định kỳ",
        "lần",
        "30/6",
        "\n",
        "hoà",
        "hòa",
        "́",
        "0",
    ]
)


def said(text: str) -> tuple[str, date | None, str | None]:
    when = read_when(text, cell=False)
    return when.kind, when.due, when.every


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gửi kết quả rà soát trước ngày 15 tháng 12 năm 2031.", ("date", date(2031, 12, 15), None)),
        (
            "Ban hành Quyết định về quy trình nội bộ trước ngày 30 tháng 6 năm 2031.",
            ("date", date(2031, 6, 30), None),
        ),
        ("Báo cáo kết quả hằng năm (trước ngày 15 tháng 11).", ("recurring", None, "year")),
        ("Tổng hợp, báo cáo trước ngày 30/11 hằng năm.", ("recurring", None, "year")),
        ("Định kỳ hằng quý báo cáo kết quả.", ("recurring", None, "quarter")),
        ("Hoàn thành trong quý I năm 2031.", ("period", None, None)),
        ("Thường xuyên rà soát đội ngũ.", ("ongoing", None, None)),
        ("Tháo gỡ kịp thời vướng mắc.", ("ongoing", None, None)),
        ("Mở lớp đọc sách từ năm học 2031 - 2032.", ("unclear", None, None)),
        ("Kiểm tra định kỳ hoặc đột xuất.", ("unclear", None, None)),
        ("Gửi sách trước 16 giờ 30 ngày 05/9/2031.", ("date", date(2031, 9, 5), None)),
        ("Gửi sách trước 05 ngày làm việc.", ("unclear", None, None)),
        ("Báo lịch trước ngày kiểm tra ít nhất 03 ngày.", ("unclear", None, None)),
        ("Mở kho ngay sau khi Đề án được thông qua.", ("unclear", None, None)),
        ("Đếm sách 2 tháng/lần.", ("recurring", None, None)),
        ("Mở lớp trước ngày 20 tháng 6 và 20 tháng 12 hằng năm.", ("recurring", None, "year")),
        ("Gửi kế hoạch trong thời hạn 10 ngày kể từ ngày nhận văn bản.", ("unclear", None, None)),
    ],
)
def test_running_text_that_speaks_of_its_time(
    text: str, expected: tuple[str, date | None, str | None]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Quán triệt Nghị quyết số 31-NQ/TU ngày 08/9/2031 của Tỉnh ủy.",
        "Triển khai Luật Thư viện ngày 21 tháng 11 năm 2031.",
        "Theo dõi Quyết định số 14/QĐ-UBND ngày 25/9/2031 của Chủ tịch UBND tỉnh.",
        "Hoàn thành các nhiệm vụ của Đề án “Đọc sách mỗi tuần giai đoạn 2031 - 2033, tầm nhìn đến năm 2040”.",
        "Xây dựng Đề án phát triển thư viện giai đoạn 2031 - 2035.",
        "Tổ chức hoạt động hưởng ứng “Ngày sách 21/4”.",
        "Bố trí kinh phí chi thường xuyên cho thư viện.",
        "Thực hiện Nghị quyết Đại hội nhiệm kỳ 2031 - 2036.",
        "Tăng số bạn đọc so với năm trước.",
        "Giảm từ 1/3 đến 1/2 số thủ tục.",
        "Trước mắt trồng 3 hàng cây.",
        "Nâng chất lượng phục vụ bạn đọc.",
        "",
    ],
)
def test_dates_of_other_things_are_not_the_tasks(text: str) -> None:
    assert read_when(text, cell=False) == When("missing")


def test_two_deadlines_of_one_text_are_both_kept() -> None:
    text = "+ Các xã gửi báo cáo trước ngày 15/12/2031.\n+ Sở tổng hợp trước ngày 31/12/2031."
    when = read_when(text, cell=True)
    assert [one.due for one in (when, *when.more)] == [date(2031, 12, 15), date(2031, 12, 31)]
    assert when.text == text.removesuffix(".")


def test_of_several_times_of_a_sentence_the_firmest_stands_first() -> None:
    when = read_when("Kiểm tra 30% thư viện mỗi năm; báo cáo trước ngày 30 tháng 11 hằng năm.", cell=False)
    assert (when.every, when.on_day, when.relation) == ("year", "11-30", "before")
    assert [one.text for one in when.more] == ["mỗi năm"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Hằng năm.", "Hằng năm"),
        ("Quý III năm 2031).", "Quý III năm 2031"),
        ("Hằng năm (trước ngày 15/11).", "Hằng năm (trước ngày 15/11)"),
        ("Định kỳ;", "Định kỳ"),
    ],
)
def test_the_words_of_a_time_bear_no_stray_sign(cell: str, text: str) -> None:
    assert read_when(cell, cell=True).text == text


def test_a_year_broken_by_a_space_is_not_guessed() -> None:
    assert read_when("Trước 20/01/2 031", cell=True, years=(2031, 2031)).kind == "unclear"


def test_the_spelling_school_and_the_unicode_form_do_not_matter() -> None:
    assert (
        read_when("Quý II/2031", cell=True).start
        == read_when("QUÝ II/2031", cell=True).start
        == date(2031, 4, 1)
    )


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2150, 12, 31)))
def test_every_day_of_the_calendar_is_read_in_every_way_of_writing_it(day: date) -> None:
    for written in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    ):
        assert read_when(f"Trước {written}", cell=True).due == day


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 20), st.integers(2000, 2100))
def test_a_day_that_no_calendar_has_is_unclear(day: int, month: int, year: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None
    when = read_when(f"{day:02d}/{month:02d}/{year}", cell=True)
    assert when.due == expected
    assert when.kind == ("date" if expected else "unclear")


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(2000, 2100))
def test_a_month_lasts_from_its_first_to_its_last_day(month: int, year: int) -> None:
    when = read_when(f"tháng {month}/{year}", cell=True)
    assert when.start == date(year, month, 1)
    assert when.end is not None
    assert (when.end + timedelta(days=1)).day == 1
    assert when.end.month == month


def check_places(when: When, text: str) -> None:
    for one in (when, *when.more):
        assert (one.anchor is None) == (one.kind == "missing")
        if one.anchor is not None:
            assert text[one.anchor.start : one.anchor.end] == one.text
        assert not (one.start and one.end and one.start > one.end)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=24).map(" ".join), st.booleans())
def test_words_of_time_in_any_order_are_read_without_an_error(text: str, cell: bool) -> None:
    check_places(read_when(text, cell=cell), text)


@settings(deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_any_text_is_read_without_an_error(text: str, cell: bool) -> None:
    check_places(read_when(text, cell=cell), text)
