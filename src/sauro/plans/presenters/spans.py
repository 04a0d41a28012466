"""Where the reader recognised something, as spans over the document's text.

Belongs here: result or stored rows → spans. Does not belong here: markup (``marking``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sauro.plans.presenters.marking import Span

HEADER_FIELDS = ("number", "kind", "issuer", "place", "issued_on", "title")


def list_id(source_code: str) -> str:
    return f"t-{source_code}"


def text_id(source_code: str) -> str:
    return f"d-{source_code}"


def _span(anchor: Mapping[str, Any], css: str, **more: str) -> Span:
    return Span(int(anchor["start"]), int(anchor["end"]), css, **more)


def header_spans(header: Mapping[str, Any]) -> Iterator[Span]:
    for name in HEADER_FIELDS:
        if header.get(name):
            yield _span(header[name]["anchor"], "head-mark")


def walk(tasks: list[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Every task with its depth, in document order."""
    for task in tasks:
        yield task, 0
        yield from ((child, depth + 1) for child, depth in walk(task["children"]))


def result_spans(result: Mapping[str, Any]) -> Iterator[Span]:
    """Spans of a reader's result: header, headings of sections with tasks, tasks with their parts."""
    yield from header_spans(result["header"])
    for section in result["sections"]:
        if not section["tasks"]:
            continue
        yield _span(section["anchor"], "sec-mark")
        for task, _depth in walk(section["tasks"]):
            yield _task_span(task)
            yield from _part_spans(task)


def _task_span(task: Mapping[str, Any]) -> Span:
    code = task["code"]
    return _span(task["anchor"], "task-mark", id=text_id(code), back=f"#{list_id(code)}", label=code)


def _part_spans(task: Mapping[str, Any]) -> Iterator[Span]:
    low, high = task["anchor"]["start"], task["anchor"]["end"]
    titles = {"lead": _("Chủ trì"), "support": _("Phối hợp"), "monitor": _("Theo dõi, đôn đốc")}
    for role, title in titles.items():
        for ref in task[role]:
            if low <= ref["anchor"]["start"] and ref["anchor"]["end"] <= high:
                yield _span(ref["anchor"], "part-mark", title=title)
    when = task["when"].get("anchor")
    if when and when["end"] > when["start"]:
        yield _span(when, "part-mark", title=_("Thời hạn"))
    if task["product"]:
        yield _span(task["product"]["anchor"], "part-mark", title=_("Sản phẩm"))
