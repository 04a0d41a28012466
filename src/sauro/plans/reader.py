"""The reader as a child process: a JSON header line and a file on standard input, JSON on standard output.

Belongs here: the two ends of the pipe. It imports the engine and definitions only, so that a hostile file
meets no database, no secret and no network code, and a child starts fast. Does not belong here: limits (the
parent sets them).
"""

from __future__ import annotations

import hashlib
import json
import sys
from typing import Any, BinaryIO

from sauro.engine.documents import read_document
from sauro.engine.documents.margins import margin_text
from sauro.engine.documents.model import DocumentRefused
from sauro.engine.planning import read_plan
from sauro.engine.planning.serialise import as_json
from sauro.engine.text.names import Gazetteer, UnitName
from sauro.files.secrecy import secrecy_mark
from sauro.plans.definitions import finding_messages, index_names


def answer(header: dict[str, Any], data: bytes) -> dict[str, Any]:
    """``{"plan", "text", "finding_values"}``, or ``{"refused": {"code", "values", "place"}}``."""
    try:
        document = read_document(data)
        mark = secrecy_mark(document.text) or secrecy_mark(margin_text(data))
    except DocumentRefused as refused:
        return {"refused": {"code": refused.code, "values": refused.values, "place": refused.place}}
    if mark:
        return {"refused": {"code": "secrecy_mark", "values": {"mark": mark}, "place": ""}}
    names = [
        UnitName(unit["code"], unit["name"], tuple(unit["aliases"]), unit["group"])
        for unit in header["units"]
    ]
    plan = read_plan(document, gazetteer=Gazetteer(names) if names else None, indices=index_names())
    sha256 = hashlib.sha256(data).hexdigest()
    return {
        "plan": as_json(plan, document, name=header["name"], sha256=sha256, messages=finding_messages()),
        "text": document.text,
        "finding_values": [dict(finding.values) for finding in plan.findings],
    }


def main(source: BinaryIO, target: BinaryIO) -> int:
    header = json.loads(source.readline())
    result = answer(header, source.read())
    target.write(json.dumps(result, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.stdin.buffer, sys.stdout.buffer))
