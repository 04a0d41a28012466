"""A subject for tests: what an upper room would register.

Belongs here: who may read and write "thu:…" and whether it is closed. Does not belong here: tests.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauro.files import registry
from sauro.files.inspection.types import rules
from sauro.jobs.child import ChildResult
from sauro.people.models import Account

SUBJECT = "thu:bao-cao-1"
OTHER = "thu:bao-cao-2"
READERS = ("owner_office", "focal_point", "unit_head", "administrator")
WRITERS = ("focal_point",)
CLOSED = "Báo cáo đã gửi nên không thêm hoặc rút tệp được."


def role(account: Account) -> str:
    """The name of the person in the cast, which is the beginning of the address."""
    return account.email.partition("@")[0].replace(".", "_")


@pytest.fixture
def places() -> Iterator[set[str]]:
    """Registers the subjects; those in the set that it gives are closed."""
    closed: set[str] = set()
    registry.subject(
        "thu",
        lambda account, _subject: role(account) in READERS,
        lambda account, _subject: role(account) in WRITERS,
        about=lambda subject: registry.About(f"Báo cáo {subject[-1]}", "/tai-khoan"),
        closed=lambda subject: CLOSED if subject in closed else "",
    )
    yield closed
    del registry._kinds["thu"]


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The inspector in this process: its own process is tested in one place below."""
    from sauro.files.inspection.child import answer

    def run(_argv: list[str], *, stdin: object, **_limits: object) -> ChildResult:
        said, picture = answer(os.pread(stdin.fileno(), 1 << 30, 0), rules())  # type: ignore[attr-defined]
        return ChildResult(0, json.dumps(said).encode() + b"\n" + picture, b"", "done")

    monkeypatch.setattr("sauro.files.checking.run_limited", run)
