"""What the columns of a table mean, read from its heading rows.

Belongs here: words of column headings, which rows are headings. Does not belong here: rows of data
(``annex``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sauro.engine.documents.model import Cell, Table
from sauro.engine.text import fold

_ORGAN = (
    r"(?:(?:cac )?(?:co quan|don vi|to chuc|phong|ban|bo phan|nguoi|ca nhan|nganh|dia phuong)"
    r"[ ,/]*(?:va )?){1,3}[a-z ]{0,24}?"
)
_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        ("number", r"^(?:stt|tt|so tt|so thu tu|so tt\.?|#|no\.?)$"),
        ("score", r"\bdiem\b(?! den)|\bthang diem|trong so"),
        ("measure", r"don vi tinh|\bdvt\b|don vi do|dv tinh"),
        ("monitor", rf"(?:{_ORGAN})?(?:theo doi|don doc|giam sat)"),
        ("roles", rf"(?:{_ORGAN})?chu tri[ ,/&-]+(?:va )?(?:{_ORGAN})?phoi hop"),
        ("support", rf"(?:{_ORGAN})?(?:phoi hop)"),
        (
            "person",
            r"(?:nguoi|lanh dao|ca nhan|chuyen vien|dong chi)[a-z ,/]{0,30}(?:chiu trach nhiem|phu"
            r" trach|chi dao)",
        ),
        (
            "authority",
            r"(?:cap|nguoi|co quan) (?:co )?(?:tham quyen|quyet dinh|phe duyet|ban hanh|ky)"
            r"|cap trinh|tham quyen",
        ),
        (
            "when",
            r"thoi (?:gian|han|diem|luong)|tien do|lo trinh|moc thoi gian|hoan thanh|\bhan\b|bat dau"
            r"|ket thuc",
        ),
        ("product", r"san pham|ket qua|dau ra|minh chung"),
        (
            "lead",
            rf"(?:{_ORGAN})?(?:chu tri|thuc hien|chiu trach nhiem|phu trach|dau moi|tham muu|duoc giao"
            rf"|duoc phan cong)|(?:co quan|don vi) (?:trinh|chuan bi|soan thao)|phan cong|^(?:co quan|don vi|co quan, don vi)$",
        ),
        ("note", r"ghi chu"),
        ("fund", r"kinh phi|nguon von|du toan|tong muc|thanh tien|don gia|so luong|von "),
        (
            "task",
            r"nhiem vu|noi dung|cong viec|giai phap|hoat dong|dau viec|hang muc|\bviec\b|ten (?:de an"
            r"|du an|van ban|nhiem vu)",
        ),
        ("target", r"chi tieu|muc tieu|chi so|tieu chi"),
    )
)
_YEAR = re.compile(r"(?:(?:nam|den nam|muc tieu|ke hoach|chi tieu|den)\s*)*(20\d\d)$")
_QUARTER = re.compile(r"(?:quy|q)\.? ?0?(iv|i{1,3}|[1-4])(?:[ /,-]+(?:nam )?20\d\d)?$")
_MONTH = re.compile(r"(?:thang|t)\.? ?0?([1-9]|1[0-2])(?:[ /,-]+(?:nam )?20\d\d)?$")
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PERIOD = re.compile(r"[qm]\d{1,2}")
_SPACES = re.compile(r"\s+")
FACETS = frozenset({"lead", "support", "roles", "monitor", "when", "product", "person"})
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?|\([a-zA-Z]\)|[A-Z]")


@dataclass(frozen=True, slots=True)
class Columns:
    """``meanings`` by column; a year column is "2027", a quarter "q3", a month "m11"; None is a column that
    no rule knows. ``first`` is the first data row; ``headings`` are the heading cells over each column, from the top.
    """

    meanings: tuple[str | None, ...]
    first: int
    headings: tuple[tuple[Cell, ...], ...]

    def of(self, meaning: str) -> list[int]:
        return [n for n, m in enumerate(self.meanings) if m == meaning]

    @property
    def years(self) -> list[tuple[str, int]]:
        return [(m, n) for n, m in enumerate(self.meanings) if m is not None and m.isdigit()]

    @property
    def periods(self) -> list[tuple[str, int]]:
        """Columns of years, quarters or months, in which a row may be ticked."""
        return [(m, n) for n, m in enumerate(self.meanings) if m and (m.isdigit() or _PERIOD.fullmatch(m))]

    @property
    def gives_work(self) -> bool:
        known = set(self.meanings)
        if "score" in known:
            return False
        if self.lists_targets:
            return False
        return ("task" in known or "target" in known) and bool(known & FACETS)

    @property
    def lists_targets(self) -> bool:
        known = set(self.meanings)
        named = "target" in known or ("task" in known and "measure" in known)
        return (
            named
            and "score" not in known
            and (bool(self.years) or "measure" in known)
            and not known & {"when", "product"}
        )


def cell_text(text: str, cell: Cell) -> str:
    return _SPACES.sub(" ", text[cell.start : cell.end]).strip(" *_")


def meaning_of(heading: str) -> str | None:
    """The meaning whose words come first in the heading: "Thời gian thực hiện" is a time, "Nội dung thực
    hiện" is work.
    """
    plain = _SPACES.sub(" ", fold(heading)).strip(" *_.:()")
    if not plain or len(plain) > 120:
        return None
    year = _YEAR.match(plain)
    if year:
        return year[1]
    quarter, month = _QUARTER.match(plain), _MONTH.match(plain)
    if quarter:
        return "q" + _ROMANS.get(quarter[1], quarter[1])
    if month:
        return "m" + month[1]
    best: tuple[int, str] | None = None
    for meaning, pattern in _MEANINGS:
        found = pattern.search(plain)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), meaning)
    return best[1] if best else None


def read_columns(text: str, table: Table) -> Columns | None:
    """None where no row among the first three reads like a heading of known columns."""
    for first in range(min(3, len(table.rows))):
        row = table.rows[first]
        own = [meaning_of(cell_text(text, cell)) for cell in row]
        distinct = {id(cell) for cell in row if cell.start < cell.end}
        if (
            len(distinct) < 2
            or sum(m is not None for m in own) < 2
            or not set(own) & {"task", "target", "lead", "number"}
        ):
            continue
        last = first
        while last + 1 < len(table.rows) and last - first < 2 and _belongs(text, row, table.rows[last + 1]):
            last += 1
        rows = table.rows[first : last + 1]
        meanings = tuple(_column(text, rows, n) for n in range(max(len(r) for r in rows)))
        after = last + 1
        while after < len(table.rows) and _only_numbers(text, table.rows[after]):
            after += 1
        headings = tuple(_over(rows, n) for n in range(len(meanings)))
        return Columns(_settled(table, meanings, after), after, headings)
    return None


def _belongs(text: str, above: tuple[Cell, ...], row: tuple[Cell, ...]) -> bool:
    """A second heading row hangs on the first: a cell spans both, or its number cell is empty and its
    words name columns.
    """
    if any(a is b for a in above for b in row) and not all(a is b for a, b in zip(above, row, strict=False)):
        fresh = [cell for cell in row if all(cell is not a for a in above) and cell.start < cell.end]
        return bool(fresh) and all(len(cell_text(text, cell)) <= 60 for cell in fresh)
    filled = [cell_text(text, cell) for cell in row if cell.start < cell.end]
    if len(row) < 3 or not filled or row[0].start < row[0].end or len(filled) == len(row):
        return False
    meanings = [meaning_of(words) for words in filled if len(words) <= 40]
    if len(filled) == 1 and meanings and _PERIOD.fullmatch(meanings[0] or ""):
        # "THÁNG 3" alone in its row is a group of rows.
        return False
    return len(meanings) == len(filled) and None not in meanings


def _column(text: str, rows: tuple[tuple[Cell, ...], ...], n: int) -> str | None:
    """The lowest heading decides where it means something; "Thời gian" over "Bắt đầu" is a beginning."""
    words = [cell_text(text, cell) for cell in _over(rows, n)]
    if not words:
        return None
    joined = fold(" ".join(words))
    lowest = meaning_of(words[-1])
    above = meaning_of(words[0])
    if "bat dau" in fold(words[-1]) or (above == "when" and fold(words[-1]).strip() in {"tu", "tu ngay"}):
        return "begin"
    if lowest is None and len(words) > 1:
        return above or meaning_of(" ".join(words[-2:]))
    return lowest if lowest is not None else meaning_of(joined)


def _over(rows: tuple[tuple[Cell, ...], ...], n: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for row in rows:
        if n < len(row) and row[n].start < row[n].end and all(row[n] is not c for c in cells):
            cells.append(row[n])
    return tuple(cells)


def _only_numbers(text: str, row: tuple[Cell, ...]) -> bool:
    words = [cell_text(text, cell) for cell in row if cell.start < cell.end]
    return len(words) >= 3 and all(_COLUMN_NUMBER.fullmatch(w) for w in words)


def _settled(table: Table, meanings: tuple[str | None, ...], first: int) -> tuple[str | None, ...]:
    """One column of work only, the widest in words; a bare column left of it that counts is the number."""
    settled = list(meanings)
    work = [n for n, m in enumerate(settled) if m == "task"]
    if len(work) > 1:
        widest = max(work, key=lambda n: _words_in(table, n, first))
        for n in work:
            settled[n] = "task" if n == widest else None
    if not work:
        targets = [n for n, m in enumerate(settled) if m == "target"]
        for n in targets[1:]:
            settled[n] = None
    if settled and settled[0] is None and "number" not in settled:
        settled[0] = "number"
    return tuple(settled)


def _words_in(table: Table, n: int, first: int) -> int:
    return sum(row[n].end - row[n].start for row in table.rows[first : first + 20] if n < len(row))
