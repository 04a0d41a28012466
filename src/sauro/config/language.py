"""Words of the command line and of start-up messages, without Django: settings may be what is wrong.

Belongs here: choosing the language and looking a sentence up in the project's catalogue.
Does not belong here: the language of a page (Django's middleware chooses that).
"""

from __future__ import annotations

import gettext as stdlib_gettext
import os
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = ("vi", "en")
VARIABLE = "SAURO_LANG"

_catalogues: dict[str, stdlib_gettext.NullTranslations] = {}


def current() -> str:
    """The language asked for; Vietnamese, the source, where nothing or something unknown is asked."""
    asked = os.environ.get(VARIABLE, "").strip().lower()
    return asked if asked in LANGUAGES else LANGUAGES[0]


def choose(language: str) -> None:
    """Holds for this process and the ones it starts: both read the environment."""
    os.environ[VARIABLE] = language
    from django.conf import settings  # late: the plan reader speaks without Django

    if settings.configured:
        from django.utils.translation import activate

        activate(language)


def gettext(message: str) -> str:
    """Vietnamese unless English was chosen and the catalogue is compiled."""
    language = current()
    if language not in _catalogues:
        _catalogues[language] = stdlib_gettext.translation(
            "django", localedir=str(LOCALE), languages=[language], fallback=True
        )
    return _catalogues[language].gettext(message)
