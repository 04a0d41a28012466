"""Contents in an S3-compatible storage: the shelf and the whole way of evidence, against a server of our own over HTTP."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage, storages
from django.utils import timezone

from integration.files.places import SUBJECT, sent
from sauro.config.doctor_evidence import evidence
from sauro.config.environment import Environment
from sauro.config.storage import evidence_storage
from sauro.files.actions import attach, erase, store, sweep
from sauro.files.models import Blob, BlobDamaged
from sauro.files.shelf import digest_of, shelf
from sauro.files.stored import NotKept, StorageShelf
from unit.files import make
from worlds.cast import MAKER, Cast

DATA = b"Noi dung thu"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    moto = pytest.importorskip("moto.server", reason="the server of the tests is not installed")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(service: str, settings: object, files_root: Path, request: pytest.FixtureRequest) -> StorageShelf:
    """The settings as the environment gives them, with a bucket of the test's own."""
    name = f"b{abs(hash(request.node.name)):x}"
    environment = Environment(
        s3_bucket=name, s3_endpoint=service, s3_region="us-east-1", s3_key="khoa", s3_secret="bi-mat"
    )
    chosen = deepcopy(settings.STORAGES)  # type: ignore[attr-defined]
    settings.STORAGES = {**chosen, "evidence": evidence_storage(environment)}  # type: ignore[attr-defined]
    storage = storages["evidence"]
    storage.connection.create_bucket(Bucket=name)
    found = shelf()
    assert isinstance(found, StorageShelf)
    return found


def objects(found: StorageShelf) -> set[str]:
    return {one.key for one in found.storage.bucket.objects.all()}


@pytest.mark.django_db
def test_a_content_is_an_object_under_its_hash(bucket: StorageShelf, files_root: Path) -> None:
    blob = store(data=DATA, media_type="text/plain", by=MAKER)
    assert objects(bucket) == {blob.sha256}
    assert Blob.objects.get().read_bytes() == DATA
    assert store(data=DATA, media_type="text/plain", by=MAKER) == blob
    assert objects(bucket) == {blob.sha256}
    assert not [path for path in files_root.rglob("*") if path.is_file()], "nothing stays on the disk"


@pytest.mark.django_db
@pytest.mark.parametrize("harm", ["altered", "missing"])
def test_a_damaged_object_is_never_answered_and_can_be_mended(bucket: StorageShelf, harm: str) -> None:
    blob = store(data=DATA, media_type="text/plain", by=MAKER)
    if harm == "missing":
        bucket.remove(blob.sha256)
    else:
        bucket.put(blob.sha256, io.BytesIO(b"other"))
    with pytest.raises(BlobDamaged) as damaged:
        blob.read_bytes()
    assert damaged.value.code == harm
    assert store(data=DATA, media_type="text/plain", by=MAKER).read_bytes() == DATA


@pytest.mark.django_db
def test_erasing_takes_the_object(bucket: StorageShelf, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    blob = store(data=DATA, media_type="text/plain", by=MAKER)
    with django_capture_on_commit_callbacks(execute=True):
        erase(blob=blob, reason="thử", by=MAKER)
    assert objects(bucket) == set()


@pytest.mark.django_db
def test_what_has_no_row_is_put_aside_then_taken_away(bucket: StorageShelf) -> None:
    kept = store(data=DATA, media_type="text/plain", by=MAKER).sha256
    bucket.put("f" * 64, io.BytesIO(b"forgotten"))
    past, future = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    assert sweep(before=past) == 0
    assert objects(bucket) == {kept, "f" * 64}
    assert sweep(before=future) == 0
    assert objects(bucket) == {kept, "aside/" + "f" * 64}
    assert sweep(before=future) == 1
    assert objects(bucket) == {kept}


@pytest.mark.django_db
def test_what_was_put_aside_and_is_wanted_comes_back(bucket: StorageShelf) -> None:
    sha256, _size = digest_of(io.BytesIO(DATA))
    bucket.put(sha256, io.BytesIO(DATA))
    future = timezone.now() + timedelta(days=1)
    sweep(before=future)
    Blob.objects.create(sha256=sha256, size=len(DATA), media_type="text/plain")
    sweep(before=future)
    assert Blob.objects.get().read_bytes() == DATA


@pytest.mark.django_db
@pytest.mark.usefixtures("places", "quick")
def test_evidence_goes_the_whole_way(bucket: StorageShelf, cast: Cast, client) -> None:  # type: ignore[no-untyped-def]
    data = make.photograph("PNG", (1200, 900), compress_level=0)
    assert len(data) > 3_000_000
    (outcome,) = attach(subject=SUBJECT, uploads=[sent("ảnh.png", data)], by=cast["focal_point"])
    assert outcome.attachment is not None
    assert len(objects(bucket)) == 2
    client.force_login(cast["focal_point"])
    answer = client.get(f"/tai-lieu/{outcome.attachment.code}/tai-ve")
    assert answer.getvalue() == data


def test_a_storage_that_keeps_both_is_refused(files_root: Path) -> None:
    found = StorageShelf(InMemoryStorage())
    found.put("a", io.BytesIO(b"1"))
    with pytest.raises(NotKept):
        found.put("a", io.BytesIO(b"2"))


@pytest.mark.django_db
def test_the_doctor_says_whether_the_storage_answers(bucket: StorageShelf) -> None:
    assert [found.level for found in evidence()] == ["ok"]
    bucket.storage.bucket.delete()
    (found,) = evidence()
    assert (found.code, found.level) == ("storage", "fail")
    assert "SAURO_S3_BUCKET" in found.remedy
