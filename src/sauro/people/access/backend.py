"""Who somebody is who typed a name and a password.

Belongs here: one name and one password against one account. Does not belong here: counting attempts
(``actions.sign_in``), the second factor.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from sauro.people.models import Account


@cache
def _one_account() -> str:
    columns = ", ".join(str(field.column) for field in Account._meta.concrete_fields)
    return f"SELECT {columns} FROM {Account._meta.db_table} WHERE id = %s"  # noqa: S608 - names of our own table


class SignInBackend(ModelBackend):
    """By e-mail address or sign-in name. An unknown name costs as much time as a wrong password.

    The library's own backend was the loser: it compares without letter case in the database's way, and looks
    into a second table of addresses.
    """

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django gives it
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> Account | None:
        if not username or not password:
            return None
        try:
            account = Account.objects.get_by_natural_key(username)
        except Account.DoesNotExist:
            Account().set_password(password)
            return None
        return account if account.check_password(password) and account.may_act else None

    def get_user(self, user_id: int) -> Account | None:
        """Asked by every request: the statement is made once, the row is read each time."""
        account = next(iter(Account.objects.raw(_one_account(), [user_id])), None)
        return account if self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:  # type: ignore[override]
        return isinstance(user, Account) and user.may_act
