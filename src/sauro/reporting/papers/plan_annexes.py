"""The annexes of the report on the plan: tasks by unit, targets, who has sent.

Belongs here: tables from the gathered period. Does not belong here: the text, how a table is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sauro.engine.documents.out import Align, Annex, Cell, Column, Note, Row, Run, Table, value
from sauro.engine.reports.values import Value, written
from sauro.reporting.gathering import Gathered, TaskLine, UnitLine
from sauro.reporting.gathering.shapes import TARGET, TASK
from sauro.reporting.papers.figures import Links, TargetFigure, target_figures, unit_label
from sauro.reporting.papers.marks import printable
from sauro.reporting.papers.spoken import plain_day, several_lines
from sauro.reporting.papers.wording import Wording, wording
from sauro.reporting.register import DIFFICULTY, PRODUCT, PROGRESS, RESULT, STATE
from sauro.reporting.standing import Arrival

SIZE = 11
RESULTS_PART, TARGETS_PART = "nhiem-vu", "chi-tieu"


def plan_annexes(gathered: Gathered, links: Links, period: str, source: str) -> tuple[Annex, ...]:
    """``source`` is the line that names the snapshot, below the first table."""
    words = wording("plan")
    found = [
        Annex(
            words.say("annexes.tasks.title", period=period),
            (tasks_table(gathered, links, words), Note(source)),
            landscape=True,
        )
    ]
    if gathered.targets:
        title = words.say("annexes.targets.title", period=period)
        found.append(Annex(title, (targets_table(gathered, links, words),), landscape=True))
    title = words.say("annexes.sending.title", period=period)
    found.append(Annex(title, (sending_table(gathered, links, words),)))
    return tuple(found)


def heads(names: Sequence[str]) -> tuple[Row, ...]:
    return (Row(tuple(Cell(name) for name in names)),)


def tasks_table(gathered: Gathered, links: Links, words: Wording) -> Table:
    rows: list[Row] = []
    for number, unit in enumerate((unit for unit in gathered.units if _keys(gathered, unit)), 1):
        rows += _unit_rows(gathered, unit, number, links, words)
    if not rows:
        rows = [Row((Cell(words.get("cells.no_tasks"), across=7),))]
    columns = (
        Column(1, Align.CENTER),
        Column(7),
        Column(2.4, Align.CENTER),
        Column(1.5, Align.RIGHT),
        Column(2, Align.CENTER),
        Column(6),
        Column(5),
    )
    return Table(columns, tuple(rows), heads(words.lines("columns.tasks")), size=SIZE)


def _keys(gathered: Gathered, unit: UnitLine) -> list[str]:
    own = {key for key in unit.asked if key.startswith(f"{TASK}:")}
    return [key for key in gathered.tasks if key in own]


def _unit_rows(
    gathered: Gathered, unit: UnitLine, number: int, links: Links, words: Wording
) -> Iterator[Row]:
    name = value(unit.short_name, links.unit(unit), unit_label(unit, gathered.period), bold=True)
    if not unit.sent:
        yield Row(
            (
                Cell(str(number)),
                Cell((name,), across=4, align=Align.LEFT),
                Cell(words.get("cells.untold"), across=2),
            ),
            bold=True,
        )
        return
    yield Row((Cell(str(number)), Cell((name,), across=6, align=Align.LEFT)), bold=True)
    for at, key in enumerate(_keys(gathered, unit), 1):
        yield task_row(gathered.tasks[key], unit, f"{number}.{at}", links, words)


def task_row(task: TaskLine, unit: UnitLine, number: str, links: Links, words: Wording) -> Row:
    """One task as the unit told it."""
    progress = unit.values.get((task.key, PROGRESS))
    address = links.unit(unit, RESULTS_PART)
    label = wording("shared").say("labels.value", unit=unit.short_name, row=task.code)
    state = unit.text(task.key, STATE)
    return Row(
        (
            Cell(number),
            Cell(several_lines(task.text)),
            Cell(plain_day(task.due_on)),
            Cell(figure_words(progress, address, label, words)),
            Cell(words.table("states").get(state, "")),
            Cell(result_words(unit, task.key, words)),
            Cell(several_lines(unit.text(task.key, DIFFICULTY))),
        )
    )


def result_words(unit: UnitLine, key: str, words: Wording) -> str:
    result, product = several_lines(unit.text(key, RESULT)), several_lines(unit.text(key, PRODUCT))
    progress = unit.values.get((key, PROGRESS))
    lines = reasons_of([progress], words)
    lines += [result] if result else []
    if product:
        lines.append(words.say("cells.product", product=product))
    return "\n".join(lines)


def reasons_of(values: Iterable[Value | None], words: Wording) -> list[str]:
    """Why figures are "-", each reason once."""
    found = [printable(one.reason) for one in values if one is not None and one.is_absent and one.reason]
    return [words.say("cells.reason", reason=reason) for reason in dict.fromkeys(found)]


def figure_words(one: Value | None, address: str, label: str, words: Wording) -> tuple[Run, ...] | str:
    """A figure with its source; "-" where the unit said so (its reason stands in a wider cell), blank where nobody gave it."""
    if one is None:
        return ""
    if one.is_absent:
        return words.get("cells.absent")
    text = written(one.number) if one.number is not None else one.text
    if one.estimated:
        text = words.say("cells.estimated", value=text)
    if one.as_of is not None:
        text = words.say("cells.dated", value=text, day=plain_day(one.as_of))
    return (value(text, address, label),)


def targets_table(gathered: Gathered, links: Links, words: Wording) -> Table:
    rows = [
        _target_row(gathered, one, number, links, words)
        for number, one in enumerate(target_figures(gathered), 1)
    ]
    columns = (
        Column(1, Align.CENTER),
        Column(8),
        Column(2, Align.CENTER),
        Column(2, Align.RIGHT),
        Column(2.5, Align.RIGHT),
        Column(2.5, Align.RIGHT),
        Column(2.5, Align.RIGHT),
        Column(4),
    )
    return Table(columns, tuple(rows), heads(words.lines("columns.targets")), size=SIZE)


def _target_row(gathered: Gathered, one: TargetFigure, number: int, links: Links, words: Wording) -> Row:
    line = gathered.targets[one.key]
    address = links.unit(one.unit, TARGETS_PART) if one.unit is not None else links.page()
    code = line.key.removeprefix(f"{TARGET}:")
    unit_name = one.unit.short_name if one.unit is not None else ""
    label = wording("shared").say("labels.value", unit=unit_name, row=code)
    given: str | tuple[Run, ...] = words.get("cells.nobody")
    if one.actual is not None:
        given = figure_words(one.actual, address, label, words)
    return Row(
        (
            Cell(str(number)),
            Cell(several_lines(line.text)),
            Cell(line.unit),
            Cell(figure_words(wanted_of(line.wanted), address, label, words)),
            Cell(given),
            Cell(figure_words(one.estimate, address, label, words)),
            Cell(figure_words(one.percent, address, label, words)),
            Cell("\n".join([unit_name, *reasons_of([one.actual, one.estimate], words)])),
        )
    )


def wanted_of(text: str) -> Value | None:
    return Value.from_parts({"kind": "number", "text": text}) if text else None


def sending_table(gathered: Gathered, links: Links, words: Wording) -> Table:
    """Who is missing first, then who has sent, then those that were asked as a favour."""
    silent = [unit for unit in gathered.expected if not unit.sent]
    sent = [unit for unit in gathered.expected if unit.sent]
    rows: list[Row] = []
    for part, units in (("unsent", silent), ("sent", sent), ("voluntary", gathered.voluntary)):
        if not units:
            continue
        count = value(
            str(len(units)), links.page(), wording("shared").say("labels.count", period=gathered.period)
        )
        rows.append(
            Row(
                (Cell(words.get(f"sending_parts.{part}"), across=2, align=Align.LEFT), Cell((count,))),
                bold=True,
            )
        )
        rows += [_sending_row(unit, number, gathered, links, words) for number, unit in enumerate(units, 1)]
    columns = (Column(1, Align.CENTER), Column(6), Column(5))
    return Table(columns, tuple(rows), heads(words.lines("columns.sending")), size=12)


def _sending_row(unit: UnitLine, number: int, gathered: Gathered, links: Links, words: Wording) -> Row:
    name = value(unit.short_name, links.unit(unit), unit_label(unit, gathered.period))
    return Row((Cell(str(number)), Cell((name,)), Cell(words.get(f"sending_states.{_standing(unit)}"))))


def _standing(unit: UnitLine) -> str:
    if unit.voluntary:
        return "voluntary" if unit.sent else "voluntary_unsent"
    if not unit.sent:
        return "unsent"
    return str(unit.standing) if unit.standing in (Arrival.ON_TIME, Arrival.LATE) else "undated"
