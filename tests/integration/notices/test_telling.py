"""Word of what happened reaches those concerned, in the caller's transaction."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from sauro.notices import registry, words
from sauro.notices.actions import mark_read, tell
from sauro.notices.models import Message
from sauro.notices.queries import leaders, people_of_unit, waiting_count
from worlds.cast import MAKER, Cast

pytestmark = pytest.mark.django_db
RETURNED: Promise = gettext_lazy("%(name)s (%(unit)s)")


@pytest.fixture(autouse=True)
def events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_events", dict(registry._events))
    registry.event("test.returned", RETURNED)


def returned(cast: Cast, *who: str, by: object = MAKER) -> int:
    return tell(
        accounts=[cast[one] for one in who],
        code="test.returned",
        values={"name": "Quý III", "unit": 3},
        url="/viec-cua-toi",
        subject="report:2026-Q3/x",
        by=by,  # type: ignore[arg-type]
    )


def test_each_person_once_never_the_one_who_did_it_nobody_who_may_not_act(cast: Cast) -> None:
    assert returned(cast, "clerk", "clerk", "unit_head", "gone", by=cast["unit_head"]) == 1
    message = Message.objects.get()
    assert (message.account, message.by_name) == (cast["clerk"], "Người unit_head")
    assert words.sentence(message.kind, message.values) == "Quý III (3)"


def test_told_in_a_transaction_that_is_rolled_back_was_never_told(cast: Cast) -> None:
    with transaction.atomic():
        returned(cast, "clerk")
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_an_event_that_no_room_offers_or_a_value_that_lacks_is_a_fault(cast: Cast) -> None:
    with pytest.raises(KeyError):
        tell(accounts=[cast["clerk"]], code="test.none", values={}, url="/", subject="", by=MAKER)
    with pytest.raises(KeyError):
        tell(accounts=[cast["clerk"]], code="test.returned", values={}, url="/", subject="", by=MAKER)


def test_a_message_of_a_room_that_is_gone_still_shows_a_sentence() -> None:
    assert "test.gone" in words.sentence("test.gone", {})


def test_only_the_own_messages_are_read(cast: Cast) -> None:
    returned(cast, "clerk", "unit_head")
    code = Message.objects.get(account=cast["unit_head"]).code
    assert mark_read(codes=[code], by=cast["clerk"]) == 0
    assert mark_read(codes=None, by=cast["clerk"]) == 1
    assert (waiting_count(cast["clerk"]), waiting_count(cast["unit_head"])) == (0, 1)
    assert mark_read(codes=[code], by=cast["unit_head"]) == 1
    assert mark_read(codes=[code], by=cast["unit_head"]) == 0


def test_who_stands_where(cast: Cast) -> None:
    assert [one.code for one in leaders()] == [cast["leader"].code]
    assert [one.code for one in people_of_unit("VATGIA", "head")] == [cast["unit_head"].code]
    assert people_of_unit("VATGIA", "officer") == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", [words.BEFORE, words.TODAY, words.LATE, words.ASKED])
def test_every_reminder_names_the_day_and_the_thing(kind: str, language: str) -> None:
    with override(language):
        said = words.sentence(kind, {"title": "Báo cáo quý III", "due": "2026-09-30", "days": "2"})
    assert "30/9/2026" in said
    assert "Báo cáo quý III" in said
