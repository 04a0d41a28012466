"""`sauro`: the root of the command line.

Belongs here: which commands there are, the language, and how a refusal ends. Does not belong here: what a
command does.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

import click

from sauro.config import click_words
from sauro.config.bounded import run_bounded
from sauro.config.commands._shared import FORMAT, REFUSED, Refusal, show_refusal
from sauro.config.language import LANGUAGES, choose
from sauro.config.language import gettext as _

COMMANDS = (
    "plan",
    "calendar",
    "province",
    "account",
    "setup",
    "serve",
    "worker",
    "demo",
    "backup",
    "restore",
    "audit",
    "doctor",
)
"""In the order of the help. Each is a module of config/commands, imported only when it is asked for."""

BOUNDED = "plan"
"""The command that reads files from outside in this process."""


class Root(click.Group):
    """Imports a command's module when the command is asked for, and turns refusals into exit code 1."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002 - click gives it
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click gives it
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"sauro.config.commands.{name}").command
        return command

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Refusal as refusal:
            show_refusal(refusal, as_json=context.meta.get(FORMAT) == "json")
            context.exit(REFUSED)
        except MemoryError:
            show_refusal(_too_costly(), as_json=context.meta.get(FORMAT) == "json")
            context.exit(REFUSED)


def _too_costly() -> Refusal:
    return Refusal(
        "reader_limits",
        _("Đọc tệp cần quá nhiều bộ nhớ hoặc thời gian nên đã dừng."),
        remedy=_("Tách tệp thành các phần nhỏ hơn, hoặc lưu lại thành DOCX rồi chạy lại."),
    )


def root() -> Root:
    """Built when called, so that its words are in the language chosen."""
    return Root(
        name="sauro",
        help=_(
            "Sáu Rõ: từ kế hoạch của Ủy ban nhân dân đến nhiệm vụ rõ ràng, theo dõi và báo cáo được.\n\n"
            "\b\nVí dụ:\n  sauro plan read ke-hoach.docx --format json\n  sauro doctor\n\n"
            "Mỗi lệnh có trợ giúp riêng kèm ví dụ: sauro LỆNH --help."
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        no_args_is_help=True,
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(LANGUAGES),
                expose_value=False,
                is_eager=True,
                help=_(
                    "Ngôn ngữ của thông báo, đặt ở chỗ nào trong dòng lệnh cũng được; hoặc biến SAURO_LANG."
                ),
            )
        ],
    )


def language_first(arguments: Sequence[str]) -> list[str]:
    """``--lang`` is taken wherever it stands and moved to the front: help texts are made before click reads
    options.
    """
    ahead: list[str] = []
    others: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            others += [argument, *waiting]
            break
        if argument == "--lang" and waiting:
            ahead += [argument, waiting.pop(0)]
        elif argument.startswith("--lang="):
            ahead += ["--lang", argument.removeprefix("--lang=")]
        else:
            others.append(argument)
    return ahead + others


def main(arguments: Sequence[str] | None = None) -> None:
    given = language_first(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--lang"] and given[1] in LANGUAGES:
        choose(given[1])
    click_words.speak()
    # only the program itself: whoever calls this function keeps its own process without limits
    if arguments is None and BOUNDED in given[:3]:
        code = run_bounded(lambda: _run(given))
        if code is None:
            show_refusal(_too_costly(), as_json=("--format", "json") in pairwise(given))
            code = REFUSED
        sys.exit(code)
    _run(given)


def _run(given: list[str]) -> None:
    root().main(args=given, prog_name="sauro")


if __name__ == "__main__":
    main()
