"""The list of people.

Belongs here: filters, lines and choices of that page. Does not belong here: one person (``person``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauro.engine.text.fold import fold
from sauro.people import fields
from sauro.people.filters import PeopleFilters
from sauro.people.models import Account, AccountQuerySet, Invitation, Membership, Unit, valid_on
from sauro.people.permissions import can, reach
from sauro.people.roles import all_roles
from sauro.people.states import LinkState

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class PersonLine:
    """``state`` chooses the icon; ``places`` are the roles in force, in words."""

    account: Account
    places: tuple[str, ...]
    state: str
    state_words: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    lines: list[PersonLine]
    found: int
    number: int
    pages: int
    previous: str
    following: str
    filters: PeopleFilters
    units: list[tuple[str, str]]
    roles: list[tuple[str, str]]
    states: list[tuple[str, str]]
    may_manage: bool


def state_choices() -> list[tuple[str, str]]:
    return [
        ("open", _("Đang dùng")),
        ("invited", _("Chưa đặt mật khẩu")),
        ("idle", _("Chưa có vai trò")),
        ("closed", _("Đã khóa")),
    ]


def people_page(account: Account, filters: PeopleFilters) -> PeoplePage:
    people = _filtered(Account.objects.visible_to(account), filters)
    page: Page[Account] = Paginator(people.order_by("sort_key", "code"), AT_ONCE).get_page(filters.page)
    lines = _lines(page.object_list)
    granted = reach(account, "people.view")
    units = granted.limit(Unit.objects.on(timezone.localdate()), "pk").order_by("order", "sort_key")
    language = get_language() or "vi"
    return PeoplePage(
        lines=lines,
        found=page.paginator.count,
        number=page.number,
        pages=page.paginator.num_pages,
        previous=_address(filters, page.number - 1) if page.has_previous() else "",
        following=_address(filters, page.number + 1) if page.has_next() else "",
        filters=filters,
        units=[(unit.slug, unit.short_name) for unit in units],
        roles=[(role.code, role.name_in(language)) for role in all_roles().values()],
        states=state_choices(),
        may_manage=can(account, "people.manage"),
    )


def _filtered(people: AccountQuerySet, filters: PeopleFilters) -> AccountQuerySet:
    for word in fold(filters.q).split():
        people = people.filter(search__contains=word)
    held = Membership.objects.filter(valid_on(timezone.localdate()), account=OuterRef("pk"))
    if filters.unit:
        held = held.filter(unit__code=filters.unit.upper())
    if filters.role:
        held = held.filter(role=filters.role)
    if filters.unit or filters.role:
        people = people.filter(Exists(held))
    if filters.state == "closed":
        return people.filter(is_active=False)
    if filters.state:
        people = people.filter(is_active=True)
    if filters.state == "idle":
        return people.filter(~Exists(held))
    if filters.state == "invited":
        return people.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if filters.state == "open":
        return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return people


def _lines(accounts: Iterable[Account]) -> list[PersonLine]:
    accounts = list(accounts)
    today, language = timezone.localdate(), get_language() or "vi"
    places: dict[int, list[str]] = {}
    rows = Membership.objects.filter(valid_on(today), account__in=accounts)
    for membership in rows.select_related("unit").order_by("pk"):
        places.setdefault(membership.account_id, []).append(place_words(membership, language))
    invited = set(
        Invitation.objects.filter(
            account__in=accounts, state=LinkState.OPEN, expires_at__gt=timezone.now()
        ).values_list("account_id", flat=True)
    )
    return [
        PersonLine(
            one, tuple(places.get(one.pk, ())), *_state(one, one.pk in invited, bool(places.get(one.pk)))
        )
        for one in accounts
    ]


def place_words(membership: Membership, language: str) -> str:
    role = all_roles().get(membership.role)
    words = _("%(role)s – %(unit)s") % {
        "role": role.name_in(language) if role else membership.role,
        "unit": membership.unit.short_name,
    }
    return f"{words} ({fields.name_of(membership.scope)})" if membership.scope else words


def _state(account: Account, invited: bool, has_role: bool) -> tuple[str, str]:
    """Icon and words: what somebody should do about the account comes before what is well."""
    if not account.is_active:
        return "pause", _("Đã khóa")
    if not account.has_usable_password():
        return ("soon", _("Chờ mở liên kết")) if invited else ("late", _("Chưa có liên kết còn hạn"))
    return ("done", _("Đang dùng")) if has_role else ("todo", _("Chưa có vai trò"))


def state_of(account: Account) -> tuple[str, str]:
    """The same for one person."""
    invited = Invitation.objects.filter(account=account, state=LinkState.OPEN, expires_at__gt=timezone.now())
    return _state(account, invited.exists(), bool(account.memberships_now()))


def _address(filters: PeopleFilters, page: int) -> str:
    asked = {"q": filters.q, "don-vi": filters.unit, "vai-tro": filters.role, "tinh-trang": filters.state}
    query = {name: value for name, value in asked.items() if value} | (
        {"trang": str(page)} if page > 1 else {}
    )
    return f"{reverse('people:people')}?{urlencode(query)}" if query else reverse("people:people")
