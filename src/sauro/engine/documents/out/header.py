"""The head of a document: who issues it, its number and symbol, its place and day.

Belongs here: cells 1 to 4 of the decree's sketch. Does not belong here: kind and title, which the document holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sauro.engine.documents.out.refusal import ImproperDocument
from sauro.engine.documents.out.words import check_line, check_words

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Room for a number, and for a day or a month, that the clerk fills in.
BLANK = " " * 6
_BLANK_PART = " " * 4


@dataclass(frozen=True, slots=True)
class Header:
    """``symbol`` is what follows the number: ``BC-UBND``, for a công văn ``UBND-NC``.

    Names are written as usual ("Sở Nội vụ"); the writer puts them in capitals. A name may hold line breaks where
    the office wants them. ``in_text`` is the issuer as annexes name it ("Ủy ban nhân dân tỉnh …").
    Number and day come together from the clerk; until then they stay blank, with ``year`` and ``month`` where known.
    """

    issuer: str
    symbol: str
    place: str
    superior: str = ""
    number: int | None = None
    day: date | None = None
    year: int | None = None
    month: int | None = None
    in_text: str = ""

    def __post_init__(self) -> None:
        for text, part in (
            (self.issuer, "issuer"),
            (self.superior or "-", "superior"),
        ):
            for line in text.split("\n"):
                check_line(line, part)
        check_line(self.place, "place")
        check_words(self.in_text)
        groups = self.symbol.split("-")
        if len(groups) < 2 or any(not group or not set(group).isdisjoint(" /\n\t\u00a0") for group in groups):
            raise ImproperDocument("bad_symbol", symbol=self.symbol)
        if (self.number is None) != (self.day is None):
            raise ImproperDocument("number_without_day")
        if self.number is not None and self.number < 1:
            raise ImproperDocument("bad_number", number=self.number)
        if self.month is not None and (self.year is None or not 1 <= self.month <= 12):
            raise ImproperDocument("bad_month", month=self.month)

    @property
    def number_line(self) -> str:
        """``Số: 05/BC-UBND``, or with a blank before the stroke."""
        return f"Số: {self.number_text}/{self.symbol}" if self.day else f"Số:{BLANK}/{self.symbol}"

    @property
    def number_text(self) -> str:
        return f"{self.number:02d}" if self.number is not None else BLANK

    @property
    def day_text(self) -> str:
        """``ngày 05 tháng 3 năm 2026``: days below 10 and the months 1 and 2 have a zero in front."""
        if self.day:
            return say_day(self.day.day, self.day.month, self.day.year)
        return say_day(None, self.month, self.year)


def say_day(day: int | None, month: int | None, year: int | None) -> str:
    """A date in words of the decree, blank where a part is not known."""
    parts = (
        _BLANK_PART if day is None else f"{day:02d}",
        _BLANK_PART if month is None else f"{month:02d}" if month < 3 else str(month),
        _BLANK_PART if year is None else str(year),
    )
    return " ".join(("ngày", parts[0], "tháng", parts[1], "năm", parts[2]))
