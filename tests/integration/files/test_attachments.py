"""Evidence: taken in file by file, stored once, opened by right, withdrawn with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from integration.files.places import CLOSED, OTHER, READERS, SUBJECT, WRITERS, sent
from sauro.audit.models import Event
from sauro.files import registry
from sauro.files.actions import attach, detach
from sauro.files.checking import most_bytes
from sauro.files.inspection.types import rules
from sauro.files.models import Attachment, Blob
from sauro.files.permissions import check_download, may_see
from sauro.files.queries import attachments_of, kept_counts
from sauro.files.refusals import FileRefused, known_codes
from sauro.jobs.child import ChildResult
from unit.files import make
from worlds.cast import MAKER, PLACES, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_root", "places")]
PEOPLE = [*PLACES, "nobody"]


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def add(cast: Cast, name: str = "danh-muc.pdf", data: bytes = make.paper(), **more: str) -> Attachment:
    (outcome,) = attach(subject=SUBJECT, uploads=[sent(name, data)], by=cast["focal_point"], **more)
    assert outcome.attachment is not None, outcome.refused
    return outcome.attachment


def test_a_file_is_kept_with_name_type_person_and_picture(cast: Cast) -> None:
    kept = add(cast, "Danh mục rà soát.pdf", note="  bản  ký ")
    assert (kept.name, kept.media_type, kept.note) == ("Danh mục rà soát.pdf", "application/pdf", "bản ký")
    assert (kept.access, kept.state, kept.words_read) == ("private", "kept", True)
    assert (kept.attached_by_code, kept.attached_by_name) == (
        cast["focal_point"].actor.code,
        "Người focal_point",
    )
    assert kept.blob.read_bytes() == make.paper()
    assert kept.blob.preview.picture.read_bytes().startswith(b"\xff\xd8")
    assert len(kept.code) >= 22
    event = Event.objects.get(action="attach")
    assert (event.subject, json.loads(event.after)["sha256"]) == (kept.code, kept.blob.sha256)


@pytest.mark.usefixtures("quick")
def test_one_bad_file_does_not_lose_the_good_ones(cast: Cast, files_root: Path) -> None:
    uploads = [
        sent("a.docx", make.letter()),
        sent("b.svg", b"<svg/>"),
        sent("c.pdf", make.vietnamese_paper("MẬT")),
        sent("d.pdf", make.letter()),
        sent("e.jpg", make.photograph()),
    ]
    outcomes = attach(subject=SUBJECT, uploads=uploads, by=cast["focal_point"])
    assert [outcome.name for outcome in outcomes] == ["a.docx", "b.svg", "c.pdf", "d.pdf", "e.jpg"]
    codes = [outcome.refused.code if outcome.refused else "" for outcome in outcomes]
    assert codes == ["", "drawing", "secrecy_mark", "mismatch", ""]
    assert "DOCX" in outcomes[3].refused.sentence  # type: ignore[union-attr]
    assert Attachment.objects.count() == 2
    assert len(stored(files_root)) == Blob.objects.count() == 3, "two contents and the picture of one"
    assert json.loads(Event.objects.get(action="refuse_marked").after) == {"mark": "MẬT"}


def test_every_refusal_of_the_inspector_has_words() -> None:
    import re

    from sauro.files.inspection import child, kinds, office_words, packages, papers, pictures

    for module in (child, kinds, office_words, packages, papers, pictures):
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        used = set(re.findall(r'Unfit\(\s*"(\w+)"', source)) | set(
            re.findall(r'else "(damaged|old_office)"', source)
        )
        assert used <= known_codes(), module.__name__
    assert {name for name, _members in rules().families} <= known_codes()
    for code in known_codes():
        values = dict.fromkeys(("limit", "labels", "extension", "found", "mark", "why"), "x")
        assert FileRefused(code, **values).sentence


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("\u200b", make.paper(), "no_name"),
        ("ke-hoach", make.paper(), "extension"),
        ("a.exe", make.paper(), "executable"),
        ("a.pdf.exe", make.paper(), "executable"),
        ("a.docm", make.letter(), "macro"),
        ("a.doc", make.letter(), "old_office"),
        ("a.zip", make.letter(), "archive"),
        ("a.txt", b"x", "extension"),
        ("a.pdf", b"", "empty"),
        ("a.png", make.photograph(), "mismatch"),
        ("a.pdf", b"<html>", "web_page"),
    ],
)
def test_a_wrong_file_gets_its_sentence_and_leaves_nothing(
    cast: Cast, files_root: Path, name: str, data: bytes, code: str
) -> None:
    (outcome,) = attach(subject=SUBJECT, uploads=[sent(name, data)], by=cast["focal_point"])
    assert outcome.refused is not None
    assert outcome.refused.code == code
    assert "%(" not in outcome.refused.sentence
    assert not stored(files_root)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("server", "most"), [(1024 * 1024, 1), (500 * 1024 * 1024, 20)])
def test_a_file_has_a_largest_size(
    cast: Cast, files_root: Path, settings: object, server: int, most: int
) -> None:
    """The smaller of what the institution allows and what the server takes in; counted, not believed."""
    settings.UPLOAD_BYTES = server  # type: ignore[attr-defined]
    assert most_bytes(rules()) == most * 1024 * 1024
    upload = sent("a.pdf", b"%PDF-" + b"x" * most * 1024 * 1024)
    upload.size = 10
    (outcome,) = attach(subject=SUBJECT, uploads=[upload], by=cast["focal_point"])
    assert outcome.refused is not None
    assert (outcome.refused.code, outcome.refused.values["limit"]) == ("too_large", str(most))
    assert not stored(files_root)


@pytest.mark.usefixtures("quick")
def test_sent_twice_it_is_stored_once(cast: Cast) -> None:
    first = add(cast)
    (again,) = attach(subject=SUBJECT, uploads=[sent("khac.pdf", make.paper())], by=cast["focal_point"])
    assert (again.attachment, again.already) == (first, True)
    (beside,) = attach(subject=OTHER, uploads=[sent("khac.pdf", make.paper())], by=cast["focal_point"])
    assert beside.attachment is not None
    assert beside.attachment.blob == first.blob
    assert (Attachment.objects.count(), Blob.objects.count()) == (2, 2)


@pytest.mark.usefixtures("quick")
def test_a_double_send_at_one_moment_is_stored_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one does not see the first until the database says so."""
    first = add(cast)
    answers = iter([None, first])
    monkeypatch.setattr("sauro.files.actions.attachments.kept_at", lambda *_asked: next(answers))
    (again,) = attach(subject=SUBJECT, uploads=[sent("a.pdf", make.paper())], by=cast["focal_point"])
    assert (again.attachment, again.already) == (first, True)
    assert Attachment.objects.count() == 1


@pytest.mark.usefixtures("quick")
def test_there_is_an_end_to_how_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    few = replace(rules(), limits=replace(rules().limits, request_files=2, subject_files=3))
    monkeypatch.setattr("sauro.files.actions.attachments.rules", lambda: few)

    def send(*numbers: int) -> list[str]:
        uploads = [sent(f"{n}.pdf", make.paper(make.WORDS + str(n))) for n in numbers]
        outcomes = attach(subject=SUBJECT, uploads=uploads, by=cast["focal_point"])
        return [outcome.refused.code if outcome.refused else "" for outcome in outcomes]

    assert send(1, 2, 3) == ["", "", "many_at_once"]
    assert send(3, 4) == ["", "many_kept"]
    detach(attachment=Attachment.objects.order_by("pk")[0], reason="Nhầm tệp", by=cast["focal_point"])
    assert send(4) == [""]


@pytest.mark.usefixtures("quick")
def test_withdrawn_it_stays_with_its_reason(cast: Cast) -> None:
    kept = add(cast)
    gone = detach(attachment=kept, reason=" Nhầm  tệp ", by=cast["focal_point"])
    assert (gone.state, gone.reason, gone.withdrawn_by_name) == ("withdrawn", "Nhầm tệp", "Người focal_point")
    assert gone.blob.read_bytes() == make.paper()
    assert kept_counts([SUBJECT]) == {SUBJECT: 0}
    with pytest.raises(FileRefused) as refused:
        detach(attachment=kept, reason="x", by=cast["focal_point"])
    assert refused.value.code == "not_kept"
    assert add(cast) != kept, "the same content may come again"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_missing"), ("  \x00", "reason_missing"), ("x" * 501, "reason_long")]
)
def test_withdrawing_needs_a_reason(cast: Cast, reason: str, code: str) -> None:
    kept = add(cast)
    with pytest.raises(FileRefused) as refused:
        detach(attachment=kept, reason=reason, by=cast["focal_point"])
    assert refused.value.code == code
    kept.refresh_from_db()
    assert kept.state == "kept"


@pytest.mark.usefixtures("quick")
def test_who_adds_and_withdraws(cast: Cast, files_root: Path) -> None:
    kept = add(cast)
    before = len(stored(files_root))
    for role in PEOPLE:
        if role in WRITERS:
            continue
        with pytest.raises(PermissionDenied) as refused:
            attach(subject=SUBJECT, uploads=[sent("a.jpg", make.photograph())], by=cast[role])
        assert "Báo cáo 1" in str(refused.value)
        with pytest.raises(PermissionDenied):
            detach(attachment=kept, reason="x", by=cast[role])
    assert len(stored(files_root)) == before
    attach(subject=OTHER, uploads=[sent("a.jpg", make.photograph())], by=MAKER)


@pytest.mark.usefixtures("quick")
def test_who_knows_of_a_file_and_who_opens_it(cast: Cast) -> None:
    """role × access × state: reads the subject, may download (all but observer, administrator, nobody)."""
    loads = set(PEOPLE) - {"observer", "administrator", "nobody"}
    for access in ("private", "internal", "public"):
        kept = add(cast, data=make.paper(make.WORDS + access), access=access)
        for state in ("kept", "withdrawn"):
            if state == "withdrawn":
                kept = detach(attachment=kept, reason="Nhầm", by=cast["focal_point"])
            for role in PEOPLE:
                account = cast[role]
                wide = access != "private" and state == "kept"
                sees = role in READERS or (wide and role in loads)
                assert may_see(account, kept) == sees, (role, access, state)
                assert (kept in attachments_of([SUBJECT], account)[SUBJECT]) == sees, (role, access, state)
                if sees and role in loads:
                    check_download(account, kept)
                else:
                    with pytest.raises(PermissionDenied):
                        check_download(account, kept)


@pytest.mark.usefixtures("quick")
def test_without_a_sign_in_nothing_is_known(cast: Cast) -> None:
    from django.contrib.auth.models import AnonymousUser

    kept = add(cast, access="public")
    assert not may_see(AnonymousUser(), kept)
    assert attachments_of([SUBJECT], AnonymousUser()) == {SUBJECT: []}


@pytest.mark.usefixtures("quick")
def test_a_closed_place_takes_and_gives_nothing(cast: Cast, places: set[str]) -> None:
    kept = add(cast)
    places.add(SUBJECT)
    for by in (cast["focal_point"], MAKER):
        with pytest.raises(FileRefused) as refused:
            attach(subject=SUBJECT, uploads=[sent("a.jpg", make.photograph())], by=by)
        assert refused.value.sentence == CLOSED
        with pytest.raises(FileRefused):
            detach(attachment=kept, reason="x", by=by)
    assert registry.writes(cast["focal_point"], SUBJECT), "the right itself is not gone"


@pytest.mark.parametrize("subject", ["", "thu", "thu:", "khong-co:1"])
def test_a_place_that_no_room_knows_is_a_fault(cast: Cast, subject: str) -> None:
    with pytest.raises(KeyError):
        attach(subject=subject, uploads=[], by=cast["focal_point"])


@pytest.mark.usefixtures("quick")
def test_counts_of_what_is_kept(cast: Cast) -> None:
    add(cast)
    add(cast, "a.jpg", make.photograph())
    assert kept_counts([SUBJECT, OTHER]) == {SUBJECT: 2, OTHER: 0}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "gone"},
        {"access": "secret"},
        {"name": ""},
        {"state": "withdrawn"},
        {"reason": "x"},
        {"withdrawn_by_code": "x"},
    ],
)
def test_the_database_holds_the_rules(cast: Cast, wrong: dict[str, str]) -> None:
    kept = add(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(**wrong)


@pytest.mark.usefixtures("quick")
def test_the_database_holds_one_kept_content_a_place(cast: Cast) -> None:
    kept = add(cast)
    kept.pk, kept.code = None, "khac"
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save()


@pytest.mark.parametrize(
    ("ended", "code"), [("time", "too_heavy"), ("memory", "too_heavy"), ("killed", "damaged")]
)
def test_an_inspector_that_falls_refuses(
    cast: Cast, files_root: Path, monkeypatch: pytest.MonkeyPatch, ended: str, code: str
) -> None:
    monkeypatch.setattr(
        "sauro.files.checking.run_limited",
        lambda *_a, **_k: ChildResult(-9, b"", b"", ended),  # type: ignore[arg-type]
    )
    (outcome,) = attach(subject=SUBJECT, uploads=[sent("a.pdf", make.paper())], by=cast["focal_point"])
    assert outcome.refused is not None
    assert outcome.refused.code == code
    assert not stored(files_root)


@pytest.mark.usefixtures("quick")
def test_parts_of_one_thing_are_asked_about_once(cast: Cast) -> None:
    from sauro.files.presenters.evidence import evidence_for

    asked: list[str] = []

    def may(_account: object, subject: str) -> bool:
        asked.append(subject)
        return True

    registry.subject("thu", may, may, whole=lambda subject: subject.partition("/")[0])
    parts = [f"thu:1/{n}" for n in range(20)]
    found = evidence_for(cast["focal_point"], parts)
    assert asked == ["thu:1", "thu:1"], "read and write, once each"
    assert all(one.may_write for one in found.values())
