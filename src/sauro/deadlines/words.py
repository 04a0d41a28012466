"""Sentences about days of a calendar, from the definitions. No Django is needed: the command line says them too.

Belongs here: one step of a derivation in words, the sentence of an engine refusal. Does not belong here: pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sauro import definitions
from sauro.engine.calendars import CalendarRefused, DayStatus, Derivation, Step, Term
from sauro.engine.text.messages import Messages


@cache
def messages() -> Messages:
    return Messages.from_yaml(definitions.text("messages/calendars.yaml"))


def step_words(step: Step, derivation: Derivation, language: str) -> str:
    """Why this day counts or does not."""
    english = language.startswith("en")
    closing = derivation.rule.closing if isinstance(derivation.rule, Term) else None
    values = {
        "name": (step.name_en if english else step.name) or step.name,
        "closing": closing.strftime("%H:%M") if closing else "",
    }
    said = messages().sentence("notes", step.code, values, language="en" if english else "vi")
    return f"{said} ({step.document})" if step.document else said


def day_status_words(one: DayStatus, language: str, *, paper: bool = True) -> str:
    """What a day is, outside a derivation; without the paper where that stands beside it."""
    english = language.startswith("en")
    values = {"name": one.name_en if english else one.name}
    said = messages().sentence("notes", one.code, values, language="en" if english else "vi")
    return f"{said} ({one.document})" if one.document and paper else said


def refusal_words(code: str, values: Mapping[str, str], language: str) -> tuple[str, str]:
    """(what is wrong, what to do)."""
    chosen = "en" if language.startswith("en") else "vi"
    return (
        messages().sentence("refusals", code, values, language=chosen),
        messages().sentence("refusals", code, values, language=chosen, part="remedy"),
    )


def refused_words(refused: CalendarRefused, language: str) -> tuple[str, str]:
    return refusal_words(refused.code, refused.values, language)


def refusal_here(code: str, values: Mapping[str, str]) -> str:
    """The sentence with its remedy in the language of the reader."""
    from django.utils.translation import get_language

    return " ".join(refusal_words(code, values, get_language() or "vi"))
