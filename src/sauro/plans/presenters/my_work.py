"""/viec-cua-toi: what waits for one person, whatever the person's roles.

Belongs here: the order of the sections and the sentence above them. Does not belong here: finding the rows
(``my_parts`` for the work of units, ``my_office`` for those who follow it).

A section stands on the page only with content. Rights decide which sections are asked for, never the name of a role:
a person with two roles sees what waits in both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sauro.plans.models.common import may_view
from sauro.plans.presenters import my_office, my_parts
from sauro.plans.presenters.my_lines import Section
from sauro.plans.queries import versions_in_force
from sauro.web.text import number_words

Provider = Callable[[object, date], Section | None]

SECTIONS: tuple[Provider, ...] = (
    my_parts.returned,
    my_parts.late,
    my_parts.soon,
    my_parts.asked,
    my_office.answers,
    my_office.to_confirm,
    my_office.extensions,
    my_office.imports,
    my_office.rights_asked,
    my_office.handovers,
    my_parts.further,
    my_parts.extensions_asked,
    my_office.late_units,
    my_office.late_tasks,
    my_office.soon_tasks,
    my_office.gaps,
    my_office.duplicates,
    my_office.links,
)
"""What must be done first, then what one should know."""
_of_upper_rooms: list[Provider] = []


def register(provider: Provider) -> None:
    """A section of a room above, shown first; the same one registered twice stays one (tests load apps again)."""
    if provider not in _of_upper_rooms:
        _of_upper_rooms.append(provider)


def _providers() -> tuple[Provider, ...]:
    return (*_of_upper_rooms, *SECTIONS)


@dataclass(frozen=True, slots=True)
class MyWorkPage:
    sections: list[Section]
    sentence: str
    sample: bool


def my_work_page(account: object) -> MyWorkPage:
    sections = _sections(account)
    versions = versions_in_force(account) if may_view(account) else []
    return MyWorkPage(sections, _sentence(sections), any(one.is_sample for one in versions))


def has_work(account: object) -> bool:
    """Whether something waits that the person must do: asked once, after signing in."""
    today = timezone.localdate()
    found = (provide(account, today) for provide in _providers())
    return any(section is not None and section.pressing for section in found)


def _sections(account: object) -> list[Section]:
    today = timezone.localdate()
    return [section for provide in _providers() if (section := provide(account, today)) is not None]


def _sentence(sections: list[Section]) -> str:
    """What must be done, in numbers; the other sections only inform."""
    waiting = [section for section in sections if section.pressing]
    if not sections:
        return ""
    if not waiting:
        return _("Không có việc nào đang chờ tài khoản này xử lý.")
    n = sum(section.total for section in waiting)
    named = "; ".join(f"{section.title.lower()}: {number_words(section.total)}" for section in waiting[:4])
    return ngettext("%(n)s việc đang chờ: %(named)s.", "%(n)s việc đang chờ: %(named)s.", n) % {
        "n": number_words(n),
        "named": named,
    }
