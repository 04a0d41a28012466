"""What is found in a file. Belongs here: values and the refusal by code. Does not belong here: finding, words."""

from __future__ import annotations

from dataclasses import dataclass


class Unfit(Exception):  # noqa: N818 - the house word; it is an outcome, not a fault
    """A content that is not taken in. ``values`` fill the sentence that belongs to ``code``."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Picture:
    """A small picture of the content, always JPEG, without anything that a camera wrote into the original."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Found:
    """``texts`` are the words of the first pages, part by part. Empty: there were none to read."""

    type: str
    texts: tuple[str, ...] = ()
    picture: Picture | None = None
