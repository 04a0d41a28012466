"""Stored contents: once, whole, never overwritten, checked at every read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import transaction

from sauro.audit.models import Event
from sauro.files.actions import erase, store
from sauro.files.models import Blob, BlobDamaged
from sauro.files.views.blob import download
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db
DATA = "Nội dung thử".encode()


@pytest.fixture
def blob(files_root: Path) -> Blob:
    return store(data=DATA, media_type="text/plain", by=MAKER)


def test_a_content_lies_under_its_hash(blob: Blob, files_root: Path) -> None:
    sha256 = hashlib.sha256(DATA).hexdigest()
    assert (blob.sha256, blob.size) == (sha256, len(DATA))
    assert blob.path == files_root / sha256[:2] / sha256[2:4] / sha256
    assert Blob.objects.get(pk=sha256).read_bytes() == DATA


def test_the_same_content_is_stored_once(blob: Blob) -> None:
    written = blob.path.stat()
    assert store(data=DATA, media_type="application/pdf", by=MAKER) == blob
    assert Blob.objects.get().media_type == "text/plain"
    assert blob.path.stat().st_ino == written.st_ino, "it was written anew"
    assert Event.objects.filter(action="blob.stored").count() == 1


def test_nothing_is_left_beside_it(blob: Blob, files_root: Path) -> None:
    assert [path for path in files_root.rglob("*") if path.is_file()] == [blob.path]


def test_an_empty_content_is_a_content(files_root: Path) -> None:
    assert store(data=b"", media_type="text/plain", by=MAKER).read_bytes() == b""


@pytest.mark.parametrize("harm", ["altered", "cut", "missing"])
def test_a_damaged_content_is_never_answered(blob: Blob, harm: str) -> None:
    blob.path.chmod(0o600)
    if harm == "missing":
        blob.path.unlink()
    else:
        blob.path.write_bytes(DATA[:-1] if harm == "cut" else DATA[:-1] + b"?")
    with pytest.raises(BlobDamaged) as damaged:
        blob.read_bytes()
    assert damaged.value.code == ("missing" if harm == "missing" else "altered")
    # the same bytes coming in again mend it
    assert store(data=DATA, media_type="text/plain", by=MAKER).read_bytes() == DATA


def test_a_failed_write_leaves_no_half(files_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("sauro.files.shelf.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        store(data=DATA, media_type="text/plain", by=MAKER)
    assert not [path for path in files_root.rglob("*") if path.is_file()]
    assert not Blob.objects.exists()


def test_a_download_can_only_be_saved(blob: Blob) -> None:
    answer = download(blob, filename='kế hoạch "201".docx')
    assert answer.getvalue() == DATA
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_erasing_takes_file_and_row_and_leaves_the_reason(
    blob: Blob, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erase(blob=blob, reason="dấu mật", by=MAKER)
    assert not blob.path.exists()
    assert not Blob.objects.exists()
    event = Event.objects.get(action="blob.erased")
    assert event.subject == hashlib.sha256(DATA).hexdigest()
    assert "dấu mật" in event.canonical


def test_erasing_that_is_rolled_back_keeps_the_file(blob: Blob) -> None:
    with transaction.atomic():
        erase(blob=blob, reason="thử", by=MAKER)
        transaction.set_rollback(True)
    assert Blob.objects.get().read_bytes() == DATA


def test_erasing_needs_a_reason(blob: Blob) -> None:
    with pytest.raises(ValueError, match="reason"):
        erase(blob=blob, reason=" ", by=MAKER)
