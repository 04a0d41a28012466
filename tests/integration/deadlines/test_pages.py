"""The pages of a year: who may open them, what the form keeps, what the preview says, what confirming does."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from integration.deadlines.made import OFF, REPORT, draft, off, term_of_15
from sauro.deadlines import actions, registry
from sauro.deadlines.actions import deciding
from sauro.deadlines.models import CalendarDecision, Deadline
from sauro.deadlines.presenters.derivation import rule_words, shown
from sauro.deadlines.queries import deadline_of, draft_of, in_force_of
from sauro.deadlines.states import DayChoice
from sauro.engine.calendars import Before, FixedDay
from worlds.cast import MAKER, PLACES, Cast

pytestmark = pytest.mark.django_db
DECIDERS = ("owner_office", "administrator")


def page_of(cast: Cast, role: str) -> Client:
    client = Client()
    client.force_login(cast[role])
    return client


def typed(
    *rows: tuple[str, str, str, str], document: str = "12/TB-UBND", issued: str = "11/9/2026", **more: str
):
    """What the browser sends: (from, to, kind, reason) of each row."""
    sent = {"document": document, "issued_on": issued, "ngay-TOTAL_FORMS": str(len(rows) + 1)}
    sent |= {"ngay-INITIAL_FORMS": "0", "ngay-MIN_NUM_FORMS": "0", "ngay-MAX_NUM_FORMS": "120"}
    for number, (first, last, kind, name) in enumerate([*rows, ("", "", "holiday", "")]):
        at = f"ngay-{number}"
        sent |= {f"{at}-first": first, f"{at}-last": last, f"{at}-kind": kind, f"{at}-name": name}
        sent |= {f"{at}-document": ""}
    return sent | more


FORM = "/lich-lam-viec/2026/sua"
PREVIEW = "/lich-lam-viec/2026/xem-truoc"


@pytest.mark.parametrize("role", DECIDERS)
def test_a_decision_is_typed_looked_at_and_confirmed(cast: Cast, told: list, role: str) -> None:
    registry.named(
        "report", lambda subjects: {s: registry.Named("Báo cáo quý III", "/bao-cao/x") for s in subjects}
    )
    term_of_15()
    client = page_of(cast, role)
    assert client.get(FORM).status_code == 200
    sent = client.post(FORM, typed(("15/9/2026", "", "holiday", "Nghỉ theo thông báo")))
    assert (sent.status_code, sent["Location"]) == (302, PREVIEW)
    assert told == []
    seen = client.get(PREVIEW).content.decode()
    for words in (
        "1 thời hạn đang mở đổi ngày",
        "Báo cáo quý III",
        "/bao-cao/x",
        "1/10/2026",
        "2/10/2026",
        "muộn hơn",
    ):
        assert words in seen
    kept = draft_of(2026)
    assert kept is not None
    done = client.post("/lich-lam-viec/2026/ap-dung", {"dau": deciding.mark_of(kept)}, follow=True)
    shown_page = done.content.decode()
    assert "đã được áp dụng" in shown_page
    assert "đổi ngày 1 thời hạn" in shown_page
    assert "12/TB-UBND" in shown_page
    assert in_force_of(2026) == kept
    assert len(told) == 1


def test_a_span_becomes_days_and_is_shown_as_one_row_again(cast: Cast) -> None:
    client = page_of(cast, "owner_office")
    rows = [
        ("16/2/2026", "20/2/2026", "holiday", "Nghỉ Tết Nguyên đán"),
        ("10/12/2026", "14/12/2026", "in_lieu", "Nghỉ bù"),
        ("31/12/2026", "", "morning", "Nghỉ chiều"),
    ]
    sent = client.post(FORM, typed(*rows, document="", issued="", them="1"))
    assert sent["Location"] == FORM
    kept = draft_of(2026)
    assert kept is not None
    days = {one.day: one.kind for one in kept.days.all()}
    assert [d.day for d, kind in days.items() if kind == DayChoice.HOLIDAY] == [16, 17, 18, 19, 20]
    assert [d.day for d, kind in days.items() if kind == DayChoice.IN_LIEU] == [10, 11, 14]
    assert days[date(2026, 12, 31)] == DayChoice.MORNING
    again = client.get(FORM).content.decode()
    assert 'value="16/02/2026"' in again
    assert 'value="20/02/2026"' in again
    assert 'value="17/02/2026"' not in again
    seen = client.get(PREVIEW).content.decode()
    assert "nên chưa áp dụng được" in seen
    assert " disabled" in seen
    refused = client.post("/lich-lam-viec/2026/ap-dung", follow=True).content.decode()
    assert "Cần ghi số, ký hiệu" in refused
    assert in_force_of(2026) is None


WRONG_ROWS = [
    (("", "", "holiday", "Nghỉ"), "Cần ghi ngày."),
    (("15/9/2026", "", "holiday", ""), "Cần ghi lý do"),
    (("15/9/2026", "14/9/2026", "holiday", "x"), "Ngày cuối phải từ ngày đầu"),
    (("1/1/2026", "1/3/2026", "holiday", "x"), "dài nhất 31 ngày"),
    (("hôm nào", "", "holiday", "x"), "Cần ghi dạng ngày/tháng/năm"),
    (("15/9/2027", "", "holiday", "x"), "không thuộc năm 2026"),
    (("12/9/2026", "", "in_lieu", "x"), "không thể là ngày nghỉ bù"),
    (("15/9/2026", "", "feast", "x"), "feast"),
]


def test_what_is_wrong_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    client = page_of(cast, "owner_office")
    for row, words in WRONG_ROWS:
        sent = client.post(FORM, typed(row))
        seen = sent.content.decode()
        assert (sent.status_code, words in seen) == (422, True), words
        assert 'value="12/TB-UBND"' in seen
    assert not CalendarDecision.objects.exists()


def test_a_day_typed_twice_is_refused(cast: Cast) -> None:
    row = ("15/9/2026", "", "holiday", "x")
    sent = page_of(cast, "owner_office").post(FORM, typed(row, row))
    assert (sent.status_code, "ghi hai lần" in sent.content.decode()) == (422, True)


def test_a_form_out_of_shape_is_refused_and_not_a_fault(cast: Cast) -> None:
    client = page_of(cast, "owner_office")
    assert client.post(FORM, {"document": "1/TB"}).status_code == 422
    many = typed() | {"ngay-TOTAL_FORMS": "9999"}
    assert client.post(FORM, many).status_code == 422
    zero = client.post(FORM, typed(("15/9/2026", "", "holiday", "x\x00y"), document="a\x00b"))
    assert zero.status_code in (302, 422)


def test_somebody_who_saves_in_between_is_not_confirmed_unseen(cast: Cast) -> None:
    client = page_of(cast, "owner_office")
    seen = deciding.mark_of(draft(cast["owner_office"], off()))
    draft(cast["administrator"], off(date(2026, 9, 16)))
    done = client.post("/lich-lam-viec/2026/ap-dung", {"dau": seen}, follow=True)
    assert "vừa được người khác sửa" in done.content.decode()
    assert in_force_of(2026) is None


def test_a_supplement_begins_with_what_is_in_force_and_keeps_its_papers(cast: Cast) -> None:
    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    seen = page_of(cast, "owner_office").get(FORM).content.decode()
    assert "LLV-2026-1" in seen
    assert 'value="15/09/2026"' in seen
    assert 'value="12/TB-UBND"' in seen, "as the other paper of that row"
    along = page_of(cast, "owner_office").get("/lich-lam-viec/2024/sua").content.decode()
    assert 'value="29/04/2024"' in along
    assert 'value="2450/VPCP-KGVX"' in along


def test_withdrawing_and_discarding_from_the_page(cast: Cast) -> None:
    client = page_of(cast, "administrator")
    draft(MAKER, off())
    assert "Đã bỏ bản soạn" in client.post("/lich-lam-viec/2026/bo", follow=True).content.decode()
    assert "không có bản đang soạn" in client.post("/lich-lam-viec/2026/bo", follow=True).content.decode()
    assert client.get(PREVIEW)["Location"] == "/lich-lam-viec/2026"
    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    refused = client.post("/lich-lam-viec/2026/huy", {"reason": " "}, follow=True).content.decode()
    assert "Cần ghi lý do" in refused
    assert in_force_of(2026) is not None
    done = client.post("/lich-lam-viec/2026/huy", {"reason": "nhập nhầm năm"}, follow=True).content.decode()
    assert "không còn áp dụng" in done
    assert "nhập nhầm năm" in done
    assert in_force_of(2026) is None


def test_many_deadlines_are_said_to_be_computed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding, "AT_ONCE", 0)
    monkeypatch.setattr("sauro.deadlines.presenters.preview.AT_ONCE", 0)
    monkeypatch.setattr("sauro.deadlines.presenters.preview.MOST_LINES", 1)
    term_of_15()
    term_of_15("report:2026-Q3/VATGIA")
    client = page_of(cast, "owner_office")
    draft(MAKER, off())
    seen = client.get(PREVIEW).content.decode()
    assert "và 1 thời hạn nữa" in seen
    assert "tính lại trong ít phút" in seen
    assert "đang tính lại" in client.post("/lich-lam-viec/2026/ap-dung", follow=True).content.decode()


def test_the_list_says_which_years_wait(cast: Cast) -> None:
    term_of_15()
    seen = page_of(cast, "focal_point").get("/lich-lam-viec").content.decode()
    assert "Chưa nhập lịch năm 2026" in seen
    assert "2450/VPCP-KGVX" in seen
    assert "/sua" not in seen, "those who do not decide are offered nothing"
    assert "Nhập lịch năm 2026" in page_of(cast, "owner_office").get("/lich-lam-viec").content.decode()


def test_the_year_names_its_days(cast: Cast) -> None:
    draft(MAKER, off(), off(date(2026, 9, 19), "thay 15/9", DayChoice.WORKED))
    actions.confirm(year=2026, by=MAKER)
    seen = page_of(cast, "focal_point").get("/lich-lam-viec/2026").content.decode()
    assert seen.count('class="cal"') == 12
    assert "Nghỉ lễ, tết: Nghỉ theo thông báo (12/TB-UBND)" in seen
    assert "Làm bù: thay 15/9" in seen
    assert "Ngày Giỗ Tổ Hùng Vương" in seen
    assert "Hủy áp dụng" not in seen


def test_a_year_that_no_calendar_reaches_is_not_found(cast: Cast) -> None:
    client = page_of(cast, "owner_office")
    for year in (1999, 2100, 99999):
        assert client.get(f"/lich-lam-viec/{year}").status_code == 404
        assert client.get(f"/lich-lam-viec/{year}/sua").status_code == 404
        assert client.post(f"/lich-lam-viec/{year}/ap-dung").status_code == 404
    for year in (2000, 2099):
        assert client.get(f"/lich-lam-viec/{year}").status_code == 200


def test_nobody_else_opens_the_form_or_decides(cast: Cast) -> None:
    draft(MAKER, off())
    for role in [*PLACES, "nobody"]:
        client, decides = page_of(cast, role), role in DECIDERS
        opened = [client.get(address).status_code for address in (FORM, PREVIEW)]
        assert opened == ([200, 200] if decides else [403, 403]), role
        assert client.get("/lich-lam-viec").status_code == (403 if role == "nobody" else 200), role
        if not decides:
            done = [
                client.post(f"/lich-lam-viec/2026/{what}").status_code for what in ("ap-dung", "bo", "huy")
            ]
            assert done == [403, 403, 403], role
    assert draft_of(2026) is not None


def test_how_a_deadline_was_reached_is_said(cast: Cast) -> None:
    from django.template.loader import render_to_string

    row = term_of_15()
    draft(MAKER, off())
    actions.confirm(year=2026, by=MAKER)
    actions.extend(subject=REPORT, kind="report", new_due_on=date(2030, 1, 2), reason="bão", by=MAKER)
    row = deadline_of(REPORT, "report") or row
    derived = shown(row)
    assert [line.icon for line in derived.changes] == ["changed", "soon"]
    seen = render_to_string("deadlines/_derivation.html", {"derived": derived})
    assert "Hạn đầu tiên: 1/10/2026" in seen
    assert "từ 1/10/2026 thành 2/10/2026" in seen
    made = row.changes.all()[0].old_derivation
    kept = Deadline.objects.create(
        subject="x:1",
        kind="x",
        rule=row.rule,
        derivation=made,
        due_on=OFF,
        first_due_on=OFF,
        provisional=True,
        looked_from=OFF,
        looked_to=OFF,
        set_at=row.set_at,
        set_by_code="x",
        set_by_name="x",
    )
    first = shown(kept)
    assert "15 ngày làm việc kể từ khi nhận" in first.rule
    assert "2026" in first.provisional
    assert [step.n for step in first.steps if step.n] == [str(n) for n in range(1, 16)]
    assert rule_words(Before(OFF, 3)).startswith("3 ngày làm việc trước ngày 15/9/2026")
    assert len({rule_words(FixedDay(OFF, to)) for to in ("next", "previous", "none")}) == 3
