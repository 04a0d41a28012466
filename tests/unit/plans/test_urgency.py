"""The words of a deadline: calendar days, only while it presses."""

from __future__ import annotations

from datetime import date

import pytest

from sauro.plans.urgency import due_words, status, urgency

TODAY = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("state", "due_on", "code", "words", "days"),
    [
        ("not_started", None, "todo", "Chưa bắt đầu", ""),
        ("not_started", date(2026, 9, 14), "late", "Quá hạn", "quá 1 ngày"),
        ("in_progress", date(2026, 7, 1), "late", "Quá hạn", "quá 76 ngày"),
        ("in_progress", date(2026, 9, 15), "soon", "Sắp đến hạn", "hạn hôm nay"),
        ("not_started", date(2026, 9, 29), "soon", "Sắp đến hạn", "còn 14 ngày"),
        ("in_progress", date(2026, 9, 30), "run", "Đang làm", "còn 15 ngày"),
        ("in_progress", date(2026, 12, 31), "run", "Đang làm", ""),
        ("in_progress", None, "run", "Đang làm", ""),
        ("waiting", date(2026, 9, 1), "confirm", "Chờ xác nhận hoàn thành", ""),
        ("done", date(2026, 9, 1), "done", "Hoàn thành", ""),
        ("suspended", date(2026, 9, 1), "pause", "Tạm dừng", ""),
        ("waived", None, "waived", "Được đồng ý không thực hiện", ""),
    ],
)
def test_words(state, due_on, code, words, days):
    assert status(state, due_on, TODAY) == (code, words)
    assert due_words(state, due_on, TODAY) == days


def test_work_that_nobody_began_and_that_has_no_deadline_is_named_as_such():
    assert urgency("not_started", None, TODAY) == "chua-co-han"
