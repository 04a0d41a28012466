"""Input of this room's pages, cleaned.

Belongs here: fields and what is said when they are empty. Does not belong here: checking a password.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """The form of the address is not checked: a wrong one fails like a wrong password and tells no more."""

    email = forms.CharField(max_length=254, error_messages={"required": _("Cần ghi thư điện tử công vụ.")})
    password = forms.CharField(
        max_length=1024, strip=False, error_messages={"required": _("Cần ghi mật khẩu.")}
    )
