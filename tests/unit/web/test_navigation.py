"""The menus: order, place, the current entry, and the count of what waits."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from sauro.web import navigation
from sauro.web.navigation import Badge, Entry
from sauro.web.templatetags.sauro import waiting


@pytest.fixture(autouse=True)
def menu(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_address", lambda name, _prefix: f"/{name}")


def shown(path: str = "/", place: str = "bar"):
    return navigation.entries(RequestFactory().get(path), place)


def add(url: str, order: int = 1, **more):
    navigation.register(url, url.upper(), order=order, shown=lambda _request: True, **more)


def test_entries_stand_in_their_order_and_place():
    add("b", 2)
    add("a", 1)
    add("account", 1, place="person")
    assert [e.href for e in shown()] == ["/a", "/b"]
    assert [e.href for e in shown(place="person")] == ["/account"]


def test_only_the_closest_entry_is_current():
    add("plans")
    add("plans/new", 2)
    assert [e.current for e in shown("/plans/new/3")] == [False, True]
    assert [e.current for e in shown("/plans")] == [True, False]
    assert [e.current for e in shown("/plansandmore")] == [False, False]


def test_an_entry_that_the_person_may_not_open_is_not_asked_for_its_count():
    def count(_request):
        raise AssertionError("asked")

    navigation.register("a", "A", order=1, shown=lambda _request: False, badge=count)
    assert shown() == ()


@pytest.mark.parametrize(
    ("badge", "there"), [(Badge(3, "chờ"), True), (Badge(0, "chờ"), False), (None, False)]
)
def test_nothing_that_waits_is_no_badge(badge, there):
    add("a", badge=lambda _request: badge)
    assert bool(shown()[0].badge) is there
    assert waiting(shown()) == (3 if there else 0)


def test_registered_twice_is_one_entry():
    add("a")
    add("a")
    assert len(shown()) == 1


def test_an_unknown_place_is_refused():
    with pytest.raises(ValueError, match="foot"):
        Entry("a", "A", 1, place="foot")


def test_without_a_sign_in_nothing_is_shown():
    navigation.register("a", "A", order=1)
    assert shown() == ()
