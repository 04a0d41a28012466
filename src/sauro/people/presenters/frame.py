"""What the frame of every page says about the institution and the person.

Belongs here: words prepared for templates. Does not belong here: rights.
"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people import queries
from sauro.people.models import Account
from sauro.people.permissions import memberships_now
from sauro.people.roles import all_roles
from sauro.web.shell import Institution, Person

KEPT = Remembered(4)
"""Every page names the institution: the same for everybody until units or roles change, or the day does."""


def institution() -> Institution | None:
    """Whose system this is; None before a province is installed."""
    today = timezone.localdate()
    return KEPT.get(data_version(), today, lambda: _institution(today))


def _institution(today: date) -> Institution | None:
    unit = queries.province(today)
    if unit is None:
        return None
    owner = queries.owner_office(today)
    return Institution(short=unit.short_name, full=unit.name, contact=owner.name if owner else "")


def person(request: HttpRequest) -> Person | None:
    """The signed-in person with the first membership in force; a further one is only counted."""
    account = request.user
    if not isinstance(account, Account):
        return None
    held = memberships_now(account)
    language = get_language() or "vi"
    role = all_roles().get(held[0].role) if held else None
    return Person(
        name=account.name,
        unit=held[0].unit.short_name if held else _("Chưa được giao đơn vị"),
        role=role.name_in(language) if role else "",
        sign_out=reverse("people:sign_out"),
    )
