"""Filling the six clarities: asking a unit, its answers, the office's decision, setting a facet directly."""

from sauro.plans.actions.clarity.answering import Lines, Typed, save_answers
from sauro.plans.actions.clarity.asking import ask, withdraw
from sauro.plans.actions.clarity.deciding import Decision, accept_all, decide
from sauro.plans.actions.clarity.filling import PLANNED_BY
from sauro.plans.actions.clarity.setting import set_facet

__all__ = [
    "PLANNED_BY",
    "Decision",
    "Lines",
    "Typed",
    "accept_all",
    "ask",
    "decide",
    "save_answers",
    "set_facet",
    "withdraw",
]
