"""Log lines: one JSON object each, or readable lines on a terminal; with a request id and without personal
data.

Belongs here: how records are shaped and masked. Does not belong here: what is worth a line (the code that
logs it).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog

Event = MutableMapping[str, Any]

# begins at the beginning of a word: a long word without an @ is looked at once, not from each of its letters
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)++")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_OF_MANY_LINES = frozenset({"exception", "stack"})
_LONG_NUMBER = re.compile(r"(?<![\w.:-])\+?\d[\d ]{7,13}\d(?![\w.:-])")
MASK = "[…]"
KEPT = frozenset({"timestamp", "request_id", "level", "logger", "event_id", "sha256"})

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # structlog's request_finished line says the same with the request id
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django_structlog": {"level": "INFO"},
        "django.db.backends": {"level": "WARNING"},
        # every request with a foreign host would log a traceback; the refused request itself is a line already
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}


def mask_personal(_logger: Any, _method: str, event: Event) -> Event:
    """E-mail addresses and long numbers (telephones, identity cards) never reach a log, not even inside an
    error's words.
    """
    for key, value in event.items():
        if key not in KEPT and isinstance(value, str):
            event[key] = masked(value) if key in _OF_MANY_LINES else _one_line(masked(value))
    return event


def _one_line(text: str) -> str:
    """Characters that would begin a line of somebody's own making, or colour the terminal, made visible."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def masked(text: str) -> str:
    return _LONG_NUMBER.sub(MASK, _EMAIL.sub(MASK, text))


def configure(*, style: str, level: str, into: dict[str, Any]) -> None:
    """Sets structlog up and completes the logging dictionary ``into``."""
    readable = style == "console" or (style == "auto" and sys.stderr.isatty())
    shared: list[Callable[..., Any]] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        # plain tracebacks: the structured kind shows local variables, and those hold people's data
        structlog.processors.format_exc_info,
        mask_personal,
    ]
    renderer: Any = (
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    into["formatters"]["line"] = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        "foreign_pre_chain": shared,
    }
    into["root"]["level"] = level
