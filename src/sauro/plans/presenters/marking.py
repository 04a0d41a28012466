"""A document's text as markup in which recognised places are marked.

Belongs here: one text, spans over it, safe markup out. Spans may nest and overlap; the text itself is never
changed, so that what is shown can be compared with the paper letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True, slots=True)
class Span:
    """``id`` makes the place a target; ``back`` is the address of the list entry, shown as ``label`` at
    its start."""

    start: int
    end: int
    css: str
    id: str = ""
    back: str = ""
    label: str = ""
    title: str = ""


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """Spans outside the text are cut to it; empty ones and blank lines before the first word are dropped."""
    length = len(text)
    first = length - len(text.lstrip())
    kept = [s for s in spans if first <= s.start < min(s.end, length)]
    kept.sort(key=lambda s: (s.start, -s.end))
    cuts = sorted({first, length, *(s.start for s in kept), *(min(s.end, length) for s in kept)})
    return mark_safe("".join(_segments(text, kept, cuts)))  # noqa: S308 - every part is escaped below


def _segments(text: str, spans: Sequence[Span], cuts: Sequence[int]) -> Iterator[str]:
    """Marks nest; a span that crosses the end of an outer one is closed there and opened again."""
    stack: list[Span] = []
    coming = 0
    for start, end in pairwise(cuts):
        closing = next((n for n, span in enumerate(stack) if span.end <= start), None)
        if closing is not None:
            yield "</mark>" * (len(stack) - closing)
            again = [span for span in stack[closing:] if span.end > start]
            stack = stack[:closing] + again
            yield from (_open(span, first=False) for span in again)
        while coming < len(spans) and spans[coming].start == start:
            stack.append(spans[coming])
            yield _open(spans[coming], first=True)
            coming += 1
        yield escape(text[start:end])
    yield "</mark>" * len(stack)


def _open(span: Span, *, first: bool) -> str:
    tag = format_html('<mark class="{}"', span.css)
    if first and span.id:
        tag += format_html(' id="{}"', span.id)
    if span.title:
        tag += format_html(' title="{}"', span.title)
    tag += mark_safe(">")
    if first and span.back:
        tag += format_html('<a class="back" href="{}">{}</a>', span.back, span.label)
    return tag
