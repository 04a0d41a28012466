"""click's own sentences in the language of the command line.

Belongs here: putting our table (definitions/messages/click.yaml) in the place where click looks its words up.
Does not belong here: our own sentences, which go through gettext. click's source is English while ours is
Vietnamese, so one catalogue cannot serve both.
"""

from __future__ import annotations

import importlib
from functools import cache

import yaml

from sauro import definitions
from sauro.config.language import current

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "termui")


@cache
def vietnamese() -> tuple[dict[str, str], dict[str, str]]:
    """Plain sentences and counted ones; read when click first speaks, not when the command line starts."""
    table = yaml.safe_load(definitions.text("messages/click.yaml"))
    return table["sentences"], table["counted"]


def word(message: str) -> str:
    return vietnamese()[0].get(message, message) if current() == "vi" else message


def counted(singular: str, plural: str, number: int) -> str:
    chosen = singular if number == 1 else plural
    return vietnamese()[1].get(chosen, chosen) if current() == "vi" else chosen


def speak() -> None:
    """Makes click look its words up here. Safe to call again."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        for known, ours in (("_", word), ("ngettext", counted)):
            if hasattr(module, known):
                setattr(module, known, ours)
