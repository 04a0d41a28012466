"""The province's paper made from what units have sent: figures taken, text written.

Belongs here: both steps as one. Does not belong here: each step (``province``), the wording (``papers``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from sauro.people.by import By
from sauro.reporting.actions.province import take_figures, write_sections
from sauro.reporting.models import ProvinceReport
from sauro.reporting.papers.sections import sections_of


@dataclass(frozen=True, slots=True)
class Composed:
    """``new`` is False where the units say what they said the last time; the text is written again in any case."""

    paper: ProvinceReport
    new: bool


def compose(*, paper: ProvinceReport, by: By) -> Composed:
    with transaction.atomic():
        taken = take_figures(paper=paper, by=by)
        write_sections(paper=taken.paper, sections=sections_of(taken.paper), by=by)
    return Composed(taken.paper, taken.new)
