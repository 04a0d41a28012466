"""/nguoi-dung/<mã>: one person, and what whoever manages accounts does there."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauro.people import actions, queries
from sauro.people.by import signed_in
from sauro.people.forms import AccountForm, RoleForm
from sauro.people.models import Account, Membership
from sauro.people.permissions import check
from sauro.people.presenters.link import link_page
from sauro.people.presenters.person import person_page
from sauro.people.refusals import ActionRefused
from sauro.people.views._shared import (
    UNPROCESSABLE,
    choices_of_a_role,
    give_chosen_role,
    person_of,
    posted,
    told,
)


@require_safe
def person(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "people.view")
    return _page(request, person_of(request, code), None)


def _page(request: HttpRequest, account: Account, form: RoleForm | None) -> HttpResponse:
    page = person_page(signed_in(request), account)
    if page.may_manage and form is None:
        form = _role_form(request, bound=False)
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, "people/person.html", {"page": page, "form": form}, status=status)


def _role_form(request: HttpRequest, *, bound: bool) -> RoleForm:
    units = queries.units_for(request.user, "people.manage")
    return RoleForm(request.POST if bound else None, choices=choices_of_a_role(units))


@require_POST
def give_role(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "people.manage")
    account = person_of(request, code)
    form = _role_form(request, bound=True)
    if form.is_valid():
        units = queries.units_for(request.user, "people.manage")
        try:
            give_chosen_role(account, units, form.cleaned_data, signed_in(request))
        except (ActionRefused, ValidationError) as refused:
            form.take(refused)
        else:
            messages.success(
                request, _("Đã giao vai trò. Vai trò có hiệu lực ở lần mở trang tiếp theo của người này.")
            )
            return redirect("people:person", code=code)
    return _page(request, account, form)


@require_POST
def end_role(request: HttpRequest, code: str) -> HttpResponse:
    """The role is named by unit, role and field; it ends at once, or on the day given."""
    check(request.user, "people.manage")
    account = person_of(request, code)
    membership = (
        Membership.objects.select_related("unit", "account")
        .filter(
            account=account,
            unit__code=posted(request, "unit"),
            role=posted(request, "role"),
            scope=posted(request, "scope"),
            valid_to__isnull=True,
        )
        .first()
    )
    if membership is None:
        raise Http404
    with told(request):
        actions.end_role(membership=membership, last_day=_last_day(), by=signed_in(request))
        messages.success(request, _("Đã kết thúc vai trò từ hôm nay."))
    return redirect("people:person", code=code)


def _last_day() -> date:
    return timezone.localdate() - timedelta(days=1)


@require_POST
def set_state(request: HttpRequest, code: str) -> HttpResponse:
    """``open`` is 1 to open the account again, anything else closes it."""
    check(request.user, "people.manage")
    account, active = person_of(request, code), request.POST.get("open") == "1"
    with told(request):
        actions.set_active(account=account, active=active, by=signed_in(request))
        if active:
            messages.success(request, _("Đã mở lại tài khoản."))
        else:
            actions.end_sessions(account=account, by=signed_in(request))
            messages.success(request, _("Đã khóa tài khoản. Các phiên đăng nhập đã kết thúc."))
    return redirect("people:person", code=code)


@never_cache
@require_POST
def new_link(request: HttpRequest, code: str) -> HttpResponse:
    """The link is in this answer, not behind a redirect: it is shown once and kept nowhere."""
    check(request.user, "people.manage")
    account = person_of(request, code)
    try:
        link = actions.make_link(account=account, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("people:person", code=code)
    sent = actions.send_link(account=account, link=link, root=request.build_absolute_uri("/")[:-1])
    return render(request, "people/link_made.html", link_page(request, account, link, sent))


@require_POST
def drop_links(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "people.manage")
    account = person_of(request, code)
    with told(request):
        if actions.withdraw_links(account=account, by=signed_in(request)):
            messages.success(request, _("Đã hủy liên kết chưa dùng."))
    return redirect("people:person", code=code)


@require_POST
def reset_factor(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "people.manage")
    account = person_of(request, code)
    with told(request):
        actions.reset_second_factor(account=account, by=signed_in(request))
        messages.success(
            request, _("Đã gỡ xác thực hai lớp và kết thúc các phiên đăng nhập của tài khoản này.")
        )
    return redirect("people:person", code=code)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "people.manage")
    account = person_of(request, code)
    present = {
        "name": account.name,
        "position": account.position,
        "email": account.email or "",
        "username": account.username or "",
    }
    form = AccountForm(request.POST if request.method == "POST" else None, initial=present, choices={})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_account(account=account, by=signed_in(request), **form.cleaned_data)
        except (ActionRefused, ValidationError) as refused:
            form.take(refused)
        else:
            messages.success(request, _("Đã lưu thông tin tài khoản."))
            return redirect("people:person", code=code)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "people/change_person.html", {"form": form, "account": account}, status=status)
