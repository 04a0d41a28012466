"""What all commands share: words, formats, refusals, and starting Django where it is needed.

Belongs here: the manner of the command line. Does not belong here: any one command.
Importing this module does not import Django, so that the plan reader starts fast.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sauro.config.language import current, gettext

if TYPE_CHECKING:
    from sauro.engine.text.packs import PackRefused

_ = gettext
F = TypeVar("F", bound=Callable[..., Any])

FORMAT = "sauro.format"
REFUSED = 1


class Refusal(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """A named refusal: what is wrong, where, and what to do. Ends the command with exit code 1.

    With ``--format json`` it is printed on stdout as ``sauro.refusal/1``; always as a sentence on stderr.
    """

    def __init__(self, code: str, message: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.place, self.remedy = code, message, place, remedy

    def as_json(self) -> dict[str, str]:
        return {
            "schema": "sauro.refusal/1",
            "code": self.code,
            "message": self.message,
            "place": self.place,
            "remedy": self.remedy,
        }


def _remember_format(context: click.Context, _parameter: click.Parameter, value: str) -> str:
    context.meta[FORMAT] = value
    return value


def format_option(function: F) -> F:
    """Adds ``--format text|json``, passed on as ``output_format``."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(["text", "json"]),
        default="text",
        is_eager=True,
        callback=_remember_format,
        help=_("Dạng kết quả in ra: text (chữ) hoặc json (một tài liệu JSON)."),
    )(function)


def print_json(document: Mapping[str, Any]) -> None:
    """The one JSON document of a command on stdout."""
    print_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_text(text: str) -> None:
    """UTF-8 on stdout whatever the locale of the shell, byte for byte as given."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def say(message: str) -> None:
    """Progress and messages: stderr, so that stdout holds the result only."""
    click.echo(message, err=True)


def show_refusal(refusal: Refusal, *, as_json: bool) -> None:
    if as_json:
        print_json(refusal.as_json())
    place = f"{refusal.place}: " if refusal.place else ""
    say(f"{place}{refusal.message}")
    if refusal.remedy:
        say(refusal.remedy)


def pack_refusal(refused: PackRefused, name: str) -> Refusal:
    """A province pack that cannot be used: its first problem, the others below it."""
    from sauro.people.packs import sentences

    first, *others = sentences(refused, current())
    return Refusal("province_pack", first.removeprefix(f"{name}: "), place=name, remedy="\n".join(others))


def start_django() -> None:
    """Settings, rooms and the language of this command; a :class:`Refusal` says which variable is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sauro.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.utils.translation import activate

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        raise Refusal(
            "settings", str(wrong), remedy=_("Danh sách biến môi trường và ý nghĩa: tệp .env.example.")
        ) from None
    activate(current())


def start_with_database() -> None:
    start_django()
    need_database()


def need_database() -> None:
    """A :class:`Refusal` where the tables of this version are not there yet."""
    from sauro.config.health import database_answers, migrations_applied

    if not database_answers() or not migrations_applied():
        raise Refusal(
            "not_ready",
            _("Cơ sở dữ liệu chưa sẵn sàng cho lệnh này."),
            remedy=_("Chạy: sauro setup, rồi chạy lại lệnh này."),
        )
