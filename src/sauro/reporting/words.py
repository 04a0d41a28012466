"""Sentences of the engine about typed values and findings, and the name of a period inside a sentence.

Belongs here: finding the words in the language of the reader. Does not belong here: the sentences (``definitions/messages/reports.yaml``),
refusals of actions (``refusals``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro import definitions
from sauro.engine.text.messages import Messages

if TYPE_CHECKING:
    from sauro.engine.reports.findings import Finding
    from sauro.engine.reports.rows import FormError
    from sauro.engine.reports.values import ValueWrong
    from sauro.reporting.models import Period

_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
ROMAN = ("I", "II", "III", "IV")


@cache
def messages() -> Messages:
    return Messages.from_yaml(definitions.text("messages/reports.yaml"))


def _said(group: str, code: str, values: Mapping[str, str]) -> str:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    said = messages().sentence(group, code, values, language=language)
    remedy = messages().has(group, code, "remedy")
    if not remedy:
        return said
    return f"{said} {messages().sentence(group, code, values, language=language, part='remedy')}"


def wrong_words(wrong: ValueWrong) -> str:
    """Why what was typed is no value here, and what to write."""
    return _said("refusals", wrong.code, wrong.values)


def finding_words(finding: Finding) -> str:
    return _said("findings", finding.code, dict(finding.values))


def note_words(code: str) -> str:
    """Why there is no figure."""
    return _said("notes", code, {})


def form_problems(wrong: FormError) -> str:
    """What is wrong in a form, each with its place."""
    said = []
    for one in wrong.problems:
        words = _said("notes", one.code, dict(one.values))
        said.append(f"{one.place}: {words}" if one.place else words)
    return " ".join(said)


def period_words(code: str) -> str:
    """ "quý III/2026" for 2026-Q3; whatever else names a period stays as it is."""
    found = _QUARTER.fullmatch(code)
    if found is None:
        return code
    return _("quý %(quarter)s/%(year)s") % {"quarter": ROMAN[int(found[2]) - 1], "year": found[1]}


def period_said(period: Period) -> str:
    """What a stored message keeps of a period: the code of a quarter, said in each reader's language, or the own name."""
    return period.name or period.code
