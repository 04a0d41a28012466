"""The cells of a row as markup, made without a template.

Belongs here: what stands in each cell behind the first one. Does not belong here: what a row says (``register_rows``).
A page of the register has fifty rows; as a template they cost thirty times as much as here, which was half of a page
that nobody had asked for yet. Most cells repeat: each is kept by what it shows and the language, so that nothing old
can appear.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauro.engine.planning.model import FACETS
from sauro.plans.models.task import LETTER_STATES
from sauro.web import glyph as shapes
from sauro.web.text import number_words, with_nbsp

KEPT_CELLS = 2048
_CODE = "NV-0"


def task_address(code: str) -> str:
    """The address of a task's page; looking it up for each of fifty rows costs more than the rows."""
    return _before_code(get_script_prefix()) + quote(code, safe="")


@lru_cache(maxsize=8)
def _before_code(prefix: str) -> str:  # noqa: ARG001 - the address begins with it
    return reverse("plans:task", args=[_CODE]).removesuffix(_CODE)


def task_cell(code: str, text: str, child: bool, tags: tuple[str, ...]) -> str:
    marks = "".join(f' <span class="tag">{escape(tag)}</span>' for tag in tags)
    css = "full child" if child else "full"
    return f'<th scope="row" class="{css}"><a class="row" href="{task_address(code)}">{escape(text)}</a>{marks}</th>'


@lru_cache(maxsize=KEPT_CELLS)
def clarity_cell(letters: str, language: str) -> str:  # noqa: ARG001 - the words follow the language
    states = {facet: LETTER_STATES[letter] for facet, letter in zip(FACETS, letters, strict=True)}
    return (
        f'<td class="six" data-l="{_("Sáu rõ")}"><span class="g6w col">{shapes.glyph(states)}'
        f'<small aria-hidden="true">{shapes.words(states)}</small></span></td>'
    )


@lru_cache(maxsize=KEPT_CELLS)
def lead_cell(leads: tuple[str, ...], supports: int, language: str) -> str:  # noqa: ARG001
    named = "<br>".join(escape(lead) for lead in leads) or '<span class="none">–</span>'
    if supports:
        words = ngettext("phối hợp: %(n)s", "phối hợp: %(n)s", supports) % {"n": number_words(supports)}
        named += f"<br><small>{words}</small>"
    return f'<td data-l="{_("Chủ trì")}">{named}</td>'


@lru_cache(maxsize=KEPT_CELLS)
def when_cell(when: str, days: str, pressing: bool, parts: tuple[int, int] | None, language: str) -> str:  # noqa: ARG001
    """``parts`` are those done and all, where a task is given to many."""
    said = escape(with_nbsp(when)) if when else f'<span class="none">{_("chưa ghi")}</span>'
    if days:
        css = ' class="bad"' if pressing else ""
        said += f"<br><small{css}>{escape(with_nbsp(days))}</small>"
    if parts is not None:
        done, total = (number_words(part) for part in parts)
        words = _("%(done)s/%(total)s đã xong") % {"done": done, "total": total}
        said += f"<br><small>{words}</small>"
    return f'<td data-l="{_("Hạn")}">{said}</td>'


@lru_cache(maxsize=KEPT_CELLS)
def state_cell(code: str, words: str, language: str) -> str:  # noqa: ARG001
    icon = f'<svg aria-hidden="true"><use href="#i-{code}"/></svg>'
    return f'<td data-l="{_("Tình trạng")}"><span class="st {code}">{icon}{conditional_escape(words)}</span></td>'


def language_now() -> str:
    return get_language() or "vi"


def line(panel: str, short_code: str, cells: str, *, opened: bool) -> str:
    """A row of the register; its first cell leads to the panel beside the list."""
    css = ' class="sel" aria-current="true"' if opened else ""
    first = (
        f'<a class="row" href="{escape(panel)}" title="{_("Mở bên cạnh danh sách")}">{escape(short_code)}</a>'
    )
    return f'<tr{css}><td class="codecell drop-s">{first}</td>{cells}</tr>'


def together(*cells: str) -> SafeString:
    """The cells above, whose parts are escaped where they are made."""
    return mark_safe("".join(cells))  # noqa: S308
