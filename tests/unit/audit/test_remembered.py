"""What is kept and when it ends, without a database."""

from __future__ import annotations

from threading import Thread

import pytest

from sauro.audit.remembered import Remembered, changed_here, forget_everything, known_version, one_state


def counting() -> tuple[list[int], object]:
    calls: list[int] = []

    def work() -> int:
        calls.append(1)
        return len(calls)

    return calls, work


def test_a_value_is_worked_out_once_for_each_state_of_the_data():
    calls, work = counting()
    kept = Remembered(10)
    assert [kept.get(1, "a", work), kept.get(1, "a", work)] == [1, 1]
    assert kept.get(1, "b", work) == 2
    assert kept.get(2, "a", work) == 3
    assert len(calls) == 3


def test_a_request_that_began_before_a_change_neither_uses_nor_keeps_anything():
    _calls, work = counting()
    kept = Remembered(10)
    assert kept.get(2, "a", work) == 1
    assert kept.get(1, "a", work) == 2
    assert kept.get(2, "a", work) == 1


def test_without_a_version_nothing_is_kept():
    calls, work = counting()
    kept = Remembered(10)
    assert [kept.get(None, "a", work) for _again in range(2)] == [1, 2]
    assert kept.get(1, "a", work) == 3
    assert len(calls) == 3


def test_a_change_while_the_value_is_worked_out_leaves_it_unkept():
    kept = Remembered(10)

    def work() -> str:
        kept.get(2, "other", lambda: "newer")
        return "of the past"

    assert kept.get(1, "a", work) == "of the past"
    assert kept.get(2, "a", lambda: "fresh") == "fresh"


def test_the_value_asked_for_longest_ago_goes_first():
    calls, work = counting()
    kept = Remembered(2)
    for key in ("a", "b", "a", "c"):
        kept.get(1, key, work)
    assert len(calls) == 3
    kept.get(1, "a", work)
    assert len(calls) == 3
    kept.get(1, "b", work)
    assert len(calls) == 4


def test_another_database_begins_anew():
    _calls, work = counting()
    kept = Remembered(2)
    kept.get(5, "a", work)
    forget_everything()
    assert kept.get(1, "a", work) == 2


def test_a_request_asks_for_the_state_once_and_again_after_a_change_of_its_own():
    calls, ask = counting()
    assert [known_version(ask), known_version(ask)] == [1, 2]
    with one_state():
        assert [known_version(ask), known_version(ask)] == [3, 3]
        changed_here()
        assert [known_version(ask), known_version(ask)] == [4, 4]
    with one_state():
        assert known_version(ask) == 5
    assert known_version(ask) == 6
    assert len(calls) == 6


def test_the_state_that_a_request_knows_ends_with_it_however_it_ends():
    _calls, ask = counting()

    def failing() -> None:
        with one_state():
            known_version(ask)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert [known_version(ask), known_version(ask)] == [2, 3]


def test_another_thread_knows_its_own_state():
    _calls, ask = counting()
    with one_state():
        known_version(ask)
        changed_here_in_another = Thread(target=changed_here)
        changed_here_in_another.start()
        changed_here_in_another.join()
        assert known_version(ask) == 1
