"""A subject for tests: what an upper room would register.

Belongs here: who may read and write "thu:…" and whether it is closed. Does not belong here: tests.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauro.files import registry
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
