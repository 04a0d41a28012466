"""Who issues a paper: header, place, symbol, signature, recipients.

Belongs here: the heads and ends of papers from units, authorities and ``definitions/papers/offices.yaml``. Does not belong
here: what stands between them.

A sở issues below the People's Committee; a People's Committee and a body of another line have nobody above them here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sauro import definitions
from sauro.engine.documents.out import Header, Kind, Signature
from sauro.engine.documents.out.signature import FORMS, capacity
from sauro.people.models import SigningAuthority, Unit
from sauro.people.queries import province
from sauro.people.states import COMMUNE_KINDS, UnitKind
from sauro.people.wording import is_ordered
from sauro.reporting.models import Issued

OFFICES = "papers/offices.yaml"
_COMMITTEE = "Ủy ban nhân dân "
_PROVINCES = ("tỉnh ", "thành phố ")
_COMMUNES = ("Xã ", "Phường ", "Đặc khu ", "xã ", "phường ", "đặc khu ")


@dataclass(frozen=True)
class House:
    """The offices of the installed province. ``committee`` is empty before a province is installed."""

    committee: Unit | None
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """Ủy ban nhân dân tỉnh …"""
        return self.committee.name if self.committee is not None else "Ủy ban nhân dân"

    @property
    def short(self) -> str:
        return self.committee.short_name if self.committee is not None else "UBND"

    @property
    def area(self) -> str:
        """tỉnh An …, thành phố …"""
        return self.name.removeprefix(_COMMITTEE)

    @property
    def place(self) -> str:
        return _without(self.area, _PROVINCES)

    def letters(self, unit: Unit) -> str:
        if unit.kind == UnitKind.PROVINCE or unit.kind in COMMUNE_KINDS:
            return str(self.data["committee_letters"])
        return str(self.data["letters"].get(unit.code, unit.code))

    def symbol(self, kind: Kind, unit: Unit) -> str:
        """BC-STP; of a công văn SNV-CCHC."""
        if kind is Kind.LETTER:
            part = self.data["drafting"].get(unit.code, self.data["drafting_else"])
            return f"{self.letters(unit)}-{part}"
        return f"{kind.abbreviation}-{self.letters(unit)}"

    def copies(self, paper: str) -> tuple[str, ...]:
        return tuple(str(line).replace("{province}", self.short) for line in self.data["copies"][paper])

    def header(self, kind: Kind, unit: Unit, *, year: int, month: int | None = None) -> Header:
        """The head without number and day."""
        return Header(
            issuer=self.issuer(unit),
            superior=self.superior(unit),
            symbol=self.symbol(kind, unit),
            place=self.place_of(unit),
            year=year,
            month=month,
            in_text=self.in_text(unit),
        )

    def issuer(self, unit: Unit) -> str:
        if unit.kind in COMMUNE_KINDS:
            return f"Ủy ban nhân dân\n{lowered(unit.name)}"
        if unit.kind == UnitKind.PROVINCE:
            return f"Ủy ban nhân dân\n{unit.name.removeprefix(_COMMITTEE)}"
        return unit.name

    def superior(self, unit: Unit) -> str:
        """Bodies of another line have their own superiors, which nobody has entered."""
        below = unit.kind not in (UnitKind.PROVINCE, *COMMUNE_KINDS) and is_ordered(unit.relation)
        return self.short if below and self.committee is not None else ""

    def place_of(self, unit: Unit) -> str:
        return _without(unit.name, _COMMUNES) if unit.kind in COMMUNE_KINDS else self.place

    def in_text(self, unit: Unit) -> str:
        return f"{_COMMITTEE}{lowered(unit.name)}" if unit.kind in COMMUNE_KINDS else unit.name

    def signature(
        self, unit: Unit, signing: SigningAuthority | None, day: date, issued: Issued | None = None
    ) -> Signature:
        """Of whoever signed; before that of the only one who may, else of the head without a name."""
        if signing is None and issued is not None and issued.signer_lines:
            return Signature(_split(issued.signer_lines), issued.signer)
        if signing is None:
            known = list(SigningAuthority.objects.in_force(day).filter(unit=unit).select_related("under")[:2])
            signing = known[0] if len(known) == 1 else None
        if signing is not None:
            return Signature(lines_of(signing), signing.signer)
        committee = unit.kind == UnitKind.PROVINCE or unit.kind in COMMUNE_KINDS
        lines = self.data["committee_lines"] if committee else [self.data["head_line"]]
        return Signature(tuple(lines), issued.signer if issued is not None else "")


def lines_of(signing: SigningAuthority) -> tuple[str, ...]:
    """What stands above the name. Where the authority stands under another one and its own lines do not repeat that one's,
    they are put together: TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG."""
    own = _split(signing.lines)
    if signing.under is None:
        return own
    above = lines_of(signing.under)
    if own[:1] == above[:1]:
        return own
    stacked = (*above[:-1], *own)
    return stacked if tuple(capacity(line) for line in stacked) in FORMS else own


def _split(lines: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in lines.split("\n") if line.strip())


def lowered(name: str) -> str:
    """ "Xã An Phú" inside a sentence or below "Ủy ban nhân dân" is "xã An Phú"."""
    return name[:1].lower() + name[1:] if name.startswith(_COMMUNES) else name


def _without(name: str, kinds: tuple[str, ...]) -> str:
    for kind in kinds:
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def house(day: date) -> House:
    """The offices as they are on the day."""
    committee = province(day)
    return House(committee, _data(committee.official_code if committee is not None else ""))


@cache
def _data(official_code: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(definitions.text(OFFICES))
    for pack in sorted(files(definitions).joinpath("provinces").iterdir(), key=lambda one: one.name):
        own = pack.joinpath("papers.yaml")
        if not official_code or not own.is_file():
            continue
        more = yaml.safe_load(own.read_text(encoding="utf-8"))
        if more["official_code"] == official_code:
            for key in ("letters", "drafting", "copies"):
                data[key] = {**data[key], **more.get(key, {})}
    return data
