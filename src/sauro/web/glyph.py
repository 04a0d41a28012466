"""The six-part glyph as markup: six upright bars in the plan's order, split three and three.

Belongs here: geometry and words of the glyph. Does not belong here: how clarity is judged or counted.
Shapes carry the meaning; classes only, no colours, so that dark, print and forced colours follow.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sauro.engine.planning.model import FACETS, Clarity

CLEAR, PARTIAL, MISSING = str(Clarity.CLEAR), str(Clarity.PARTIAL), str(Clarity.MISSING)

FACET_WORDS: Mapping[str, str | Promise] = {
    "who": gettext_lazy("người"),
    "what": gettext_lazy("việc"),
    "when": gettext_lazy("thời gian"),
    "responsibility": gettext_lazy("trách nhiệm"),
    "product": gettext_lazy("sản phẩm"),
    "authority": gettext_lazy("thẩm quyền"),
}
FACET_LABELS: Mapping[str, str | Promise] = {
    "who": gettext_lazy("Người"),
    "what": gettext_lazy("Việc"),
    "when": gettext_lazy("Thời gian"),
    "responsibility": gettext_lazy("Trách nhiệm"),
    "product": gettext_lazy("Sản phẩm"),
    "authority": gettext_lazy("Thẩm quyền"),
}
FACET_TITLES: Mapping[str, str | Promise] = {
    "who": gettext_lazy("Rõ người"),
    "what": gettext_lazy("Rõ việc"),
    "when": gettext_lazy("Rõ thời gian"),
    "responsibility": gettext_lazy("Rõ trách nhiệm"),
    "product": gettext_lazy("Rõ sản phẩm"),
    "authority": gettext_lazy("Rõ thẩm quyền"),
}

_LEFT = (0, 8, 16, 28, 36, 44)
_LEFT_SMALL = (0, 5, 10, 17, 22, 27)


def _bar(state: str, x: int) -> str:
    if state == CLEAR:
        return f'<rect class="r" x="{x}" width="6" height="16"/>'
    if state == PARTIAL:
        return (
            f'<rect class="o" x="{x}.5" y=".5" width="5" height="15"/>'
            f'<rect class="r" x="{x}" y="8" width="6" height="8"/>'
        )
    if state == MISSING:
        return f'<rect class="t" x="{x}.5" y=".5" width="5" height="15"/>'
    raise ValueError(f"no bar for clarity {state!r}")


def _lacks(states: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Words of the facets that are missing and of those that are partial; one not in ``states`` is missing."""
    missing = [str(FACET_WORDS[f]) for f in FACETS if states.get(f, MISSING) == MISSING]
    partial = [str(FACET_WORDS[f]) for f in FACETS if states.get(f) == PARTIAL]
    return missing, partial


def sentence(states: Mapping[str, str]) -> str:
    """The glyph in words for those who do not see it."""
    missing, partial = _lacks(states)
    if not missing and not partial:
        return _("Sáu rõ: đủ cả 6.")
    parts = [_("Sáu rõ: đủ %(n)s trên 6.") % {"n": len(FACETS) - len(missing) - len(partial)}]
    if missing:
        parts.append(_("Thiếu: %(facets)s.") % {"facets": ", ".join(missing)})
    if partial:
        parts.append(_("Chưa đủ rõ: %(facets)s.") % {"facets": ", ".join(partial)})
    return " ".join(parts)


def words(states: Mapping[str, str]) -> SafeString:
    """The short words printed under a glyph in a row."""
    missing, partial = _lacks(states)
    if not missing and not partial:
        return format_html("{}", _("đủ sáu rõ"))
    lacks = format_html(
        '<span class="miss">{}</span>', _("thiếu %(facets)s") % {"facets": ", ".join(missing)}
    )
    halves = _("chưa đủ: %(facets)s") % {"facets": ", ".join(partial)}
    if missing and partial:
        return format_html("{}; {}", lacks, halves)
    return lacks if missing else format_html("{}", halves)


def _svg(bars: str, width: int, height: int, label: str = "") -> SafeString:
    """``bars`` are markup made here from numbers. Without a label the picture is for the eye alone."""
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="g6" width="{0}" height="{1}" viewBox="0 0 {0} {1}" {2}>{3}</svg>',
        width,
        height,
        told,
        mark_safe(bars),  # noqa: S308
    )


def glyph(states: Mapping[str, str]) -> SafeString:
    """50 × 16."""
    bars = "".join(_bar(states.get(f, MISSING), x) for f, x in zip(FACETS, _LEFT, strict=True))
    return _svg(bars, 50, 16, sentence(states))


def chip(facet: str) -> SafeString:
    """31 × 12 with exactly one bar hollow: the filter row is also the legend."""
    bars = "".join(
        f'<rect class="t" x="{x}.5" y=".5" width="3" height="11"/>'
        if f == facet
        else f'<rect class="r" x="{x}" width="4" height="12"/>'
        for f, x in zip(FACETS, _LEFT_SMALL, strict=True)
    )
    return _svg(bars, 31, 12)


def single(state: str) -> SafeString:
    """One bar, 6 × 16, for legends and the list of six."""
    return _svg(_bar(state, 0), 6, 16)


def _filled(clear: int, total: int, height: int) -> int:
    """Filled height in whole pixels; never full unless all are clear, never empty unless none is."""
    if total <= 0 or clear <= 0:
        return 0
    if clear >= total:
        return height
    return min(max(round(height * clear / total), 1), height - 2)


def _share(clear: int, total: int, x: int, width: int, height: int) -> str:
    filled = _filled(clear, total, height)
    frame = (
        ""
        if filled == height
        else (f'<rect class="k" x="{x}.5" y=".5" width="{width - 1}" height="{height - 1}"/>')
    )
    fill = (
        f'<rect class="f" x="{x}" y="{height - filled}" width="{width}" height="{filled}"/>' if filled else ""
    )
    return frame + fill


def total(counts: Mapping[str, int], tasks: int) -> SafeString:
    """The aggregate: each bar fills to the share of ``tasks`` that are clear; without tasks a dash."""
    if tasks <= 0:
        return format_html('<span class="none">{}</span>', "–")
    bars = "".join(_share(counts.get(f, 0), tasks, x, 6, 16) for f, x in zip(FACETS, _LEFT, strict=True))
    numbers = ", ".join(f"{FACET_WORDS[f]} {counts.get(f, 0)}" for f in FACETS)
    label = ngettext(
        "Số nhiệm vụ đã rõ trên %(tasks)s nhiệm vụ: %(numbers)s.",
        "Số nhiệm vụ đã rõ trên %(tasks)s nhiệm vụ: %(numbers)s.",
        tasks,
    ) % {"tasks": tasks, "numbers": numbers}
    return _svg(bars, 50, 16, label)


def big(clear: int, tasks: int) -> SafeString:
    """One tall bar of the plan overview, 14 × 40; the number is printed beside it."""
    return _svg(_share(clear, tasks, 0, 14, 40), 14, 40)
