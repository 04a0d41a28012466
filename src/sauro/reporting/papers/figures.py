"""The figures that a text may name, each with where it came from.

Belongs here: mark → what it shows and its address. Does not belong here: counting (``gathering.counts``), consolidating (the
engine), sentences.

Marks: ``so:<count>`` and ``so:<count>@<group>`` of ``gathering.counts``; ``so:<row>`` of the statistics (``so:cchc:1.2.1``);
``so:truoc:<either>`` what stood there in the period before; ``so:chi-tieu.…`` counts of targets; ``dv:<CODE>`` a unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sauro.engine.reports.compute import percent_of_target, ratio
from sauro.engine.reports.coverage import Consolidated
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import VALUE, Type
from sauro.engine.reports.values import Value, shown, written
from sauro.reporting.gathering import Gathered, UnitLine
from sauro.reporting.gathering.counts import GROUPS, TOLD, counts, state_name
from sauro.reporting.gathering.shapes import TEXT
from sauro.reporting.papers.marks import Figure
from sauro.reporting.papers.rows import count_name, coverage_name
from sauro.reporting.papers.wording import wording
from sauro.reporting.standing import UnitClass

SHARE = "nhiem-vu.ty-le"
SHARE_PLACES = 1
BEFORE = "truoc"
TARGETS, TARGETS_GIVEN, TARGETS_REACHED, TARGETS_WITHOUT = (
    "chi-tieu.so",
    "chi-tieu.co-so-lieu",
    "chi-tieu.dat",
    "chi-tieu.chua-dinh-luong",
)
WRITTEN = "noi-dung"
"""``so:noi-dung:I.1``: how many communes wrote something in a part of the outline."""
ACTUAL, ESTIMATE = "actual", "estimate"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of a period's pages. ``root`` is the address of the product (https://…), without a stroke at its end."""

    root: str
    period: str

    def page(self) -> str:
        return f"{self.root}/bao-cao/{self.period}"

    def before(self, period: str) -> str:
        return f"{self.root}/bao-cao/{period}"

    def figure(self, row: str) -> str:
        """The page of a row, ``cchc:1.2.1``, with what each unit gave."""
        return f"{self.page()}/so-lieu/{row.partition(':')[2]}"

    def unit(self, unit: UnitLine, part: str = "") -> str:
        more = f"?phan={part}" if part else ""
        return f"{self.page()}/{unit.slug}{more}"


@dataclass(frozen=True, slots=True)
class TargetFigure:
    """What a unit gave for a target: ``actual`` and ``estimate`` of the year, and the share of what was wanted."""

    key: str
    unit: UnitLine | None
    actual: Value | None = None
    estimate: Value | None = None
    percent: Value | None = None


def figures(gathered: Gathered, links: Links) -> dict[str, Figure]:
    """Every mark that a text of this period may use."""
    words = wording("shared")
    found: dict[str, Figure] = {}
    label = words.say("labels.count", period=gathered.period)
    numbers = counts(gathered)
    for name, number in numbers.items():
        found[f"so:{name}"] = Figure(written(Decimal(number)), links.page(), label)
    for name in ("", *(f"@{GROUPS[group]}" for group in gathered.classes)):
        found[f"so:{SHARE}{name}"] = Figure(_share(numbers, name), links.page(), label)
    for name, number in target_counts(gathered).items():
        found[f"so:{name}"] = Figure(written(Decimal(number)), links.page(), label)
    for prefix, form in gathered.forms.by_prefix.items():
        for one in gathered.consolidated(prefix).values():
            found |= _row(one, form, links, gathered.period)
    for code, number in texts_written(gathered).items():
        found[f"so:{WRITTEN}:{code}"] = Figure(written(Decimal(number)), links.page(), label)
    earlier = words.say("labels.before", period=gathered.before_period)
    for name, value in gathered.before.items():
        found[f"so:{BEFORE}:{name}"] = Figure(shown(value), links.before(gathered.before_period), earlier)
    for unit in gathered.units:
        found[f"dv:{unit.code}"] = Figure(
            unit.short_name, links.unit(unit), unit_label(unit, gathered.period)
        )
    return found


def unit_label(unit: UnitLine, period: str) -> str:
    words = wording("shared")
    sha = words.say("labels.hash", hash=unit.sha256[:12]) if unit.sha256 else ""
    return words.say("labels.unit", unit=unit.name, period=period, hash=sha)


def _share(numbers: dict[str, int], group: str) -> str:
    """Done of those told; no share of nothing."""
    share = ratio(
        Decimal(numbers[f"{state_name('done')}{group}"]), Decimal(numbers[f"{TOLD}{group}"]), SHARE_PLACES
    )
    return "" if share is None else written(share)


def _row(one: Consolidated, form: Form, links: Links, period: str) -> dict[str, Figure]:
    """A row's value, how far each group is covered, how many units chose each code."""
    address = links.figure(one.key)
    label = wording("shared").say("labels.row", period=period, row=one.key.partition(":")[2])
    found = {f"so:{one.key}": Figure(_said(one.value, form, one.key), address, label)}
    for group, part in one.groups:
        name = coverage_name(one.key, group)
        found[f"so:{name}"] = Figure(f"{part.given}/{part.expected}", address, label)
    for code, count in one.counts:
        found[f"so:{count_name(one.key, code)}"] = Figure(written(Decimal(count)), address, label)
    return found


def _said(value: Value | None, form: Form, key: str) -> str:
    if value is None:
        return ""
    row = form.by_key.get(key)
    return shown(value, row.value_field if row is not None else None)


def texts_written(gathered: Gathered) -> dict[str, int]:
    """How many communes wrote something in a part of the outline; of a form on demand how many units."""
    outline = gathered.forms.by_prefix.get(TEXT)
    communes = [unit for unit in gathered.sent if unit.group is UnitClass.COMMUNE]
    found = {
        row.code: sum(1 for unit in communes if unit.text(row.key, "text"))
        for row in (outline.rows if outline is not None else ())
    }
    for prefix, form in gathered.forms.by_prefix.items():
        if prefix != TEXT:
            for row in form.rows:
                if row.value_field is not None and row.value_field.type is Type.TEXT:
                    found[row.key] = sum(1 for unit in gathered.sent if unit.text(row.key, VALUE))
    return found


def target_figures(gathered: Gathered) -> list[TargetFigure]:
    """Each target in order with what the first unit said that gave something."""
    found = []
    for key, line in gathered.targets.items():
        wanted = Decimal(line.wanted) if line.wanted else None
        one = TargetFigure(key, None)
        for unit in gathered.sent:
            actual, estimate = unit.values.get((key, ACTUAL)), unit.values.get((key, ESTIMATE))
            if actual is not None or estimate is not None:
                one = TargetFigure(key, unit, actual, estimate, percent_of_target(actual, wanted))
                break
        found.append(one)
    return found


def target_counts(gathered: Gathered) -> dict[str, int]:
    rows = target_figures(gathered)
    return {
        TARGETS: len(rows),
        TARGETS_GIVEN: sum(1 for one in rows if one.actual is not None and one.actual.number is not None),
        TARGETS_REACHED: sum(
            1 for one in rows if one.percent is not None and (one.percent.number or Decimal(0)) >= _HUNDRED
        ),
        TARGETS_WITHOUT: sum(1 for one in rows if not gathered.targets[one.key].wanted),
    }
