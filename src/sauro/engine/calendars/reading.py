"""A decision about a year, read from its definition file.

Belongs here: from YAML text to a checked value. Does not belong here: where files lie, decisions entered by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from sauro.engine.calendars.model import CalendarRefused, DayKind, Half, SpecialDay, YearDecision


def decision_from_yaml(text: str) -> YearDecision:
    """CalendarRefused names the first thing that is wrong with the file."""
    loaded = yaml.safe_load(text)
    if not isinstance(loaded, Mapping) or not isinstance(loaded.get("year"), int):
        raise CalendarRefused("calendar_file", why="year")
    papers = loaded.get("documents")
    if not isinstance(papers, Mapping) or not papers:
        raise CalendarRefused("calendar_file", why="documents")
    days = tuple(_day(entry, papers) for entry in loaded.get("days") or ())
    unverified = any(paper.get("unverified", False) for paper in papers.values())
    numbers = [str(paper["number"]) for paper in papers.values()]
    # of several papers no single day is the day
    issued = next(iter(papers.values())).get("issued_on") if len(papers) == 1 else None
    return YearDecision(loaded["year"], days, ", ".join(numbers), issued, verified=not unverified)


def _day(entry: Mapping[str, Any], papers: Mapping[str, Any]) -> SpecialDay:
    day = entry.get("day")
    if type(day) is not date:
        raise CalendarRefused("calendar_file", why=f"day {day}")
    paper = papers.get(str(entry.get("document")))
    if paper is None:
        raise CalendarRefused("calendar_file", why=f"document {entry.get('document')} ({day})")
    try:
        kind = DayKind(str(entry.get("kind")))
        half = Half(entry["half"]) if "half" in entry else None
    except ValueError as wrong:
        raise CalendarRefused("calendar_file", why=f"{wrong} ({day})") from None
    return SpecialDay(
        day, kind, str(entry.get("name", "")), str(entry.get("name_en", "")), half, str(paper["number"])
    )
