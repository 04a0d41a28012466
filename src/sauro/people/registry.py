"""Permissions that rooms offer, so that a role can only name one that some room really asks for.

Belongs here: the register, the permissions of this room and of the rooms below it (they cannot import it).
Does not belong here: which role has which permission (``definitions/roles.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


def register_own() -> None:
    register("units.view", _("xem đơn vị"))
    register("people.view", _("xem danh sách người dùng"))
    register("people.manage", _("quản lý tài khoản và đơn vị"))
    register("people.hand_over", _("bàn giao vai trò của người khác trong đơn vị"))
    register("people.delegate", _("ủy quyền trong hệ thống"))
    register("people.sign", _("ghi thẩm quyền ký văn bản"))
    register("audit.view", _("xem nhật ký"))
    register("files.download", _("tải tệp đã nhập"))
