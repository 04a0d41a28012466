"""What all units said in a period, gathered once and pinned by a snapshot: papers are written from it.

Belongs here: the gathered shapes, reading them, their canonical text. Does not belong here: one report (``queries``), rights,
words of papers (``papers``), writes (``actions``).
"""

from sauro.reporting.gathering.pinned import read_back, text_of
from sauro.reporting.gathering.reading import gather
from sauro.reporting.gathering.shapes import Gathered, PlanLine, TargetLine, TaskLine, UnitLine

__all__ = ["Gathered", "PlanLine", "TargetLine", "TaskLine", "UnitLine", "gather", "read_back", "text_of"]
