"""Worlds of the register's tests: the invented province with its people, and the sample plan in the
register.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integration.plans import sample
from sauro.plans import actions
from sauro.plans.models import PlanImport, PlanVersion
from worlds.cast import MAKER, Cast
from worlds.fixtures import cast, files_root  # noqa: F401
from worlds.kept import kept


@pytest.fixture
def reader(monkeypatch) -> Callable[..., None]:  # type: ignore[no-untyped-def]
    """Says what the reader's child process will answer."""

    def answer(text: str, result: dict[str, Any]) -> None:
        monkeypatch.setattr("sauro.plans.actions.reading.run_limited", sample.answering(text, result))

    return answer


@pytest.fixture
def ready(cast: Cast, files_root, reader) -> PlanImport:  # type: ignore[no-untyped-def]  # noqa: F811
    """The sample plan, received and read."""
    reader(*sample.written())
    return PlanImport.objects.get(pk=kept("ready", received_and_read, parent="cast"))


@pytest.fixture
def register(request, cast: Cast, files_root, reader) -> PlanVersion:  # type: ignore[no-untyped-def]  # noqa: F811
    """The sample plan in force."""
    reader(*sample.written())
    if "ready" in request.fixturenames:
        return actions.confirm_import(plan_import=request.getfixturevalue("ready"), by=MAKER)
    return PlanVersion.objects.select_related("plan").get(pk=kept("register", confirmed, parent="cast"))


def received_and_read() -> int:
    text, _result = sample.written()
    received = actions.receive_import(data=text.encode(), filename="mau.txt", by=MAKER)
    return actions.read_import(plan_import=received).pk


def confirmed() -> int:
    plan_import = PlanImport.objects.get(pk=received_and_read())
    return actions.confirm_import(plan_import=plan_import, by=MAKER).pk


@pytest.fixture
def as_role(cast: Cast) -> Callable[[str], Client]:  # noqa: F811
    """A signed-in client for a role of the cast."""

    def client(role: str) -> Client:
        browser = Client()
        browser.force_login(cast[role])
        return browser

    return client
