"""The inspector as a child process: a file on standard input; on standard output one line of JSON, then a picture.

Belongs here: the two ends of the pipe, and the order of the questions. Does not belong here: limits (the parent
sets them).
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO

from sauro.engine.documents.legacy import looks_legacy
from sauro.files.inspection.kinds import opener_of
from sauro.files.inspection.model import Found, Unfit
from sauro.files.inspection.office_words import words_of
from sauro.files.inspection.packages import Parts
from sauro.files.inspection.papers import look_at_paper
from sauro.files.inspection.pictures import look_at_picture
from sauro.files.inspection.types import Rules, rules
from sauro.files.secrecy import secrecy_mark

FEW_LETTERS = 20
"""A page with fewer letters is a picture with a number on it, or an empty page."""


def inspect(data: bytes, known: Rules) -> Found:
    """What the content is; Unfit where it is not taken in, also for the mark of a secret paper."""
    opener = opener_of(data, known)
    if opener == "paper":
        found = look_at_paper(data)
    elif opener == "picture":
        found = look_at_picture(data, known)
    else:
        parts = Parts(data, known)
        found = Found(parts.type.code, words_of(parts))
    for text in found.texts:
        mark = secrecy_mark(text)
        if mark is not None:
            raise Unfit("secrecy_mark", mark=mark)
    return found


def words_read(found: Found) -> bool:
    """Whether there were words to look through, in letters that can be read."""
    together = "\n".join(found.texts)
    return sum(map(str.isalpha, together)) >= FEW_LETTERS and not looks_legacy(together)


def answer(data: bytes, known: Rules) -> tuple[dict[str, Any], bytes]:
    try:
        found = inspect(data, known)
    except Unfit as unfit:
        return {"refused": {"code": unfit.code, "values": unfit.values}}, b""
    picture = found.picture
    said = {
        "type": found.type,
        "words_read": words_read(found),
        "size": [picture.width, picture.height] if picture else None,
    }
    return said, picture.data if picture else b""


def main(source: BinaryIO, target: BinaryIO) -> int:
    said, picture = answer(source.read(), rules())
    target.write(json.dumps(said, ensure_ascii=False).encode() + b"\n" + picture)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.stdin.buffer, sys.stdout.buffer))
