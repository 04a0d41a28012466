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
    """``closed`` gives the sentence why nobody adds or withdraws files now, empty where that is not the reason.
    ``whole`` names the thing whose rights decide for a subject that is only a part of it; answers are the same for all
    parts."""

    prefix: str
    may_read: Asked
    may_write: Asked
    about: Callable[[str], About]
    closed: Callable[[str], str]
    whole: Callable[[str], str]


_kinds: dict[str, SubjectKind] = {}


def subject(
    prefix: str,
    may_read: Asked,
    may_write: Asked,
    *,
    about: Callable[[str], About] | None = None,
    closed: Callable[[str], str] | None = None,
    whole: Callable[[str], str] | None = None,
) -> None:
    """A room says who reads and who writes what hangs on its subjects. A page asks each question once for each whole:
    a report with fifty parts that take files is asked about once."""
    if not prefix or ":" in prefix:
        raise ValueError(f"the prefix {prefix!r} of a subject is empty or holds a colon")
    _kinds[prefix] = SubjectKind(
        prefix,
        may_read,
        may_write,
        about or About,
        closed or (lambda _subject: ""),
        whole or (lambda subject_text: subject_text),
    )


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


def whole_of(subject_text: str) -> str:
    """The subject whose rights decide; KeyError for one that no room knows."""
    return kind_of(subject_text).whole(subject_text)


def readable(account: object, subjects: Iterable[str]) -> frozenset[str]:
    """Those of the subjects that the account may read; none without a sign-in."""
    if not isinstance(account, Account):
        return frozenset()
    asked = {text: whole_of(text) for text in set(subjects)}
    open_ = {whole for whole in set(asked.values()) if kind_of(whole).may_read(account, whole)}
    return frozenset(text for text, whole in asked.items() if whole in open_)


def writes(account: object, subject_text: str) -> bool:
    """Whether the account adds and withdraws files there, be it closed at the moment or not."""
    return isinstance(account, Account) and kind_of(subject_text).may_write(account, whole_of(subject_text))


def closed(subject_text: str) -> str:
    """Why nobody adds or withdraws files there now; empty where that is not the reason."""
    return kind_of(subject_text).closed(whole_of(subject_text))
