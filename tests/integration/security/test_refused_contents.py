"""What must not stay on disk, however the upload ended, and uploads that nothing would ever end."""

from __future__ import annotations

from pathlib import Path

import pytest

from sauro.audit.models import Event
from sauro.jobs.actions import claim, fail
from sauro.plans import actions
from sauro.plans.actions.reading import refuse_unread
from sauro.plans.models import PlanImport
from sauro.plans.presenters.imports import refusal_words
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: 5/KH-UBND\nKẾ HOẠCH\nThử\n\nII. PHÂN CÔNG\n1. Cơ quan Vật giá\n- Làm việc.\n"
SECRET = ("MẬT\n" + HEAD).encode()
OLD_WORD = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 100
)


def receive(data: bytes = SECRET) -> PlanImport:
    return actions.receive_import(data=data, filename="mau.txt", by=MAKER)


def path_of(received: PlanImport) -> Path:
    assert received.blob is not None
    return received.blob.path


@pytest.mark.parametrize("data", [SECRET, OLD_WORD, b"%PDF-1.7\nhong"], ids=["secret", "old word", "broken"])
def test_the_file_of_a_refused_upload_goes(cast, files_root, data):
    """A paper that could not be read through may be a secret one, so no refused file stays."""
    received = receive(data)
    path = path_of(received)
    assert path.exists()
    read = actions.read_import(plan_import=received)
    assert (read.state, read.blob) == ("refused", None)
    assert not path.exists()
    assert not [file for file in files_root.rglob("*") if file.is_file()]
    erased = Event.objects.get(action="blob.erased")
    assert (erased.subject, read.refusal_code in erased.after) == (received.sha256, True)


def test_a_secret_file_put_aside_before_it_is_read_goes(cast, files_root):
    received = receive()
    path = path_of(received)
    discarded = actions.discard_import(plan_import=received, by=MAKER)
    assert (discarded.state, discarded.blob) == ("discarded", None)
    assert not path.exists()


def test_a_secret_file_that_came_in_before_is_refused_and_goes(cast, files_root):
    """An older upload of the same file, kept from before such files were let go, must not hold it here."""
    first = receive()
    PlanImport.objects.filter(pk=first.pk).update(
        state="discarded", decided_at=first.received_at, decided_by_code="x", decided_by_name="x"
    )
    second = receive()
    path = path_of(second)
    assert actions.read_import(plan_import=second).refusal_code == "secrecy_mark"
    assert not path.exists()
    assert not PlanImport.objects.exclude(blob=None).exists()


def test_the_document_of_a_plan_is_never_erased(cast, files_root):
    received = actions.read_import(plan_import=receive(HEAD.encode()))
    version = actions.confirm_import(plan_import=received, by=MAKER)
    again = PlanImport.objects.create(
        blob=version.blob, sha256=received.sha256, filename="x", size=1, received_at=received.received_at,
        received_by_code="x", received_by_name="x",
    )  # fmt: skip
    actions.discard_import(plan_import=again, by=MAKER)
    assert version.blob.read_bytes() == HEAD.encode()


def test_an_upload_whose_job_failed_for_good_is_refused_with_words(cast, files_root):
    received = receive(HEAD.encode())
    path = path_of(received)
    assert refuse_unread() == 0
    job = claim(worker="w")
    assert job is not None
    PlanImport.objects.filter(pk=received.pk).update(state="reading")
    assert fail(job=job, worker="w", code="worker_lost", final=True)
    assert refuse_unread() == 1
    received.refresh_from_db()
    assert (received.state, received.refusal_code, received.blob) == ("refused", "reader_failed", None)
    assert received.code in refusal_words(received).message
    assert not path.exists()
    assert refuse_unread() == 0
