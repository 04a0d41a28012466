"""/nhiem-vu/trung: tasks that may be the same work, judged one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions.duplicates import judge_duplicate, look_for_duplicates
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.models import Duplicate
from sauro.plans.presenters.duplicates import duplicates_page
from sauro.plans.refusals_editing import EditRefused


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    check(request.user, "plans.view")
    number = plain(request.GET.get("trang"), 6)
    page = int(number) if number.isascii() and number.isdigit() else 1
    context = {"page": duplicates_page(request.user, plain(request.GET.get("xet"), 20), page)}
    return render(request, "plans/duplicates.html", context)


@require_POST
def look(request: HttpRequest) -> HttpResponse:
    look_for_duplicates(by=signed_in(request))
    messages.success(request, _("Đang so sánh các nhiệm vụ. Tải lại trang sau ít phút để xem."))
    return redirect("plans:duplicates")


@require_POST
def judge(request: HttpRequest) -> HttpResponse:
    """``first`` and ``second`` are the codes of the pair, ``trung`` is "co" or "khong"."""
    check(request.user, "tasks.edit")
    first, second = (plain(request.POST.get(name), LONGEST_CODE) for name in ("first", "second"))
    pairs = Duplicate.objects.select_related("first", "second")
    pair = get_object_or_404(pairs, first__code=first, second__code=second)
    same = request.POST.get("trung") == "co"
    try:
        judge_duplicate(pair=pair, same=same, by=signed_in(request))
    except EditRefused as refused:
        messages.error(request, refused.sentence)
        return redirect("plans:duplicates")
    if same:
        messages.success(request, _("Đã ghi là trùng. Chọn nhiệm vụ được giữ rồi gộp."))
        address = reverse("plans:task_edit", args=[pair.second.code, "gop"])
        return redirect(f"{address}?vao={pair.first.code}")
    messages.success(request, _("Đã ghi là không trùng. Cặp này không được nêu lại."))
    return redirect("plans:duplicates")
