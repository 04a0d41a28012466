"""Input of the pages of signing in and of the own account, cleaned.

Belongs here: fields and what is said when they are empty or do not match. Does not belong here: looking at a
password or a code (actions).
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import UserTokenForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sauro.people.models import Account

MOST_LETTERS = 1024


def password_field(required: Any) -> forms.CharField:
    return forms.CharField(max_length=MOST_LETTERS, strip=False, error_messages={"required": required})


class SignInForm(forms.Form):
    """The form of the name is not checked: a wrong one fails like a wrong password and tells no more."""

    email = forms.CharField(
        max_length=254, error_messages={"required": _("Cần ghi tên đăng nhập hoặc thư điện tử công vụ.")}
    )
    password = password_field(_("Cần ghi mật khẩu."))


class CodeForm(forms.Form):
    """A code of the application, or a recovery code; people type both with spaces."""

    code = forms.CharField(max_length=40, error_messages={"required": _("Cần ghi mã xác thực.")})

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split()).replace("-", "")


class PasswordForm(forms.Form):
    """The own password once more, before something that a person at a left computer must not do."""

    password = password_field(_("Cần ghi mật khẩu đang dùng."))


class ActivateForm(CodeForm, PasswordForm):
    """A code that shows that the application knows the secret, with the own password."""


class NewPasswordForm(forms.Form):
    """A new password typed twice; the rules are said with the field."""

    password1 = password_field(_("Cần ghi mật khẩu mới."))
    password2 = password_field(_("Cần ghi lại mật khẩu mới."))

    def __init__(self, *args: Any, user: Account | None = None, **kwargs: Any) -> None:
        kwargs.pop("temp_key", None)
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            raise ValidationError({"password2": _("Hai lần ghi mật khẩu mới không giống nhau.")})
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    oldpassword = password_field(_("Cần ghi mật khẩu đang dùng."))


class ResetForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Cần ghi thư điện tử công vụ."),
            "invalid": _("Cần ghi đủ địa chỉ thư điện tử, ví dụ ten@tinh.example."),
        },
    )


class ResetTokenForm(UserTokenForm):  # type: ignore[misc]
    """Finds the account by its code: no number of the database stands in an address."""

    def _get_user(self, uidb36: str) -> Account | None:
        account = Account.objects.filter(code=uidb36).first()
        return account if account is not None and account.may_act else None
