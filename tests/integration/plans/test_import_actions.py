"""Receiving, reading, confirming and discarding an upload: what changes, what never changes, who may."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from integration.plans import sample
from sauro.audit.models import Event
from sauro.jobs.child import ChildResult
from sauro.jobs.models import Job
from sauro.people.permissions import Refused
from sauro.plans import actions
from sauro.plans.models import Clarity, Plan, PlanImport, PlanVersion, Task, TaskUnit
from sauro.plans.presenters.imports import refusal_words
from sauro.plans.refusals import ActionRefused
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db


def receive(data: bytes = b"Noi dung", by=MAKER, name: str = "mau.txt") -> PlanImport:  # type: ignore[no-untyped-def]
    return actions.receive_import(data=data, filename=name, by=by)


def test_receiving_stores_the_file_asks_for_a_job_and_is_audited(cast, files_root):
    received = receive()
    assert (received.state, received.size, received.blob.read_bytes()) == ("received", 8, b"Noi dung")
    assert Job.objects.get(name="plans.read_import").payload == {"import": received.code}
    event = Event.objects.get(room="plans", action="receive_import")
    assert event.subject == received.code
    assert event.by_code == MAKER.code


@pytest.mark.parametrize(
    "role", ["focal_point", "unit_head", "clerk", "leader", "observer", "administrator", "nobody"]
)
def test_only_the_owner_office_receives(cast, files_root, role):
    with pytest.raises(Refused) as refused:
        receive(by=cast[role])
    assert refused.value.code == "plans.import"
    assert not PlanImport.objects.exists()


def test_the_owner_office_receives(cast, files_root):
    assert receive(by=cast["owner_office"]).received_by_name == "Người owner_office"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [(b"", "a.txt", "empty_file"), (b"x" * 2049, "a.txt", "too_large"), (b"x", "a" * 256, "name_too_long")],
)
def test_what_cannot_be_read_is_refused_before_it_is_stored(cast, files_root, settings, data, name, code):
    settings.UPLOAD_BYTES = 2048
    with pytest.raises(ActionRefused) as refused:
        receive(data, name=name)
    assert refused.value.code == code
    assert refused.value.sentence.startswith("Không nhận")
    assert not files_root.exists()


def test_the_same_waiting_file_is_received_once(cast, files_root):
    first, second = receive(), receive(name="ten-khac.txt")
    assert first.pk == second.pk
    assert Job.objects.filter(name="plans.read_import").count() == 1


def test_reading_keeps_the_result_and_its_text(ready):
    text, result = sample.written()
    assert (ready.state, ready.text, ready.result) == ("ready", text, result)
    assert ready.finding_values == [{"tasks": "7"}]


def test_reading_a_decided_upload_changes_nothing(ready, reader):
    discarded = actions.discard_import(plan_import=ready, by=MAKER)
    assert actions.read_import(plan_import=discarded).state == "discarded"


@pytest.mark.parametrize(
    ("child", "code"),
    [
        (ChildResult(-9, b"", b"", "time"), "reader_time"),
        (ChildResult(-9, b"", b"", "memory"), "reader_memory"),
        (ChildResult(1, b"", b"Traceback", "done"), "reader_failed"),
        (ChildResult(-11, b"", b"", "killed"), "reader_failed"),
    ],
)
def test_a_reader_that_was_stopped_is_a_refusal_with_a_sentence(cast, files_root, monkeypatch, child, code):
    monkeypatch.setattr("sauro.plans.actions.reading.run_limited", lambda *_a, **_k: child)
    read = actions.read_import(plan_import=receive())
    assert (read.state, read.refusal_code) == ("refused", code)
    assert refusal_words(read).message.startswith("Không nhận")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "Độ mật: Tuyệt mật"])
def test_a_secret_paper_is_refused_and_its_file_removed(
    cast, files_root, mark, django_capture_on_commit_callbacks
):
    received = receive(f"UBND\n{mark}\nSố: 1/KH-UBND\nKẾ HOẠCH\n".encode())
    path = received.blob.path
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        read = actions.read_import(plan_import=received)
    assert (read.state, read.refusal_code, read.blob) == ("refused", "secrecy_mark", None)
    assert not path.exists()
    assert "độ mật" in refusal_words(read).message


def test_confirming_creates_the_register(register):
    assert register.state == "in_force"
    assert (register.plan.key, register.plan.prefix, register.plan.number) == ("15-kh-ubnd", "", "15/KH-UBND")
    codes = list(Task.objects.order_by("order").values_list("code", flat=True))
    assert codes == ["NV-01.01", "NV-01.02", "NV-01.02.1", "NV-02.01", "NV-02.02", "NV-03.01", "NV-04.01"]
    assert Task.objects.get(code="NV-01.02.1").parent.code == "NV-01.02"
    assert Clarity.objects.count() == 6 * len(codes)


def test_every_stored_place_quotes_its_own_words(register):
    parts = list(TaskUnit.objects.all())
    assert parts
    for part in parts:
        assert register.text[part.start : part.end] == part.text
    for task in Task.objects.prefetch_related("texts"):
        (text,) = task.texts.all()
        assert register.text[text.start : text.end] == task.text


def test_units_are_joined_on_code_and_unknown_names_are_kept(register):
    second = Task.objects.get(code="NV-01.02")
    parts = {(p.role, p.text, p.unit.code if p.unit else None) for p in second.units.select_related("unit")}
    assert parts == {
        ("lead", "Cơ quan Tổ chức và Thi đua", "TOCHUC"),
        ("support", "Hội Người làm muối", None),
    }
    wards = Task.objects.get(code="NV-03.01")
    assert wards.lead_group.code == "CACPHUONG"


def test_the_glyph_column_says_what_the_clarity_rows_say(register):
    tasks = list(Task.objects.prefetch_related("clarities"))
    assert tasks
    for task in tasks:
        assert task.clarity == {row.facet: row.state for row in task.clarities.all()}


def test_confirming_again_and_the_same_file_again_change_nothing(register, ready):
    before = (Plan.objects.count(), PlanVersion.objects.count(), Task.objects.count(), Event.objects.count())
    assert actions.confirm_import(plan_import=ready, by=MAKER) == register
    again = receive(sample.written()[0].encode(), name="ban-sao.txt")
    assert (again.pk, again.state) == (ready.pk, "confirmed")
    assert actions.confirm_import(plan_import=again, by=MAKER) == register
    after = (Plan.objects.count(), PlanVersion.objects.count(), Task.objects.count(), Event.objects.count())
    assert before == after


def test_another_file_with_the_same_number_is_refused(register, reader):
    text, result = sample.written(sections=sample.SECTIONS[:1])
    reader(text, result)
    second = actions.read_import(plan_import=receive(text.encode()))
    with pytest.raises(ActionRefused) as refused:
        actions.confirm_import(plan_import=second, by=MAKER)
    assert refused.value.code == "number_taken"
    assert "15/KH-UBND" in refused.value.sentence
    assert (Plan.objects.count(), Task.objects.count()) == (1, 7)


def test_a_further_plan_carries_its_number_in_its_codes(register, reader):
    text, result = sample.written(number="88/KH-UBND", sections=sample.SECTIONS[:1])
    reader(text, result)
    version = actions.confirm_import(
        plan_import=actions.read_import(plan_import=receive(text.encode())), by=MAKER
    )
    assert list(version.plan.tasks.order_by("order").values_list("code", flat=True)) == [
        "NV-88.01.01",
        "NV-88.01.02",
        "NV-88.01.02.1",
    ]


def test_a_document_without_tasks_does_not_enter(cast, files_root, reader):
    text, result = sample.written(sections=[])
    reader(text, result)
    read = actions.read_import(plan_import=receive(text.encode()))
    with pytest.raises(ActionRefused) as refused:
        actions.confirm_import(plan_import=read, by=MAKER)
    assert refused.value.code == "no_tasks"
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "role", ["focal_point", "unit_head", "clerk", "leader", "observer", "administrator", "nobody"]
)
def test_only_the_owner_office_confirms_and_discards(cast, ready, role):
    with pytest.raises(Refused):
        actions.confirm_import(plan_import=ready, by=cast[role])
    with pytest.raises(Refused):
        actions.discard_import(plan_import=ready, by=cast[role])
    ready.refresh_from_db()
    assert ready.state == "ready"


def test_the_owner_office_confirms_and_is_written_down(cast, ready):
    version = actions.confirm_import(plan_import=ready, by=cast["owner_office"])
    assert version.confirmed_by_name == "Người owner_office"
    event = Event.objects.get(action="confirm_import")
    assert (event.by_code, event.subject) == (cast["owner_office"].code, version.plan.key)


def test_a_discarded_upload_cannot_be_confirmed(ready):
    actions.discard_import(plan_import=ready, by=MAKER)
    with pytest.raises(ActionRefused) as refused:
        actions.confirm_import(plan_import=ready, by=MAKER)
    assert refused.value.code == "not_ready"


def test_a_failure_half_way_leaves_nothing(ready, monkeypatch):
    def fail(*_args, **_more):
        raise RuntimeError("half way")

    monkeypatch.setattr("sauro.plans.actions.confirm.save_findings", fail)
    with pytest.raises(RuntimeError):
        actions.confirm_import(plan_import=ready, by=MAKER)
    assert (Plan.objects.count(), Task.objects.count()) == (0, 0)


def test_the_database_holds_one_version_in_force(register):
    twin = PlanVersion.objects.get(pk=register.pk)
    twin.pk, twin.number, twin.sha256 = None, 2, "f" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (Clarity, {"state": "half"}),
        (Clarity, {"facet": "whom"}),
        (Task, {"glyph": "cccccx"}),
        (Task, {"glyph": "ccccc"}),
        (Task, {"state": "overdue"}),
        (TaskUnit, {"end": 0}),
        (PlanImport, {"state": "refused"}),
    ],
)
def test_the_database_refuses_what_has_no_meaning(register, table, change):
    row = table.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.filter(pk=row.pk).update(**change)


def test_the_real_reader_reads_a_plan_in_its_own_process(cast, files_root):
    """Nothing is replaced here: the child process, its limits and the engine."""
    text = (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ THẠCH LÂM\nSố: 31/KH-UBND\nThạch Lâm, ngày 05 tháng 01 năm 2026\n\n"
        "KẾ HOẠCH\nLàm sạch bến cá năm 2026\n\nI. MỤC ĐÍCH\nGiữ bến sạch.\n\nII. NHIỆM VỤ\n"
        "1. Cơ quan Vật giá\n- Chủ trì, phối hợp với Cơ quan Tổ chức và Thi đua niêm yết giá thuê chỗ đậu thuyền.\n"
        "- Lập danh sách thuyền trước ngày 15/3/2026.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
    )
    read = actions.read_import(plan_import=receive(text.encode(), name="ben-ca.txt"))
    assert read.state == "ready", read.refusal_code
    assert read.result["source"]["name"] == "ben-ca.txt"
    version = actions.confirm_import(plan_import=read, by=MAKER)
    assert version.plan.number == "31/KH-UBND"
    leads = {t.code: t.lead_unit.code for t in Task.objects.select_related("lead_unit")}
    assert leads == {"NV-01.01": "VATGIA", "NV-01.02": "VATGIA"}


@pytest.mark.parametrize("data", [b"%PDF-1.7\nbroken", b"PK\x03\x04broken", b"\x00\x01\x02" * 50])
def test_every_refusal_of_the_reader_has_a_sentence_and_a_remedy(cast, files_root, data):
    read = actions.read_import(plan_import=receive(data))
    assert read.state == "refused"
    words = refusal_words(read)
    assert words.message
    assert words.remedy
