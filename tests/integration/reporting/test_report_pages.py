"""Pages of reporting: who sees what, saving field by field, two people at one value, the steps, remarks.

Belongs here: what a browser without script and the saving script get. Does not belong here: the rules of each step (test_flow).
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from integration.reporting import world
from sauro.people.models import Account
from sauro.reporting.models import Entry, Period, Remark, Report
from sauro.reporting.presenters.cells import place_name
from sauro.reporting.states import ReportState
from worlds.cast import Cast, person

pytestmark = pytest.mark.django_db

UNIT = "90002"
SCRIPT = {"HTTP_X_AUTOSAVE": "1"}
EVERYTHING = {
    "owner_office",
    "leader",
    "province_office",
    "committee_member",
    "council_member",
    "field_lead",
}


def page_of(code: str = UNIT, name: str = "report", **more: object) -> str:
    return reverse(f"reporting:{name}", kwargs={"period": "2026-Q3", "unit": code.lower(), **more})


def as_(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


def a_figure(code: str = UNIT) -> Entry:
    """A place of a whole number that the unit gives."""
    rows = Entry.objects.filter(report__unit__code=code, row__startswith="cchc:", field="value")
    return rows.get(row="cchc:3.3.2.1")


def typed(entry: Entry, text: str, revision: int | None = None, **more: str) -> dict[str, str]:
    place = place_name(entry.row, entry.field)
    seen = entry.revision if revision is None else revision
    return {f"v:{place}": text, f"rev:{place}": str(seen)} | {f"{k}:{place}": v for k, v in more.items()}


@pytest.mark.parametrize("name", ["periods", "period", "report"])
def test_each_role_sees_what_it_may(client: Client, cast: Cast, quarter: Period, name: str) -> None:
    address = {
        "periods": reverse("reporting:periods"),
        "period": reverse("reporting:period", args=["2026-Q3"]),
        "report": page_of(),
    }[name]
    for role in cast.people:
        if role == "gone":
            continue
        seen = as_(client, cast[role]).get(address).status_code
        own = {"focal_point"} if name == "report" else {"focal_point", "unit_head", "clerk"}
        assert (seen == 200) == (role in EVERYTHING | own), role
        assert seen in (200, 403), role


def test_an_unknown_period_or_unit_is_not_found(client: Client, cast: Cast, quarter: Period) -> None:
    as_(client, cast["owner_office"])
    assert client.get("/bao-cao/2019-Q1").status_code == 404
    assert client.get("/bao-cao/2026-Q3/khong-co").status_code == 404
    assert client.get("/bao-cao/2026-Q3/90002%00x").status_code == 404
    assert client.get(page_of(name="value"), {"cho": "cchc:1|khong"}).status_code == 404


def test_every_part_is_shown_and_the_last_says_what_is_missing(
    client: Client, cast: Cast, quarter: Period
) -> None:
    as_(client, cast["focal_point"])
    first = client.get(page_of()).content.decode()
    for part in ("chi-dao", "so-lieu", "noi-dung", "ky-gui"):
        assert f"?phan={part}" in first
        assert client.get(page_of(), {"phan": part}).status_code == 200
    last = client.get(page_of(), {"phan": "ky-gui"}).content.decode()
    assert "chỗ phải sửa trước khi gửi" in last
    assert "Gửi rà soát" in last


def test_a_field_is_saved_while_somebody_types(client: Client, cast: Cast, quarter: Period) -> None:
    entry = a_figure()
    as_(client, cast["focal_point"])
    answer = client.post(page_of(name="save"), typed(entry, "1.204"), **SCRIPT).json()
    assert [one["revision"] for one in answer["saved"]] == [entry.revision + 1]
    assert answer["said"].startswith("Đã lưu nháp")
    entry.refresh_from_db()
    assert entry.value == "1204"
    again = client.post(page_of(name="save"), typed(entry, "1204"), **SCRIPT).json()
    assert (again["saved"], again["said"]) == ([], "")


def test_a_wrong_value_is_refused_with_a_sentence(client: Client, cast: Cast, quarter: Period) -> None:
    entry = a_figure()
    as_(client, cast["focal_point"])
    answer = client.post(page_of(name="save"), typed(entry, "mười hai"), **SCRIPT).json()
    assert answer["saved"] == []
    assert "mười hai" in answer["refused"][0]["sentence"]
    page = client.post(page_of(name="save"), {**typed(entry, "mười hai"), "phan": "so-lieu"})
    assert page.status_code == 422
    text = page.content.decode()
    assert 'value="mười hai"' in text
    assert 'aria-invalid="true"' in text
    entry.refresh_from_db()
    assert entry.value == ""


def test_the_second_of_two_people_sees_both_values_and_chooses(
    client: Client, cast: Cast, quarter: Period
) -> None:
    entry = a_figure()
    other = person("dau_moi_thu_hai", UNIT, "focal_point")
    seen = entry.revision
    as_(client, cast["focal_point"]).post(page_of(name="save"), typed(entry, "5", seen), **SCRIPT)
    as_(client, other)
    answer = client.post(page_of(name="save"), typed(entry, "7", seen), **SCRIPT).json()
    (conflict,) = answer["conflicts"]
    assert conflict["shown"] == "5"
    assert "Người focal_point" in conflict["sentence"]
    entry.refresh_from_db()
    assert entry.value == "5"
    # without script the page comes back with the own text and the new number: sending it again is the choice
    page = client.post(page_of(name="save"), {**typed(entry, "7", seen), "phan": "so-lieu"})
    assert page.status_code == 422
    assert "Bản đã lưu: 5" in page.content.decode()
    chosen = client.post(page_of(name="save"), typed(entry, "7", conflict["revision"]), **SCRIPT).json()
    assert len(chosen["saved"]) == 1
    entry.refresh_from_db()
    assert entry.value == "7"


def test_a_dash_needs_its_reason_and_a_figure_its_marks(client: Client, cast: Cast, quarter: Period) -> None:
    entry = a_figure()
    as_(client, cast["focal_point"])
    sent = typed(entry, "-", why="Chưa phát sinh hồ sơ trong kỳ")
    assert client.post(page_of(name="save"), sent, **SCRIPT).json()["refused"] == []
    entry.refresh_from_db()
    assert (entry.absent, entry.reason) == (True, "Chưa phát sinh hồ sơ trong kỳ")
    sent = typed(entry, "12", est="on", asof="31/8/2026")
    assert client.post(page_of(name="save"), sent, **SCRIPT).json()["refused"] == []
    text = client.get(page_of(), {"phan": "so-lieu"}).content.decode()
    assert 'value="31/8/2026"' in text


def test_a_locked_report_takes_no_value(client: Client, cast: Cast, quarter: Period) -> None:
    world.sent(world.report_of(UNIT))
    entry = a_figure()
    as_(client, cast["focal_point"])
    answer = client.post(page_of(name="save"), typed(entry, "99"), **SCRIPT)
    assert answer.status_code == 422
    assert "khóa" in answer.json()["error"]
    assert "data-autosave" not in client.get(page_of(), {"phan": "so-lieu"}).content.decode()


def test_somebody_elses_report_takes_no_value(client: Client, cast: Cast, quarter: Period) -> None:
    as_(client, cast["owner_office"])
    assert client.post(page_of(name="save"), typed(a_figure(), "1"), **SCRIPT).status_code == 403


def test_send_return_send_pass(client: Client, cast: Cast, quarter: Period) -> None:
    report = world.filled(world.report_of(UNIT))
    step = lambda what, **typed: client.post(  # noqa: E731 - one line for each step of the way
        page_of(name="do", what=what), {"revision": world.fresh(report).revision, **typed}
    )
    as_(client, cast["focal_point"])
    assert step("gui").status_code == 302
    as_(client, cast["owner_office"])
    empty = step("tra-lai", reason="")
    assert empty.status_code == 422
    assert "Cần ghi nội dung này" in empty.content.decode()
    assert step("tra-lai", reason="Thiếu số hồ sơ.", days="2").status_code == 302
    assert "Thiếu số hồ sơ." in as_(client, cast["focal_point"]).get(page_of()).content.decode()
    assert step("gui").status_code == 302
    stale = as_(client, cast["owner_office"]).post(page_of(name="do", what="dat"), {"revision": "1"})
    assert stale.status_code == 422
    assert step("dat").status_code == 302
    assert world.fresh(report).state == ReportState.PASSED
    text = client.get(page_of(), {"phan": "ky-gui"}).content.decode()
    assert "Xác nhận đạt" in text
    assert client.post(page_of(name="do", what="khong-co"), {}).status_code == 404


def test_a_question_is_asked_answered_and_closed(client: Client, cast: Cast, quarter: Period) -> None:
    entry = a_figure()
    place = place_name(entry.row, entry.field)
    address = f"{page_of(name='value')}?cho={place}"
    as_(client, cast["owner_office"])
    assert client.post(address, {"kind": "question", "text": "Vì sao giảm?"}).status_code == 302
    as_(client, cast["focal_point"])
    assert "1 nhận xét chờ trả lời" in client.get(page_of(), {"phan": "so-lieu"}).content.decode()
    assert client.post(address, {"kind": "remark", "text": "Không được."}).status_code == 422
    assert client.post(address, {"kind": "answer", "text": "Do sáp nhập."}).status_code == 302
    as_(client, cast["owner_office"])
    question = Remark.objects.get(kind="question")
    for unknown in ("0", "3", "-1", "x", "²", "9" * 30):
        assert client.post(page_of(name="close_remark", number=unknown)).status_code == 404
    closing = page_of(name="close_remark", number="1")
    assert closing in client.get(address).content.decode()
    assert client.post(closing).status_code == 302
    question.refresh_from_db()
    assert question.closed_by_name == "Người owner_office"


def test_the_history_of_a_value_says_who_and_what(client: Client, cast: Cast, quarter: Period) -> None:
    entry = a_figure()
    as_(client, cast["focal_point"])
    for text in ("3", "4"):
        entry.refresh_from_db()
        client.post(page_of(name="save"), typed(entry, text), **SCRIPT)
    place = place_name(entry.row, entry.field)
    shown = client.get(page_of(name="value"), {"cho": place}).content.decode()
    assert "trước đó: 3" in shown
    assert "Người focal_point" in shown


def test_the_board_counts_and_filters(client: Client, cast: Cast, quarter: Period) -> None:
    world.sent(world.report_of(UNIT))
    as_(client, cast["owner_office"])
    address = reverse("reporting:period", args=["2026-Q3"])
    everything = client.get(address).content.decode()
    expected = Report.objects.filter(period=quarter, voluntary=False).count()
    assert f"1/{expected} đơn vị đã gửi" in everything
    only = client.get(address, {"loc": "ra-soat"}).content.decode()
    assert page_of() in only
    assert page_of("VATGIA") not in only


def test_a_year_is_planned_and_a_period_opened_by_pages(client: Client, cast: Cast, today) -> None:  # type: ignore[no-untyped-def]
    as_(client, cast["focal_point"])
    assert client.post(reverse("reporting:plan_year"), {"year": "2027"}).status_code == 403
    as_(client, cast["owner_office"])
    assert client.post(reverse("reporting:plan_year"), {"year": "nay"}).status_code == 422
    assert client.post(reverse("reporting:plan_year"), {"year": "2027"}).status_code == 302
    first = Period.objects.get(code="2027-Q1")
    opening = reverse("reporting:period_do", args=["2027-Q1", "mo"])
    assert client.post(opening, {"revision": first.revision}).status_code == 302
    first.refresh_from_db()
    assert first.state == "open"
    cancelling = reverse("reporting:period_do", args=["2027-Q1", "huy"])
    assert client.post(cancelling, {"revision": first.revision, "reason": ""}).status_code == 422


def test_a_report_on_demand_is_composed_and_opened(client: Client, cast: Cast, today) -> None:  # type: ignore[no-untyped-def]
    as_(client, cast["owner_office"])
    address = reverse("reporting:on_demand")
    lines = {"dong-TOTAL_FORMS": "1", "dong-INITIAL_FORMS": "0"}
    row = {
        "dong-0-name": "Số hồ sơ tồn",
        "dong-0-type": "count",
        "dong-0-more": "Hồ sơ",
        "dong-0-needed": "on",
    }
    head = {"name": "Hồ sơ tồn", "ground": "12/CV-MAU", "due_on": "20/9/2026", "units": [UNIT]}
    nothing = client.post(address, {**lines, **head, **row, "dong-0-name": ""})
    assert nothing.status_code == 422
    assert client.post(address, {**lines, **head, **row}).status_code == 302
    period = Period.objects.get(code="DX-2026-01")
    assert [one.unit.code for one in Report.objects.filter(period=period)] == [UNIT]
    as_(client, cast["focal_point"])
    page = client.get(reverse("reporting:report", args=["DX-2026-01", UNIT])).content.decode()
    assert "Số hồ sơ tồn" in page
