"""The page of one request: every task with what was asked, the unit's answers, the office's decisions.

Belongs here: everything clarity_request.html shows. Does not belong here: cleaning (``clarity_forms``), lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from sauro.audit.models import Event
from sauro.audit.queries import history
from sauro.plans.actions.clarity.common import ask_mark
from sauro.plans.answers import answer_words
from sauro.plans.clarity_forms import FacetForm
from sauro.plans.models import ClarityAsk, ClarityRequest, TaskUnit
from sauro.plans.permissions import may, refusal
from sauro.plans.presenters import words
from sauro.plans.presenters.clarity_letter import letter
from sauro.plans.presenters.clarity_lines import MARKS, document_lack, document_words, verdict_words
from sauro.plans.queries_clarity import FOR_UNIT, UnitNames
from sauro.plans.states import AskState, TaskLife, request_state
from sauro.web.glyph import FACET_TITLES
from sauro.web.text import who_when


@dataclass(frozen=True, slots=True)
class Line:
    """One asked facet. ``form`` is there while the unit has the word, ``decidable`` while the office has it."""

    key: int
    facet: str
    title: str
    document: str
    lack: str
    mark: str
    state: str
    value: str
    verdict: str
    gap: str
    answered: str
    decided: str
    reason: str
    seen: str
    form: FacetForm | None
    decidable: bool
    choice: str
    typed_reason: str
    error: str
    where: str

    @property
    def wrong(self) -> bool:
        """Not taken: by the action, or already by its own form."""
        return bool(self.error) or (self.form is not None and self.form.is_bound and not self.form.is_valid())


@dataclass(frozen=True, slots=True)
class TaskLines:
    code: str
    text: str
    moot: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Step:
    words: str
    who: str
    at: object
    mark: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    request: ClarityRequest
    mark: str
    state: str
    late: bool
    tasks: list[TaskLines]
    asked: int
    waiting: int
    answered: int
    accepted: int
    may_answer: bool
    why_not_answer: str
    may_decide: bool
    may_withdraw: bool
    letter: str
    units: list[str]
    trail: list[Step]

    @property
    def answering(self) -> bool:
        """The unit has the word, and this person speaks for it."""
        return any(line.form is not None for line in self._lines)

    @property
    def deciding(self) -> bool:
        return any(line.decidable for line in self._lines)

    @property
    def closed(self) -> str:
        """Why the form is closed for somebody who may not answer while an answer is awaited."""
        return self.why_not_answer if self.waiting and not self.may_decide else ""

    @property
    def wrong_lines(self) -> list[Line]:
        return [line for line in self._lines if line.wrong]

    @property
    def has_errors(self) -> bool:
        return bool(self.wrong_lines)

    @property
    def _lines(self) -> list[Line]:
        return [line for task in self.tasks for line in task.lines]


def asks_of(request: ClarityRequest) -> list[ClarityAsk]:
    """Every ask with its task and the task's units, in three queries."""
    rows = ClarityAsk.objects.filter(request=request).select_related("task__plan", "request__unit")
    units = Prefetch("task__units", TaskUnit.objects.select_related("unit", "group"))
    return list(rows.prefetch_related(units).order_by("task__plan", "task__order", "pk"))


Forms = Mapping[int, FacetForm]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back with the form: decisions as chosen, and a sentence for each line that was not taken."""

    choices: Mapping[int, tuple[str, str]]
    errors: Mapping[int, str]


NOTHING_SENT = Sent({}, {})


def request_page(
    account: object,
    request: ClarityRequest,
    asks: list[ClarityAsk],
    *,
    names: UnitNames,
    forms: Forms,
    sent: Sent = NOTHING_SENT,
) -> RequestPage:
    """The number of queries does not depend on how many tasks are asked about."""
    counted = [ask for ask in asks if ask.task.life == TaskLife.ACTIVE]
    state = request_state(ask.state for ask in counted)
    waiting = sum(ask.state in FOR_UNIT for ask in counted)
    answered = sum(ask.state == AskState.ANSWERED for ask in counted)
    may_answer = may(account, "clarity.answer", unit=request.unit)
    may_decide = may(account, "clarity.accept")
    today = timezone.localdate()
    groups: dict[int, TaskLines] = {}
    for ask in asks:
        group = groups.setdefault(ask.task_id, _task_lines(ask))
        form = forms.get(ask.pk) if may_answer and not group.moot else None
        decidable = may_decide and not group.moot and ask.state == AskState.ANSWERED
        group.lines.append(_line(ask, names, form, decidable, sent))
    return RequestPage(
        request=request,
        mark=MARKS[state],
        state=str(state.label),
        late=bool(waiting and request.answer_by and request.answer_by < today),
        tasks=list(groups.values()),
        asked=sum(ask.state != AskState.WITHDRAWN for ask in counted),
        waiting=waiting,
        answered=answered,
        accepted=sum(ask.state == AskState.ACCEPTED for ask in counted),
        may_answer=may_answer,
        why_not_answer="" if may_answer else refusal(account, "clarity.answer", unit=request.unit).why,
        may_decide=may_decide,
        may_withdraw=bool(waiting) and _may_withdraw(account, asks),
        letter=letter(request, counted),
        units=list(names.short.values()),
        trail=_trail(request),
    )


def _may_withdraw(account: object, asks: list[ClarityAsk]) -> bool:
    """Who asks everywhere; within a field the first waiting line speaks for the letter, the action for each."""
    first = next(ask for ask in asks if ask.state in FOR_UNIT)
    return may(account, "clarity.ask", task=first.task)


def _task_lines(ask: ClarityAsk) -> TaskLines:
    life = TaskLife(ask.task.life)
    moot = "" if life == TaskLife.ACTIVE else str(life.label)
    return TaskLines(ask.task.code, words.shortened(ask.task.text, 280), moot, [])


def _line(ask: ClarityAsk, names: UnitNames, form: FacetForm | None, decidable: bool, sent: Sent) -> Line:
    shown = ask.value != "" and (form is None or ask.state not in FOR_UNIT)
    verdict, gap = verdict_words(ask.facet, ask.data) if ask.data else ("", "")
    choice, typed = sent.choices.get(ask.pk, ("", ""))
    return Line(
        key=ask.pk,
        facet=ask.facet,
        title=str(FACET_TITLES[ask.facet]),
        document=document_words(ask.task, ask.facet),
        lack=document_lack(ask.task, ask.facet),
        mark=MARKS[ask.state],
        state=str(AskState(ask.state).label),
        value=(answer_words(ask.facet, ask.data, names.short) or ask.value) if shown else "",
        verdict=verdict,
        gap=gap,
        answered=_said(ask.answered_by_name, ask.answered_at),
        decided=_said(ask.decided_by_name, ask.decided_at),
        reason=ask.reason,
        seen=ask_mark(ask),
        form=form,
        decidable=decidable,
        choice=choice,
        typed_reason=typed,
        error=sent.errors.get(ask.pk, ""),
        where=f"{ask.task.code}, {FACET_TITLES[ask.facet]}",
    )


def _said(name: str, at: datetime | None) -> str:
    return who_when(name, at) if name and at is not None else ""


_STEPS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "ask_clarity": ("todo", lambda: _("Gửi yêu cầu làm rõ")),
    "save_clarity_answers": ("run", lambda: _("Lưu nội dung trả lời")),
    "answer_clarity": ("run", lambda: _("Gửi câu trả lời")),
    "decide_clarity": ("done", lambda: _("Xem xét câu trả lời")),
    "withdraw_clarity_ask": ("gone", lambda: _("Không hỏi nữa")),
}


def _trail(request: ClarityRequest) -> list[Step]:
    events: list[Event] = list(history(room="plans", subject=request.code))
    return [
        Step(_STEPS[event.action][1](), event.by_name, event.at, _STEPS[event.action][0])
        for event in events
        if event.action in _STEPS
    ]
