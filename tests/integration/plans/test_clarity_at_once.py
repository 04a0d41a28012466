"""Several people at the same moment, on a database that really lets them: one acceptance, one code, one ask."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from sauro.people.models import Account
from sauro.plans.actions.clarity import Decision, Typed, ask, decide, save_answers, set_facet
from sauro.plans.actions.clarity.common import ask_mark
from sauro.plans.answers import ClarityRefused
from sauro.plans.models import Clarity, ClarityAsk, ClarityRequest, Task
from worlds.cast import MAKER, person, unit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer; its tests go through one connection"
    ),
]


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Runs the works in threads that start together; each result, or the exception that came out."""
    gate = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[place] = work()
        except Exception as raised:
            results[place] = raised
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def one_ask(facet: str = "when") -> ClarityAsk:
    request = ask(
        unit=unit("VATGIA"), wanted=[(task("NV-02.01"), facet)], message="Làm rõ.", answer_by=None, by=MAKER
    )
    return ClarityAsk.objects.select_related("request", "task").get(request=request)


def answered() -> ClarityAsk:
    waiting = one_ask()
    save_answers(
        request=waiting.request,
        typed={waiting.pk: Typed({"due": "30/6/2026"}, ask_mark(waiting))},
        send=True,
        by=MAKER,
    )
    return ClarityAsk.objects.select_related("request", "task").get(pk=waiting.pk)


def test_two_acceptances_change_the_task_once_and_the_second_sees_who(register, cast):
    waiting = answered()
    second = person("thu_hai", "TOCHUC", "owner_office")
    mark = ask_mark(waiting)

    def accept(by: Account) -> Callable[[], Any]:
        return lambda: decide(
            request=waiting.request, decisions={waiting.pk: Decision(True, "", mark)}, by=by
        )

    results = at_once(accept(cast["owner_office"]), accept(second))
    assert sorted(len(one.moved) for one in results) == [0, 1]
    refused = next(one for one in results if one.wrong)
    assert "Người" in refused.wrong[waiting.pk]
    now = task("NV-02.01")
    assert (now.glyph, now.revision) == ("cccccm", 2)


def test_an_acceptance_and_a_word_of_the_office_do_not_both_win(register, cast):
    waiting = answered()
    mark, revision = ask_mark(waiting), task("NV-02.01").revision
    results = at_once(
        lambda: decide(
            request=waiting.request,
            decisions={waiting.pk: Decision(True, "", mark)},
            by=cast["owner_office"],
        ),
        lambda: set_facet(
            task=task("NV-02.01"),
            facet="when",
            parts={"rhythm": "quarter"},
            reason="Theo họp",
            revision=revision,
            by=cast["owner_office"],
        ),
    )
    assert results[0].moved == [waiting.pk]
    assert isinstance(results[1], ClarityRefused)
    assert results[1].code in ("answer_waits", "task_changed")
    assert Clarity.objects.get(task__code="NV-02.01", facet="when").source == "unit"


def test_two_officers_set_one_task_and_one_is_told(register, cast):
    one = task("NV-02.01")

    def set_it(facet: str, parts: dict[str, str]) -> Callable[[], Any]:
        return lambda: set_facet(
            task=one, facet=facet, parts=parts, reason="Theo họp", revision=1, by=cast["owner_office"]
        )

    results = at_once(set_it("when", {"due": "30/6/2026"}), set_it("authority", {"level": "chairman"}))
    refused = [result for result in results if isinstance(result, ClarityRefused)]
    assert [result.code for result in refused] == ["task_changed"]
    assert task("NV-02.01").revision == 2


def test_two_people_of_a_unit_answer_and_the_first_answer_stays(register, cast):
    waiting = one_ask()
    mark = ask_mark(waiting)

    def answer(day: str) -> Callable[[], Any]:
        typed = {waiting.pk: Typed({"due": day}, mark)}
        return lambda: save_answers(request=waiting.request, typed=typed, send=True, by=cast["unit_head"])

    results = at_once(answer("30/6/2026"), answer("1/7/2026"))
    assert sorted(len(one.moved) for one in results) == [0, 1]
    assert sorted(len(one.wrong) for one in results) == [0, 1]
    winner = "2026-06-30" if results[0].moved else "2026-07-01"
    assert ClarityAsk.objects.get(pk=waiting.pk).data["due"] == winner


def test_many_requests_at_once_have_codes_of_their_own(register, cast):
    wanted = [("NV-01.02", "when"), ("NV-01.02", "product"), ("NV-01.02.1", "when"), ("NV-02.01", "when"),
              ("NV-02.01", "authority"), ("NV-02.02", "when")]  # fmt: skip

    def send(code: str, facet: str) -> Callable[[], Any]:
        return lambda: ask(
            unit=unit("VATGIA"), wanted=[(task(code), facet)], message="x", answer_by=None, by=MAKER
        )

    results = at_once(*(send(code, facet) for code, facet in wanted))
    codes = sorted(result.code for result in results)
    assert [code[-4:] for code in codes] == ["0001", "0002", "0003", "0004", "0005", "0006"]
    assert ClarityRequest.objects.count() == 6


def test_the_same_facet_is_asked_once_by_two_at_once(register, cast):
    works = [one_ask, one_ask]
    results = at_once(*works)
    refused = [result for result in results if isinstance(result, ClarityRefused)]
    assert [result.code for result in refused] == ["already_asked"]
    assert ClarityAsk.objects.count() == 1
