"""Reports under hands that mean ill, or do not look: odd numbers, days out of reach, papers with strange signs.

Belongs here: what must be a sentence and never a fault. Does not belong here: rules of each step (test_flow), many at once
(test_at_once).
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from integration.reporting.test_report_pages import a_figure, as_, page_of, typed
from integration.reporting.world import fresh, report_of, sent, stop_the_clock
from sauro.reporting.actions import flow
from sauro.reporting.forms import ReceiveForm, SentForm
from sauro.reporting.models import Entry, Period
from sauro.reporting.presenters.cells import place_name
from sauro.reporting.standing import arrival
from worlds.cast import MAKER, Cast

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_AUTOSAVE": "1"}
HUGE = "9" * 5000
"""More digits than Python reads into a number."""


def test_a_number_of_endless_digits_is_an_answer_and_no_fault(
    client: Client, cast: Cast, quarter: Period
) -> None:
    mine = as_(client, cast["focal_point"])
    figure = a_figure()
    place = place_name(figure.row, figure.field)
    answer = mine.post(page_of(name="save"), {f"v:{place}": "1", f"rev:{place}": HUGE}, **SCRIPT)
    assert answer.status_code == 200
    assert [one["place"] for one in answer.json()["conflicts"]] == [place]
    for action in ("gui", "send"):
        assert mine.post(page_of(name="do", what=action), {"revision": HUGE}).status_code in (404, 422)


@pytest.mark.parametrize(
    "text",
    [
        "1" + "0" * 30,
        "1e5",
        "NaN",
        "Infinity",
        "\x00",
        "1\x002",
        "٣",
        "１２",
        "=1+1",
        "a" * 100_000,
        "1,5,6",
        "\ud800"[:0] + "\ufffd",
        "--",
        "-",
    ],
)
def test_odd_figures_are_refused_with_a_sentence(
    client: Client, cast: Cast, quarter: Period, text: str
) -> None:
    mine = as_(client, cast["focal_point"])
    figure = a_figure()
    answer = mine.post(page_of(name="save"), typed(figure, text), **SCRIPT)
    assert answer.status_code == 200, text[:20]
    if text == "\x00":
        return
    stored = Entry.objects.get(pk=figure.pk).value
    assert stored in (figure.value, "12"), text[:20]


def test_odd_places_are_refused_with_a_sentence(client: Client, cast: Cast, quarter: Period) -> None:
    mine = as_(client, cast["focal_point"])
    sent_ = {}
    for place in ("a|b", "cchc:3.3.2.1|", "|value", "cchc:3.3.2.1|value|value"):
        sent_ |= {f"v:{place}": "1", f"rev:{place}": "0"}
    sent_ |= {f"v:zz{n}|value": "1" for n in range(1500)}
    before = list(Entry.objects.order_by("pk").values_list("pk", "value"))
    answer = mine.post(page_of(name="save"), sent_, **SCRIPT)
    assert answer.status_code == 200
    assert list(Entry.objects.order_by("pk").values_list("pk", "value")) == before
    whole = mine.post(page_of(name="save"), sent_ | {"phan": "figures"})
    assert whole.status_code == 422, whole.content.decode()[-300:]


def test_odd_reasons_days_and_texts(client: Client, cast: Cast, quarter: Period) -> None:
    mine = as_(client, cast["focal_point"])
    figure = a_figure()
    for more in (
        {"why": "\x00"},
        {"why": "a\x00b" * 5000},
        {"asof": "0/0/0"},
        {"asof": "31/12/9999"},
        {"asof": "1/1/0001"},
        {"asof": "9" * 5000},
        {"asof": "٣/٣/٢٠٢٦"},
        {"est": "\x00"},
    ):
        for text in ("1", "-"):
            assert (
                mine.post(page_of(name="save"), typed(figure, text, **more), **SCRIPT).status_code == 200
            ), more
    words = Entry.objects.get(report__unit__code="90002", row="text:I.1")
    for text in (
        "a\x00b",
        "a\x0bb\x1b",
        "e\u0301" * 10,
        "\u202e\u2066x",
        "x" * 200_000,
        "\ud83d\ude00"[:0] + "😀",
    ):
        answer = mine.post(page_of(name="save"), typed(words, text), **SCRIPT)
        assert answer.status_code == 200, text[:10]
        stored = Entry.objects.get(pk=words.pk).value
        assert "\x00" not in stored
        assert mine.get(page_of()).status_code == 200


def test_days_out_of_reach(client: Client, cast: Cast, quarter: Period) -> None:
    office = as_(client, cast["owner_office"])
    for day in ("31/12/9999", "1/1/2100", "1/1/0001"):
        found = office.post(
            page_of(name="do", what="gia-han"), {"new_due_on": day, "reason": "x", "document": "y"}
        )
        assert found.status_code in (404, 422), day
        asked = {
            "name": "x",
            "ground": "y",
            "due_on": day,
            "groups": "agencies",
            "units": "90002",
            "dong-TOTAL_FORMS": "1",
            "dong-INITIAL_FORMS": "0",
            "dong-0-name": "n",
            "dong-0-type": "count",
        }
        assert office.post("/bao-cao/dot-xuat", asked).status_code == 422, day
    for year in ("2099", "2100", "9" * 30, HUGE, "-1", "0"):
        assert office.post("/bao-cao/lap-nam", {"year": year}).status_code in (302, 422), year
        assert office.get("/bao-cao").status_code == 200
        assert office.post("/bao-cao/ke-hoach-nam", {"year": year, "plan": "x"}).status_code in (302, 422), (
            year
        )


def test_a_sending_taken_back_twice_does_not_count_as_arrived(quarter: Period, monkeypatch) -> None:
    report = flow.take_back(report=sent(report_of("90002")), by=MAKER)
    report = flow.take_back(report=flow.send(report=report, by=MAKER), by=MAKER)
    assert (report.sent_at, report.round) == (None, 2)
    assert report.due_on is not None
    stop_the_clock(monkeypatch, report.due_on + timedelta(days=1))
    late = fresh(flow.send(report=report, by=MAKER))
    assert arrival(late, report.due_on + timedelta(days=1)) == "late"


@pytest.mark.parametrize("words", ["01/01/0001 00:00", "17/9/0026 16:05", "31/12/1999"])
def test_a_moment_of_another_age_is_a_slip_of_the_hand(words: str) -> None:
    for made in (SentForm({"way": "Trục", "sent_at": words}), ReceiveForm({"arrived_at": words})):
        assert not made.is_valid()
        assert {"sent_at", "arrived_at"} & set(made.errors), words
    assert SentForm({"way": "Trục", "sent_at": "17/9/2026 16:05"}).is_valid()
