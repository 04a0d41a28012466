"""What upper rooms say about the things that files hang on.

Belongs here: the register. Does not belong here: any right (``permissions`` asks, the upper room answers).

A subject is a text that begins with its prefix and a colon: "report:2026-Q3/stp" has the prefix "report".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sauro.people.models import Account

Asked = Callable[[Account, str], bool]


@dataclass(frozen=True, slots=True)
class About:
    """How a page names a subject: "Báo cáo quý III/2026 của Sở Tư pháp", and where it stands."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """``closed`` gives the sentence why nobody adds or withdraws files now, empty where that is not the reason."""

    prefix: str
    may_read: Asked
    may_write: Asked
    about: Callable[[str], About]
    closed: Callable[[str], str]


_kinds: dict[str, SubjectKind] = {}


def subject(
    prefix: str,
    may_read: Asked,
    may_write: Asked,
    *,
    about: Callable[[str], About] | None = None,
    closed: Callable[[str], str] | None = None,
) -> None:
    """A room says who reads and who writes what hangs on its subjects. Each question is asked once a page for each
    subject; a room with many subjects on a page answers from what it has already fetched."""
    if not prefix or ":" in prefix:
        raise ValueError(f"the prefix {prefix!r} of a subject is empty or holds a colon")
    _kinds[prefix] = SubjectKind(prefix, may_read, may_write, about or About, closed or (lambda _subject: ""))


def kind_of(subject_text: str) -> SubjectKind:
    """KeyError for a subject that no room knows."""
    prefix, colon, rest = subject_text.partition(":")
    if not colon or not rest:
        raise KeyError(subject_text)
    return _kinds[prefix]


def known(subject_text: str) -> bool:
    try:
        kind_of(subject_text)
    except KeyError:
        return False
    return True


def readable(account: object, subjects: Iterable[str]) -> frozenset[str]:
    """Those of the subjects that the account may read; none without a sign-in."""
    if not isinstance(account, Account):
        return frozenset()
    return frozenset(text for text in set(subjects) if kind_of(text).may_read(account, text))


def writes(account: object, subject_text: str) -> bool:
    """Whether the account adds and withdraws files there, be it closed at the moment or not."""
    return isinstance(account, Account) and kind_of(subject_text).may_write(account, subject_text)


def writable(account: object, subject_text: str) -> bool:
    """Whether the account may add and withdraw files there now."""
    return writes(account, subject_text) and not kind_of(subject_text).closed(subject_text)
