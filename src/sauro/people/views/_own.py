"""What the pages of the own account share: whose it is, and the own password once more.

Belongs here: these two. Does not belong here: a page.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from sauro.people import actions
from sauro.people.access.network import network_address
from sauro.people.models import Account
from sauro.people.permissions import Refused


def own(request: HttpRequest) -> Account:
    """The signed-in account; every page that calls this is closed to strangers."""
    if not isinstance(request.user, Account):
        raise Refused(
            "account", _("Trang này chỉ mở cho người đã đăng nhập."), _("Đăng nhập rồi mở lại trang.")
        )
    return request.user


def confirm_password(request: HttpRequest, form: forms.Form, field: str = "password") -> bool:
    """Whether the own password was typed right; else the form says so. Counted like signing in."""
    account, address = own(request), network_address(request)
    attempt = actions.begin_attempt(name=account.sign_in_name, address=address)
    if attempt.allowed and account.check_password(form.cleaned_data[field]):
        actions.forgive_attempt(account=account, address=address)
        return True
    actions.record_failure(name=account.sign_in_name, attempt=attempt)
    if attempt.locked_until is not None:
        until = time_format(timezone.localtime(attempt.locked_until), "H:i")
        form.add_error(field, _("Nhập sai nhiều lần nên tạm khóa. Thử lại sau %(hour)s.") % {"hour": until})
    else:
        form.add_error(
            field, _("Mật khẩu đang dùng chưa đúng. Còn %(left)d lần thử.") % {"left": attempt.left}
        )
    return False
