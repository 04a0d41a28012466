"""What the pages of a person's own account show.

Belongs here: words and drawings prepared for templates. Does not belong here: reads of other people.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.people.access import factors
from sauro.people.access.devices import device_words
from sauro.people.access.network import UNKNOWN
from sauro.people.access.sessions import OpenSession, open_sessions
from sauro.people.models import Account
from sauro.people.permissions import memberships_now
from sauro.people.roles import all_roles

QUIET = 4
"""Empty modules around a code for cameras, as its standard asks."""
GROUP = 4


@dataclass(frozen=True, slots=True)
class SessionRow:
    mark: str
    device: str
    address: str
    session: OpenSession


@dataclass(frozen=True, slots=True)
class Square:
    """A code for cameras as one path of an SVG; ``size`` is its side with the quiet rim."""

    size: int
    path: str


def own_account(request: HttpRequest, account: Account) -> dict[str, object]:
    return {
        "account": account,
        "places": places(account),
        "factor": factors.second_factor_of(account),
        "codes_left": factors.recovery_codes_left(account),
        "sessions": session_rows(request, account),
    }


def places(account: Account) -> list[tuple[str, str]]:
    """(unit, role) of each membership in force."""
    language, roles = get_language() or "vi", all_roles()
    return [
        (m.unit.name, roles[m.role].name_in(language) if m.role in roles else m.role)
        for m in memberships_now(account)
    ]


def session_rows(request: HttpRequest, account: Account) -> list[SessionRow]:
    return [
        SessionRow(
            s.mark, device_words(s.user_agent), _("không rõ") if s.address == UNKNOWN else s.address, s
        )
        for s in open_sessions(account, request.session.session_key)
    ]


def square(text: str) -> Square:
    """The code for cameras, drawn here: an image from elsewhere or inline data is not allowed on our pages."""
    import qrcode

    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Square(len(rows) + 2 * QUIET, path)


def grouped(secret: str) -> str:
    """A secret as people type it: in groups of four."""
    return " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP))
