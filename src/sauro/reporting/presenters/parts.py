"""The parts of a report as a page shows them: texts, tasks, figures, targets.

Belongs here: rows and cells of one part, and how full each part is. Does not belong here: the frame of the page (``report``), the last part with
the check and the steps (``finish``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from sauro.engine.reports.rows import Place, Row, Semantics
from sauro.engine.reports.values import Value
from sauro.files.presenters.evidence import Evidence
from sauro.plans.presenters.work_states import period_words
from sauro.reporting.asked import Asked, Part, TaskRow
from sauro.reporting.models import Entry, Report
from sauro.reporting.presenters.cells import Cell, cell, english, named, place_name
from sauro.reporting.queries import evidence_subject
from sauro.reporting.stored import value_of
from sauro.web.text import day_words

FINISH = "ky-gui"
PARTS: Mapping[str, tuple[str, str | Promise, str]] = {
    "direction": ("chi-dao", gettext_lazy("Chỉ đạo, điều hành"), "reporting/_texts.html"),
    "tasks": ("nhiem-vu", gettext_lazy("Nhiệm vụ được giao"), "reporting/_tasks.html"),
    "figures": ("so-lieu", gettext_lazy("Số liệu thống kê"), "reporting/_figures.html"),
    "targets": ("chi-tieu", gettext_lazy("Chỉ tiêu của kế hoạch"), "reporting/_targets.html"),
    "own": ("bieu-mau", gettext_lazy("Nội dung yêu cầu"), "reporting/_figures.html"),
    "views": ("noi-dung", gettext_lazy("Kết quả, khó khăn, kiến nghị"), "reporting/_texts.html"),
}
"""Code of a part → (word in the address, name, template), in the order of the page."""
LONG = frozenset({"text"})
SEMANTICS: Mapping[Semantics, str | Promise] = {
    Semantics.STOCK: pgettext_lazy("kind of figure", "tại thời điểm báo cáo"),
    Semantics.FLOW: pgettext_lazy("kind of figure", "trong kỳ"),
    Semantics.CUMULATIVE: pgettext_lazy("kind of figure", "lũy kế"),
}


@dataclass(slots=True)
class Line:
    """One row of the statistics: a heading, or a row with its cell."""

    code: str
    name: str
    heading: bool = False
    semantics: str = ""
    cell: Cell | None = None


@dataclass(slots=True)
class Group:
    name: str
    filled: str = ""
    cells: list[Cell] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class TaskBlock:
    slug: str
    code: str
    period: str
    title: str
    href: str
    line: str
    glyph: Mapping[str, str]
    short: list[Cell] = field(default_factory=list)
    long: list[Cell] = field(default_factory=list)
    subject: str = ""
    evidence: Evidence | None = None
    told: str = ""
    open: bool = False


@dataclass(slots=True)
class TargetBlock:
    name: str
    line: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class PartView:
    code: str
    slug: str
    name: str
    template: str
    groups: list[Group] = field(default_factory=list)
    tasks: list[TaskBlock] = field(default_factory=list)
    targets: list[TargetBlock] = field(default_factory=list)
    left: str = ""
    acts: list[object] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        for group in self.groups:
            yield from group.cells
            yield from (line.cell for line in group.lines if line.cell is not None)
        for block in self.tasks:
            yield from (*block.short, *block.long)
        for target in self.targets:
            yield from target.cells


@dataclass(slots=True)
class Maker:
    """Makes cells with running ids from what is stored and what stood there before."""

    entries: Mapping[Place, Entry]
    previous: Mapping[Place, Value]
    computed: Mapping[Place, Value]
    made: int = 0

    def cells(self, row: Row) -> list[Cell]:
        return [self._cell(row, place) for place in ((row.key, one.code) for one in row.fields)]

    def _cell(self, row: Row, place: Place) -> Cell:
        self.made += 1
        one = row.field(place[1])
        assert one is not None
        entry = self.entries.get(place)
        value = self.computed.get(place) if row.rule is not None else entry and value_of(entry, one)
        return cell(row, one, entry, value or None, self.previous.get(place), number=str(self.made))


def part_view(report: Report, part: Part, asked: Asked, maker: Maker) -> PartView:
    slug, name, template = PARTS[part.code]
    view = PartView(part.code, slug, str(name), template)
    if part.code == "tasks":
        view.tasks = [_task(report, asked.tasks[row.key], row, maker) for row in part.rows]
        _open_first(view.tasks)
    elif part.code == "targets":
        view.targets = [
            TargetBlock(named(row), asked.targets[row.key].line, maker.cells(row)) for row in part.rows
        ]
    elif part.code in ("figures", "own"):
        view.groups = list(_figures(part, maker))
    else:
        view.groups = list(_texts(part, maker))
    return view


def _texts(part: Part, maker: Maker) -> Iterator[Group]:
    for section, rows in by_section(part):
        cells = []
        for row in rows:
            made = maker.cells(row)
            for one in made:
                one.name = named(row)  # each row of texts has the one field "Nội dung"
            cells += made
        yield Group(section, cells=cells)


def _figures(part: Part, maker: Maker) -> Iterator[Group]:
    for section, rows in by_section(part):
        lines = []
        for row in rows:
            if row.is_heading:
                lines.append(Line(row.code.partition(".")[2] or row.code, named(row), heading=True))
                continue
            kind = str(SEMANTICS[row.semantics]) if row.semantics else ""
            if kind and "semantics" in row.unverified:
                kind = _("%(kind)s (chưa kiểm chứng)") % {"kind": kind}
            code = row.code.partition(".")[2] or row.code
            lines.append(Line(code, named(row), semantics=kind, cell=maker.cells(row)[0]))
        entered = [line.cell for line in lines if line.cell is not None and line.cell.kind != "computed"]
        filled = sum(1 for one in entered if not one.missing)
        yield Group(section, _("%(n)s/%(all)s dòng") % {"n": filled, "all": len(entered)}, lines=lines)


def by_section(part: Part) -> Iterable[tuple[str, list[Row]]]:
    """The rows under the name of their section, in the form's order."""
    found: dict[str, tuple[str, list[Row]]] = {}
    for row in part.rows:
        section = part.form.section_of[row.key]
        name = (english() and section.name_en) or section.name
        found.setdefault(section.code, (name, []))[1].append(row)
    return found.values()


def _task(report: Report, task: TaskRow, row: Row, maker: Maker) -> TaskBlock:
    words = []
    if task.due_on is not None:
        words.append(_("Hạn %(day)s") % {"day": day_words(task.due_on)})
    if task.product:
        words.append(_("Sản phẩm: %(product)s") % {"product": task.product})
    block = TaskBlock(
        slug=f"nv-{maker.made}",
        code=task.code,
        period=_period(row.code.partition("@")[2]),
        title=task.text,
        href=reverse("plans:task", args=[task.code]),
        line=" · ".join(words) or _("Chưa ấn định thời hạn, sản phẩm."),
        glyph=task.clarity,
        subject=evidence_subject(report, row.key),
    )
    for one in maker.cells(row):
        (block.long if one.kind in LONG else block.short).append(one)
    return block


def _period(code: str) -> str:
    """Of work that is done once there is no period to name."""
    return "" if code in ("", "once") else period_words(code)


def _open_first(blocks: list[TaskBlock]) -> None:
    """The first task that is not told yet stands open; a page with a single task shows it."""
    for block in blocks:
        cells = [*block.short, *block.long]
        given = [one.shown for one in block.short if one.shown]
        block.told = " · ".join(given) if given else _("chưa ghi")
        block.open = len(blocks) == 1 or any(one.errors for one in cells)
    waiting = next((block for block in blocks if any(one.missing for one in block.short)), None)
    if waiting is not None:
        waiting.open = True


def anchor_of(part: PartView, place: Place) -> str:
    """The id of the input of a place in this part, for links from the list of what to mend; empty where it is elsewhere."""
    name = place_name(*place)
    return next((one.id for one in part.cells() if one.place == name), "")
