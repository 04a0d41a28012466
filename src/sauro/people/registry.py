"""What rooms above say to this room: the permissions they ask for, and the work that is open at a handover.

Belongs here: the registers, the permissions of this room and of the rooms below it (they cannot import it).
Does not belong here: which role has which permission (``definitions/roles.yaml``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from sauro.people.models import Account, Unit


@dataclass(frozen=True, slots=True)
class Permission:
    """``code`` is "<room>.<verb>"; ``name`` completes the sentence "Chỉ vai trò sau mới được …"."""

    code: str
    name: str | Promise


_permissions: dict[str, Permission] = {}


def register(code: str, name: str | Promise) -> None:
    """Offers a permission; the same code again must carry the same name, as when an app is loaded twice."""
    known = _permissions.get(code)
    if known is not None and str(known.name) != str(name):
        raise ValueError(f"the permission {code} is registered twice with different names")
    _permissions[code] = Permission(code, name)


def get(code: str) -> Permission:
    """KeyError for a permission that no room offers: asking for it is a fault in the code."""
    return _permissions[code]


def codes() -> frozenset[str]:
    return frozenset(_permissions)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that waits for a person or a unit: ``code`` a person can read, ``words`` what it is."""

    room: str
    code: str
    words: str
    address: str = ""

    def as_row(self) -> dict[str, str]:
        return {"room": self.room, "code": self.code, "words": self.words, "address": self.address}


OpenWork = Callable[["Account", "Unit", str], Iterable[OpenItem]]
_open_work: dict[str, OpenWork] = {}


def open_work(room: str, provider: OpenWork) -> None:
    """A room says what is open for an account that holds a role (its code) in a unit; asked at a handover."""
    _open_work[room] = provider


def open_work_of(account: Account, unit: Unit, role: str) -> list[OpenItem]:
    """Everything that is open, room by room."""
    return [item for room in sorted(_open_work) for item in _open_work[room](account, unit, role)]


def register_own() -> None:
    register("units.view", _("xem đơn vị"))
    register("people.view", _("xem danh sách người dùng"))
    register("people.manage", _("quản lý tài khoản và đơn vị"))
    register("people.hand_over", _("bàn giao vai trò của người khác trong đơn vị"))
    register("people.delegate", _("ủy quyền trong hệ thống"))
    register("people.sign", _("ghi thẩm quyền ký văn bản"))
    register("audit.view", _("xem nhật ký"))
    register("files.download", _("tải tệp đã nhập"))
    register("jobs.view", _("xem việc định kỳ của hệ thống"))
