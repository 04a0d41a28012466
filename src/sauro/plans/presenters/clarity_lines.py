"""Words about one facet of one task, shared by the pages of clarities.

Belongs here: what the document says, who said what stands now, how an answer is judged, states as marks. Does not
belong here: whole pages (``clarity_request``, ``clarity_task``, ``clarity_ask``).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sauro.engine.planning.answers import AnswerWrong, judge_answer, read_answer
from sauro.engine.planning.model import FACETS
from sauro.plans.answers import answer_words, gap_sentence, lack_sentence, wrong_words
from sauro.plans.models import Clarity, Task
from sauro.plans.models.task import LETTER_STATES
from sauro.plans.presenters import words
from sauro.plans.states import AskState, ClaritySource, Role, TaskOrigin

MARKS: Mapping[str, str] = {
    AskState.ASKED: "todo",
    AskState.ANSWERED: "run",
    AskState.ACCEPTED: "done",
    AskState.RETURNED: "back",
    AskState.WITHDRAWN: "gone",
}
"""State of an ask → mark of the shell's status words."""


def document_words(task: Task, facet: str) -> str:
    """The document's own words for the facet, which no answer replaces; needs ``units`` prefetched."""
    if facet == "who":
        written = [part for part in words.units_of(task, Role.LEAD) if part.start is not None]
        return ", ".join(" ".join(part.text.split()) for part in written)
    if facet == "what":
        return words.shortened(" ".join(task.text.split()), 140) if from_document(task) else ""
    if facet == "when":
        return " ".join(task.when_text.split())
    if facet == "product":
        return " ".join(task.product_text.split())
    return ""


def first_state(task: Task, facet: str) -> str:
    """How clear the facet was when the task entered the register."""
    return LETTER_STATES[task.first_glyph[FACETS.index(facet)]]


def document_lack(task: Task, facet: str) -> str:
    return str(words.LACKS.get((facet, first_state(task, facet)), ""))


def value_words(row: Clarity, task: Task, unit_names: Mapping[str, str]) -> str:
    """What stands now: a person's answer in the language of the page, else the document's words."""
    if row.source == ClaritySource.DOCUMENT:
        return _as_read(row, task) or (stands_there(task) if row.state == "clear" else "")
    return answer_words(row.facet, row.data, unit_names) or row.value


def from_document(task: Task) -> bool:
    """Whether a document has words of its own for the task; one that a person added has none."""
    return task.origin == TaskOrigin.DOCUMENT


def stands_there(task: Task) -> str:
    return _("Có ghi trong đoạn gốc.") if from_document(task) else _("Có ghi trong nội dung nhiệm vụ.")


def _as_read(row: Clarity, task: Task) -> str:
    """What the register took from the document: units by their short names, the day where there is one."""
    if row.facet == "who":
        return words.lead_words(task)
    if row.facet == "when":
        return words.when_words(task)
    if row.facet == "what":
        return words.shortened(" ".join(row.value.split()), 140)
    return " ".join(row.value.split())


def verdict_words(facet: str, parts: Mapping[str, str]) -> tuple[str, str]:
    """(why the answer is not clear enough, what stays unknown), each empty where there is nothing to say."""
    try:
        answer = read_answer(facet, parts)
    except AnswerWrong as wrong:
        return wrong_words(wrong.code), ""
    if answer is None:
        return "", ""
    verdict = judge_answer(answer)
    gaps = gap_sentence(verdict.gaps)
    return (
        lack_sentence(verdict.lacks) if verdict.lacks else "",
        _("Còn thiếu: %(gaps)s.") % {"gaps": gaps} if gaps else "",
    )
