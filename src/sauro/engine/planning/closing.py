"""The end of an official document: recipients and signature.

Belongs here: who receives, who signs in whose name. Does not belong here: the head (``header``), which
lines close (``zones``).
"""

from __future__ import annotations

import re

from sauro.engine.planning.model import Anchor, Found, Signatory
from sauro.engine.planning.outline import BULLETS, Line, collapse

_RECIPIENTS = re.compile(r"\s*N[ơƠ][iI]\s+(?:nhận|NHẬN)\s*[:.]?\s*")
_ROW = re.compile(r"[^\n]+")
_COLUMNS = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_SIGNS_FOR = re.compile(
    r"(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*\.?\s+(?=[A-ZĐÀ-Ỹ])|(?:TM|KT|TL|TUQ|Q)\.(?=[A-ZĐÀ-Ỹ])"
)
_POST = re.compile(
    r"(?:PHÓ\s+)?(?:CHỦ\s+TỊCH|GIÁM\s+ĐỐC|TỔNG\s+GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG|TỔNG\s+CỤC\s+TRƯỞNG"
    r"|CHI\s+CỤC\s+TRƯỞNG|CHÁNH\s+\w+|TRƯỞNG\s+\w+"
    r"|HIỆU\s+TRƯỞNG|VIỆN\s+TRƯỞNG|BÍ\s+THƯ|THỦ\s+TƯỚNG|TỔNG\s+BIÊN\s+TẬP|TỔNG\s+THANH\s+TRA"
    r"|THỐNG\s+ĐỐC)|BỘ\s+TRƯỞNG|THỨ\s+TRƯỞNG|QUYỀN\s+\w+|CHÁNH|TRƯỞNG"
)
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\.?)(?:\s+[A-ZĐÀ-Ỹ][\wà-ỹđ]*){1,5}")
_TITLES = re.compile(
    r"(?:(?:Thượng|Đại|Trung|Thiếu)\s+(?:tướng|tá)|(?:PGS|GS|TS|ThS|BS|KS|Ts|Ths)\.?(?:\s*TS\.?)?)\s+"
)
_NOTE = re.compile(r"\[?\d+\]\s")


def _rows(text: str, lines: list[Line]) -> list[tuple[int, int]]:
    """Each printed stretch of the closing, a two-column line as two."""
    rows = []
    for line in lines:
        if line.table is not None:
            break
        for row in _ROW.finditer(text, line.start, line.end):
            for column in _COLUMNS.finditer(text, row.start(), row.end()):
                rows.append((column.start(), column.end()))
    return rows


def _bare(written: str) -> str:
    return written.strip("*_ \u00a0")


def _is_signature(written: str) -> bool:
    letters = [c for c in written if c.isalpha()]
    return len(letters) >= 2 and not any(c.islower() for c in letters)


def read_recipients(text: str, closing: list[Line]) -> tuple[Found[str], ...]:
    spans: list[tuple[int, int]] = []
    listing = False
    bulleted = False
    for start, end in _rows(text, closing):
        heading = _RECIPIENTS.match(text, start, end)
        if heading:
            if listing:
                break
            listing = True
            start = heading.end()
            if start >= end:
                continue
        written = _bare(text[start:end])
        if not listing:
            continue
        if _NOTE.match(written):
            break
        if written[:1] in BULLETS and written[1:].strip():
            bulleted = True
            while text[start] in BULLETS + "*_ ":
                start += 1
            spans.append((start, end))
        elif (_is_signature(written) and _SIGNS_FOR.match(written)) or (
            _is_signature(written) and _POST.match(written)
        ):
            if spans and bulleted:
                listing = _more_below(text, closing, end)
        elif spans and (bulleted or written[:1].islower()):
            if not _NAME.fullmatch(_TITLES.sub("", written)) or written.endswith((";", ".")):
                spans[-1] = (spans[-1][0], end)
        elif not _is_signature(written) and not bulleted:
            spans.append((start, end))
    return tuple(_recipient(text, a, b) for a, b in spans if text[a:b].strip(" ;.*_"))


def _more_below(text: str, closing: list[Line], position: int) -> bool:
    """In a two-column end the list goes on beside the signature; below the name nothing of it follows."""
    return any(text[a] in BULLETS for a, _ in _rows(text, closing) if a >= position)


def _recipient(text: str, start: int, end: int) -> Found[str]:
    value = collapse(text[start:end]).rstrip(" ;*_")
    return Found(value.removesuffix("."), Anchor(start, end))


def read_signatory(text: str, closing: list[Line]) -> Signatory | None:
    capacity: list[str] = []
    position: str | None = None
    for start, end in _rows(text, closing):
        written = _bare(text[start:end])
        if _RECIPIENTS.match(written) or written[:1] in BULLETS:
            continue
        if _is_signature(written):
            if _SIGNS_FOR.match(written):
                capacity.append(collapse(written))
            elif _POST.match(written) or not capacity:
                if position is None and (_POST.match(written) or capacity):
                    position = collapse(written)
                elif position is not None:
                    position = f"{position} {collapse(written)}"
            elif position is None:
                # "TM. ỦY BAN" / "NHÂN DÂN": the capacity goes on below.
                capacity[-1] = f"{capacity[-1]} {collapse(written)}"
            else:
                position = f"{position} {collapse(written)}"
        elif (capacity or position) and _NAME.fullmatch(collapse(written)):
            return Signatory(tuple(capacity), position, _TITLES.sub("", collapse(written)))
    return Signatory(tuple(capacity), position, None) if capacity or position else None
