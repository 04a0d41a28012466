"""Spreadsheets of people, opened in a child process that cannot cost more than it was given.

Belongs here: both ends of the pipe. Does not belong here: what a table in them means.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from functools import cache
from typing import Any, BinaryIO

import structlog

from sauro import definitions
from sauro.engine.documents.sheets import Sheet, SheetRefused, Value, read_sheets
from sauro.engine.text.messages import Messages
from sauro.jobs.child import run_limited

log = structlog.get_logger(__name__)

SECONDS = 30
MEMORY_MB = 1536
ARGV = (sys.executable, "-m", "sauro.jobs.sheets")


def open_sheets(data: bytes) -> tuple[Sheet, ...]:
    """As ``engine.documents.sheets.read_sheets``; SheetRefused also where the child was stopped or fell."""
    child = run_limited(list(ARGV), stdin=data, seconds=SECONDS, memory_mb=MEMORY_MB, output_mb=128)
    if child.ended in ("time", "memory") or b"memory allocation" in child.stderr:
        raise SheetRefused("sheet_too_many_cells")
    if not child.well:
        log.error(
            "sheet_reader_failed",
            ended=child.ended,
            code=child.code,
            stderr=child.stderr[-2000:].decode("utf-8", "replace"),
        )
        raise SheetRefused("sheet_corrupt")
    answer = json.loads(child.stdout)
    if "refused" in answer:
        refused = answer["refused"]
        raise SheetRefused(refused["code"], place=refused["place"], **refused["values"])
    return tuple(
        Sheet(sheet["name"], tuple(tuple(_back(cell) for cell in row) for row in sheet["rows"]))
        for sheet in answer["sheets"]
    )


@cache
def _messages() -> Messages:
    return Messages.from_yaml(definitions.text("messages/sheets.yaml"))


def refusal_words(refused: SheetRefused, language: str) -> tuple[str, str]:
    """(what happened, what to do)."""
    chosen = "en" if language.startswith("en") else "vi"
    values = {"place": refused.place, **refused.values}
    return (
        _messages().sentence("refusals", refused.code, values, language=chosen),
        _messages().sentence("refusals", refused.code, values, language=chosen, part="remedy"),
    )


def _out(value: Value) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _back(cell: Any) -> Value:
    if not isinstance(cell, dict):
        plain: Value = cell
        return plain
    if "day" in cell:
        return date.fromisoformat(cell["day"])
    return datetime.fromisoformat(cell["moment"])


def answer(data: bytes) -> dict[str, Any]:
    try:
        sheets = read_sheets(data)
    except SheetRefused as refused:
        return {"refused": {"code": refused.code, "values": refused.values, "place": refused.place}}
    return {
        "sheets": [
            {"name": sheet.name, "rows": [[_out(value) for value in row] for row in sheet.rows]}
            for sheet in sheets
        ]
    }


def main(source: BinaryIO, target: BinaryIO) -> int:
    target.write(json.dumps(answer(source.read()), ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.stdin.buffer, sys.stdout.buffer))
