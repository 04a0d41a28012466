"""Several people change the register at the same moment: somebody may be refused, nobody waits in a ring.

Belongs here: locks that two actions take in different orders if nobody looks. Does not belong here: clarities alone
(``test_clarity_at_once``), work of units (``test_many_at_once``).
"""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.db import connection

from integration.plans.test_clarity_at_once import answered, at_once, task
from sauro.people.models import Account
from sauro.plans.actions.clarity import Decision, ask, decide
from sauro.plans.actions.clarity.common import ask_mark
from sauro.plans.actions.editing import add_task, reword_task
from sauro.plans.actions.editing_parts import Part, merge_task, split_task
from sauro.plans.actions.saved_views import rename_view, save_view
from sauro.plans.actions.sheet_imports import apply_sheet, receive_sheet
from sauro.plans.models import ClarityRequest, SavedView, SheetImport, Task
from sauro.plans.refusals import ActionRefused
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.register_sheet import HEADINGS
from sauro.plans.rolling import stale
from worlds.cast import MAKER, unit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer; its tests go through one connection"
    ),
]
REFUSED = (ActionRefused, EditRefused)
HALVES = (Part("Nửa đầu của việc."), Part("Nửa sau của việc."))


def sheet_of(*rows: dict[str, str]) -> SheetImport:
    """An upload with these cells, by code of the column."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("Sổ")
    columns = ("code", "text", "plan")
    for at, column in enumerate(columns):
        page.write_string(0, at, HEADINGS[column])
        for line, row in enumerate(rows, start=1):
            page.write_string(line, at, row.get(column, ""))
    book.close()
    return receive_sheet(data=target.getvalue(), filename="ve.xlsx", by=MAKER)


def test_parts_make_room_while_a_sheet_is_written(register):
    plan = register.plan
    late = add_task(plan=plan, text="Quét chợ.", lead="VATGIA", clause="II.1", reason="x", by=MAKER)
    for round_ in range(3):
        first, last = task("NV-01.01"), Task.objects.get(pk=late.pk)
        sheets = [
            sheet_of(
                {"code": "NV-02.01", "text": f"Lời {round_} của {who}.", "plan": plan.number},
                {"code": "NV-03.01", "text": f"Chữ {round_} của {who}.", "plan": plan.number},
                {"text": f"Việc mới {round_} của {who}.", "plan": plan.number},
            )
            for who in ("An", "Bình")
        ]
        results = at_once(
            lambda one=first: split_task(task=one, parts=HALVES, reason="x", by=MAKER),
            lambda one=last: split_task(task=one, parts=HALVES, reason="x", by=MAKER),
            *(
                lambda one=one: apply_sheet(sheet=one, chosen={0, 1, 2}, reason="x", by=MAKER)
                for one in sheets
            ),
            lambda n=round_: add_task(plan=plan, text=f"Việc {n}.", clause="II.2", reason="x", by=MAKER),
        )
        strange = [one for one in results if isinstance(one, Exception) and not isinstance(one, REFUSED)]
        assert not strange
    places = list(plan.tasks.order_by("order").values_list("order", flat=True))
    assert places == list(range(1, len(places) + 1))
    assert stale() == []


def test_two_tasks_do_not_swallow_each_other(register):
    one, other = task("NV-02.01"), task("NV-02.02")
    results = at_once(
        lambda: merge_task(task=one, into=other.code, reason="x", by=MAKER, take_units=True),
        lambda: merge_task(task=other, into=one.code, reason="x", by=MAKER, take_units=True),
        lambda: reword_task(task=one, text="Lời khác.", reason="x", by=MAKER),
    )
    assert not [one for one in results if isinstance(one, Exception) and not isinstance(one, REFUSED)]
    assert sorted(Task.objects.filter(pk__in=(one.pk, other.pk)).values_list("life", flat=True)) == [
        "active",
        "merged",
    ]


def test_deciding_and_asking_about_one_task_take_the_request_first(register, cast):
    waiting = answered()
    mark = ask_mark(waiting)
    results = at_once(
        lambda: decide(
            request=waiting.request, decisions={waiting.pk: Decision(True, "", mark)}, by=cast["owner_office"]
        ),
        *(
            lambda facet=facet: ask(
                unit=unit("VATGIA"),
                wanted=[(task("NV-02.02"), facet), (task("NV-02.01"), facet)],
                message="Làm rõ.",
                answer_by=None,
                by=MAKER,
            )
            for facet in ("authority", "authority")
        ),
    )
    assert results[0].moved == [waiting.pk]
    assert sum(isinstance(one, ClarityRequest) for one in results) == 1


def test_one_name_kept_from_several_windows_is_one_view(cast):
    def mine() -> Account:
        return cast["owner_office"]

    results = at_once(*[lambda n=n: save_view(name="Việc gấp", query=f"q={n}", by=mine()) for n in range(4)])
    assert not [one for one in results if isinstance(one, Exception)]
    view = SavedView.objects.get()
    other = save_view(name="Việc khác", query="", by=mine())
    results = at_once(
        lambda: rename_view(view=view, name="Mới", by=mine()),
        lambda: rename_view(view=other, name="Mới", by=mine()),
    )
    assert [type(one) for one in results if one] == [ActionRefused]
