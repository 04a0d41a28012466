"""Writes the end of a document: nơi nhận beside the signature, and the head of each annex.

Belongs here: cells 7 and 9b of the decree's sketch, and form 2.1. Does not belong here: bodies.
"""

from __future__ import annotations

from collections.abc import Iterator

from sauro.engine.documents.out.document import OfficialDocument
from sauro.engine.documents.out.grid import bare_table
from sauro.engine.documents.out.looks import ANNEX_RULE, FOR_SIGNATURE, LOOKS, MM
from sauro.engine.documents.out.metrics import Face, width
from sauro.engine.documents.out.parts import Element, Pen, spacing
from sauro.engine.documents.out.words import tidy
from sauro.engine.documents.out.write_head import ROOM, even

_RIGHT = 88 * MM


def tail(pen: Pen, document: OfficialDocument) -> Element:
    return bare_table(
        (ROOM - _RIGHT, _RIGHT), ((list(_copies(pen, document)), list(_signature(pen, document))),)
    )


def _copies(pen: Pen, document: OfficialDocument) -> Iterator[Element]:
    yield pen.plain("copies", "Nơi nhận:")
    first = ("Như trên",) if document.addressees else ()
    for line in (*first, *document.copies):
        yield pen.plain("copy", f"- {tidy(line)};")
    yield pen.plain("copy", f"- Lưu: {tidy(document.filed)}.")


def _signature(pen: Pen, document: OfficialDocument) -> Iterator[Element]:
    signature = document.signature
    top = LOOKS["copies"].before  # the first line stands beside "Nơi nhận"
    for number, line in enumerate(signature.lines):
        changes = {"spacing": spacing("post", top)} if number == 0 else {}
        yield pen.plain("post", line.strip().upper(), **changes)
    room = {"spacing": spacing("name", FOR_SIGNATURE)}
    if signature.other_post:
        yield pen.plain("post", signature.other_post.strip().upper(), **room)
        room = {}
    # Without a name the paragraph stays: the room for the signature must not collapse.
    yield pen.plain("name", signature.name.strip(), **room)


def annex_head(pen: Pen, document: OfficialDocument, index: int, room: float) -> Iterator[Element]:
    yield pen.plain("annex", document.annex_name(index))
    yield from even(pen, "annex_title", tidy(document.annexes[index].title).upper(), room)
    attached = document.attached_to
    if width(attached, LOOKS["attached"].size, Face.ITALIC) > room:
        attached = attached.replace(" ngày ", "\nngày ", 1)
    yield from even(pen, "attached", attached, room)
    yield pen.rule(ANNEX_RULE, room, after=8)
