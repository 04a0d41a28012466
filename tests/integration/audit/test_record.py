"""An event stands or falls with what it tells of, and says nothing personal."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
import structlog
from django.db import transaction

from sauro.audit import actions
from sauro.audit.actions import OutsideTransactionError, record
from sauro.audit.actor import Actor
from sauro.audit.models import AppendOnlyError, Event
from sauro.audit.personal import personal
from sauro.audit.queries import history

ANH = Actor("AC-1", "Trần Thị Anh")


@pytest.mark.django_db
def test_an_event_keeps_who_did_what_to_which_thing() -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        event = record(
            by=ANH,
            room="plans",
            action="task.renamed",
            subject="NV-02.03",
            before={"name": "cũ"},
            after={"name": "mới", "due": date(2026, 12, 1), "points": Decimal("1.50")},
        )
    event.refresh_from_db()
    assert (event.by_code, event.by_name, event.request_id) == ("AC-1", "Trần Thị Anh", "r-1")
    assert json.loads(event.after) == {"name": "mới", "due": "2026-12-01", "points": "1.50"}
    assert event.sequence is None
    assert event.hash == ""
    assert list(history(room="plans", subject="NV-02.03")) == [event]
    assert not history(room="plans", subject="NV-02.04").exists()


@pytest.mark.django_db
def test_an_event_is_rolled_back_with_what_it_tells_of() -> None:
    with transaction.atomic():
        record(by=ANH, room="plans", action="task.renamed", subject="NV-1")
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_recording_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # tests run in a transaction of their own, so only a stand-in can be outside of one
    monkeypatch.setattr(actions, "connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(OutsideTransactionError):
        record(by=ANH, room="plans", action="task.renamed", subject="NV-1")


@pytest.mark.django_db
def test_a_value_without_plain_form_is_refused_not_guessed() -> None:
    with pytest.raises(TypeError, match="object"):
        record(by=ANH, room="plans", action="x", subject="NV-1", after={"what": object()})


@pytest.mark.django_db
def test_djangos_ways_to_alter_an_event_are_closed() -> None:
    event = record(by=ANH, room="plans", action="x", subject="NV-1")
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        Event.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        Event.objects.update(subject="NV-2")
    with pytest.raises(AppendOnlyError):
        Event.objects.bulk_update([event], ["subject"])


def test_a_personal_value_is_kept_as_a_digest_bound_to_its_place() -> None:
    one = personal("0912 345 678", reference="account:AC-1:phone")
    assert "0912" not in json.dumps(one)
    assert one == personal("0912 345 678", reference="account:AC-1:phone")
    assert one["digest"] != personal("0912 345 678", reference="account:AC-2:phone")["digest"]
    assert personal("", reference="account:AC-1:phone")["digest"] == ""


@pytest.mark.parametrize(("code", "name"), [("", "Anh"), ("AC-1", " ")])
def test_an_actor_without_code_or_name_cannot_exist(code: str, name: str) -> None:
    with pytest.raises(ValueError, match="needs a code and a name"):
        Actor(code, name)
