"""Tags and filters that templates of every room load: glyph, bars, icon, status, form rows, dates and numbers.

Belongs here: thin wrappers. Does not belong here: geometry (``web.glyph``) or any decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from sauro.web import bars, forms
from sauro.web import glyph as shapes
from sauro.web.kept import kept
from sauro.web.navigation import Shown
from sauro.web.text import day_words, moment_words, number_words, with_nbsp


class Choice(Protocol):
    """One option of a select."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def chosen(self) -> bool: ...


register = template.Library()
register.tag("kept", kept)


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@register.simple_tag
def st(code: str, words: str) -> SafeString:
    """A status: ``code`` chooses icon and colour, the words are given.

    Tasks: todo, run, confirm, soon, late, done, donelate, pause, waived. Requests: todo, run, back, done.
    Differences: same, changed, new, gone, conflict.
    """
    return format_html(
        '<span class="st {0}"><svg aria-hidden="true"><use href="#i-{0}"/></svg>{1}</span>', code, words
    )


@register.simple_tag
def glyph(states: Mapping[str, str]) -> SafeString:
    return shapes.glyph(states)


@register.simple_tag
def glyph_words(states: Mapping[str, str]) -> SafeString:
    return shapes.words(states)


@register.simple_tag
def glyph_chip(facet: str) -> SafeString:
    return shapes.chip(facet)


@register.simple_tag
def glyph_bar(state: str) -> SafeString:
    return shapes.single(state)


@register.simple_tag
def glyph_total(counts: Mapping[str, int], tasks: int) -> SafeString:
    return shapes.total(counts, tasks)


@register.simple_tag
def glyph_big(clear: int, tasks: int) -> SafeString:
    return shapes.big(clear, tasks)


@register.simple_tag
def progress(done: int, total: int, words: str = "") -> SafeString:
    """Bar and words: 71/102 đã xong, or the words that are given."""
    return bars.progress(done, total, words=words)


@register.simple_tag
def segments(counts: Mapping[str, int]) -> SafeString:
    """A bar of done, run, soon, late, rest."""
    return bars.segments(counts)


@register.simple_tag
def cells(group: bars.CellGroup) -> SafeString:
    return bars.cells(group.states, group.sentence)


@register.simple_tag
def cell(state: str) -> SafeString:
    return bars.cell(state)


@register.inclusion_tag("web/_field.html")
def form_row(field: BoundField, help: str = "", optional: bool = False) -> dict[str, object]:
    """A field with its label, hint and errors; the input is told about both. ``help`` replaces the form's own help text."""
    return forms.row(field, hint=help, optional=optional)


@register.inclusion_tag("web/_form_errors.html")
def form_errors(form: BaseForm) -> dict[str, object]:
    """The note at the top of a form that came back: each error leads to its field."""
    return {"errors": forms.errors(form)}


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """30/9/2026 (a moment in the province's time zone); a missing date is a dash."""
    return day_words(value or None) or "–"


@register.filter
def vn_moment(value: datetime | None) -> str:
    """09:42, 17/9/2026."""
    if value is None:
        return "–"
    return moment_words(value)


@register.filter
def options(choices: Iterable[Choice]) -> SafeString:
    """The options of a select. A hundred of them as a template cost more than the list that they choose from."""
    return mark_safe(  # noqa: S308 - escaped here
        "".join(
            f'<option value="{escape(one.value)}"{" selected" if one.chosen else ""}>{escape(one.label)}</option>'
            for one in choices
        )
    )


@register.filter
def waiting(entries: Iterable[Shown]) -> int:
    """How many things wait behind all entries of a menu together."""
    return sum(entry.badge.count for entry in entries if entry.badge)


@register.filter
def vn_number(value: int | float | None) -> str:
    return number_words(value)


@register.filter
def nbsp(value: str) -> str:
    return with_nbsp(str(value))
