"""/viec-dinh-ky: for each scheduled job when it last ran, with what outcome, what is next and what was missed.

Belongs here: words for the standing of a job. Does not belong here: the standing itself (``jobs.schedule.queries``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.jobs.models import JobRun
from sauro.jobs.queries import alive_workers
from sauro.jobs.schedule.queries import Standing, standings
from sauro.jobs.states import State
from sauro.web.text import moment_words

_MARKS = {State.QUEUED: "todo", State.RUNNING: "run", State.DONE: "done", State.FAILED: "late"}


@dataclass(frozen=True, slots=True)
class ScheduledLine:
    """``late`` says since when a run is owed; ``missed`` one sentence for each gap, the newest first."""

    title: str
    name: str
    mark: str
    state: str
    last: str
    outcome: str
    following: str
    late: str
    missed: list[str]


@dataclass(frozen=True, slots=True)
class ScheduledPage:
    lines: list[ScheduledLine]
    workers: int
    sentence: str


def scheduled_page() -> ScheduledPage:
    found = standings()
    workers = len(alive_workers())
    late = sum(one.overdue_since is not None for one in found)
    failed = sum(one.failed for one in found)
    return ScheduledPage([_line(one) for one in found], workers, _sentence(late, failed))


def _sentence(late: int, failed: int) -> str:
    if not late and not failed:
        return _("Mọi việc định kỳ đã chạy đúng hẹn.")
    said = []
    if late:
        said.append(
            ngettext("%(n)d việc đến giờ mà chưa chạy", "%(n)d việc đến giờ mà chưa chạy", late) % {"n": late}
        )
    if failed:
        said.append(
            ngettext("%(n)d việc chạy không thành công", "%(n)d việc chạy không thành công", failed)
            % {"n": failed}
        )
    return "; ".join(said) + "."


def _line(one: Standing) -> ScheduledLine:
    mark, state = "todo", _("Chưa chạy lần nào")
    if one.last is not None:
        mark, state = _MARKS[State(one.last.state)], str(one.last.get_state_display())
    return ScheduledLine(
        title=str(one.entry.title),
        name=one.entry.name,
        mark=mark,
        state=state,
        last=_last(one.last),
        outcome=_outcome(one),
        following=moment_words(one.following),
        late=_("Chưa chạy từ %(moment)s") % {"moment": moment_words(one.overdue_since)}
        if one.overdue_since
        else "",
        missed=[_missed(run) for run in one.missed],
    )


def _last(run: JobRun | None) -> str:
    if run is None or run.started_at is None:
        return ""
    return moment_words(run.finished_at or run.started_at)


def _outcome(one: Standing) -> str:
    run = one.last
    if run is None:
        return ""
    if run.state == State.FAILED or run.error_code:
        tries = ngettext("sau %(n)d lần thử", "sau %(n)d lần thử", run.tries) % {"n": run.tries}
        return _("Mã lỗi %(code)s, %(tries)s.") % {"code": run.error_code, "tries": tries}
    if run.state != State.DONE or not run.result or one.entry.told is None:
        return ""
    try:
        return one.entry.told(run.result)
    except KeyError:  # written by an earlier version, whose results had other names
        return ", ".join(f"{name}: {value}" for name, value in run.result.items())


def _missed(run: JobRun) -> str:
    words = ngettext(
        "Lỡ %(n)d lần từ %(since)s, chạy bù lúc %(moment)s",
        "Lỡ %(n)d lần từ %(since)s, chạy bù lúc %(moment)s",
        run.missed,
    )
    assert run.missed_from is not None
    return words % {
        "n": run.missed,
        "since": moment_words(run.missed_from),
        "moment": moment_words(run.started_at or run.moment),
    }
