"""Tables of reporting. Belongs here: tables, constraints, querysets with ``visible_to``. No writes."""

from sauro.reporting.models.entries import Entry, EntryChange, Remark
from sauro.reporting.models.papers import Issued, PaperSection, ProvinceReport
from sauro.reporting.models.periods import Period, YearlyPlan
from sauro.reporting.models.reports import Report, Snapshot

__all__ = [
    "Entry",
    "EntryChange",
    "Issued",
    "PaperSection",
    "Period",
    "ProvinceReport",
    "Remark",
    "Report",
    "Snapshot",
    "YearlyPlan",
]
