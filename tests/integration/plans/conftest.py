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


@pytest.fixture
def reader(monkeypatch) -> Callable[..., None]:  # type: ignore[no-untyped-def]
    """Says what the reader's child process will answer."""

    def answer(text: str, result: dict[str, Any]) -> None:
        monkeypatch.setattr("sauro.plans.actions.reading.run_limited", sample.answering(text, result))

    return answer


@pytest.fixture
def ready(cast: Cast, files_root, reader) -> PlanImport:  # type: ignore[no-untyped-def]  # noqa: F811
    """The sample plan, received and read."""
    text, result = sample.written()
    reader(text, result)
    received = actions.receive_import(data=text.encode(), filename="mau.txt", by=MAKER)
    return actions.read_import(plan_import=received)


@pytest.fixture
def register(ready: PlanImport) -> PlanVersion:
    """The sample plan in force."""
    return actions.confirm_import(plan_import=ready, by=MAKER)


@pytest.fixture
def as_role(cast: Cast) -> Callable[[str], Client]:  # noqa: F811
    """A signed-in client for a role of the cast."""

    def client(role: str) -> Client:
        browser = Client()
        browser.force_login(cast[role])
        return browser

    return client
