"""Writes the top of a document: the two columns, kind and title, addressees, legal bases.

Belongs here: cells 1 to 5 and 9a of the decree's sketch. Does not belong here: body, signature, annexes.
"""

from __future__ import annotations

from collections.abc import Iterator

from sauro.engine.documents.out.document import OfficialDocument
from sauro.engine.documents.out.grid import bare_table
from sauro.engine.documents.out.header import MOTTO, NATION
from sauro.engine.documents.out.kinds import Kind
from sauro.engine.documents.out.looks import INDENT, LEFT, LOOKS, MM, PAGE, RIGHT, RULE_SHARE, Look
from sauro.engine.documents.out.metrics import Face, even_room, longest, width
from sauro.engine.documents.out.parts import Element, Pen, element, held, spacing, twips
from sauro.engine.documents.out.words import Run, tidy

ROOM = PAGE[0] - LEFT - RIGHT
# The right column holds the Quốc hiệu on one line; a long place name widens it up to here.
_RIGHT_LEAST, _RIGHT_MOST = 90 * MM, 104 * MM
# What a word processor may measure wider than we do before a line breaks otherwise.
_SLACK = 2.0


def face_of(look: Look) -> Face:
    return Face.BOLD if look.bold else Face.ITALIC if look.italic else Face.REGULAR


def even(pen: Pen, code: str, text: str, room: float, *, share: float = 0) -> Iterator[Element]:
    """A centred heading with lines of like length, and below it a rule of ``share`` of its longest line."""
    look = LOOKS[code]
    face = face_of(look)
    text = held(text)
    narrow = min(room, even_room(text, look.size, face, room) + _SLACK)
    side = (room - narrow) / 2
    # Without room to spare on either side nothing is set in: an indent of nothing would only be noise.
    changes = {"ind": element("ind", left=twips(side), right=twips(side))} if side > _SLACK else {}
    if "\n" not in text and longest(text, look.size, face, room) == width(text, look.size, face):
        changes = {}
    yield pen.paragraph(code, (Run(text),), **changes)
    if share:
        yield pen.rule(longest(text, look.size, face, narrow) * share, room)


def head(pen: Pen, document: OfficialDocument) -> Iterator[Element]:
    header = document.header
    day = f"{header.place.strip()}, {header.day_text}"
    right = min(_RIGHT_MOST, max(_RIGHT_LEAST, width(day, LOOKS["day"].size, Face.ITALIC) + 2 * _SLACK))
    left = ROOM - right
    issuer = [
        *(even(pen, "superior", header.superior.upper(), left) if header.superior else ()),
        *even(pen, "issuer", header.issuer.upper(), left, share=RULE_SHARE),
    ]
    nation = [
        pen.plain("nation", NATION),
        pen.plain("motto", MOTTO),
        pen.rule(width(MOTTO, LOOKS["motto"].size, Face.BOLD), right),
    ]
    number = [pen.plain("number", header.number_line)]
    if document.kind is Kind.LETTER:
        number += even(pen, "about", f"V/v {tidy(document.title)}", left)
    yield bare_table((left, right), ((issuer, nation), (number, [pen.plain("day", day)])))
    if document.kind is not Kind.LETTER:
        yield pen.plain("kind", document.kind.label.upper())
        yield from even(pen, "title", tidy(document.title), ROOM, share=RULE_SHARE)
    yield from _addressees(pen, document)
    yield from _bases(pen, document)


def _addressees(pen: Pen, document: OfficialDocument) -> Iterator[Element]:
    """One addressee beside "Kính gửi:", several below its colon, one dash under the other."""
    names = [tidy(name) for name in document.addressees]
    size = LOOKS["to"].size
    if len(names) == 1:
        text = f"Kính gửi: {names[0]}"
        hanging = width("Kính gửi: ", size)
        start = max(INDENT, (ROOM - width(text, size)) / 2)
        place = element("ind", left=twips(start + hanging), hanging=twips(hanging))
        yield pen.plain("to", text, ind=place)
    elif names:
        colon, dash = width("Kính gửi", size), width("- ", size)
        block = colon + dash + max(width(name, size) for name in names)
        start = max(INDENT, (ROOM - block) / 2)
        yield pen.plain("to", "Kính gửi:", ind=element("ind", left=twips(start)), keep_next=True)
        place = {"left": twips(start + colon + dash), "hanging": twips(dash)}
        for number, name in enumerate(names, 1):
            end = "." if number == len(names) else ";"
            yield pen.plain("to_more", f"- {name}{end}", ind=element("ind", **place))


def _bases(pen: Pen, document: OfficialDocument) -> Iterator[Element]:
    for number, basis in enumerate(document.bases, 1):
        end = "." if number == len(document.bases) else ";"
        first = {"spacing": spacing("basis", 12)} if number == 1 else {}
        yield pen.plain("basis", f"{tidy(basis)}{end}", **first)
