"""/nhiem-vu/<mã>/cac-don-vi: the board of a task that many units share, and confirming several at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions.progress import confirm_many
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.models import Assignment, Occurrence, Task
from sauro.plans.permissions import check_may, refusal
from sauro.plans.presenters.group_board import FILTERS, group_board
from sauro.plans.presenters.task_work import current_period
from sauro.plans.presenters.work_page import is_sample
from sauro.plans.refusals import ActionRefused


def _task(request: HttpRequest, code: str) -> Task:
    check(request.user, "plans.view")
    return get_object_or_404(Task.objects.visible_to(request.user), code=plain(code, LONGEST_CODE))


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    task = _task(request, code)
    if not Assignment.objects.visible_to(request.user).filter(occurrence__task=task).exists():
        raise refusal(request.user, "assignments.view", task=task)
    period = plain(request.GET.get("ky"), 20) or current_period(request.user, task)
    chosen = request.GET.get("tinh-trang", "")
    page = group_board(request.user, task, period, chosen if chosen in FILTERS else "")
    if page is None:
        raise Http404
    context = {"page": page, "sample": is_sample(request.user, task), "wide_print": True}
    return render(request, "plans/group_board.html", context)


@require_POST
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Confirms the ticked units that wait."""
    task = _task(request, code)
    check_may(request.user, "assignments.confirm", task=task)
    period = plain(request.POST.get("ky"), 20)
    occurrence = get_object_or_404(Occurrence.objects.visible_to(request.user), task=task, period=period)
    try:
        chosen = [plain(code, LONGEST_CODE) for code in request.POST.getlist("don-vi")]
        units = confirm_many(occurrence=occurrence, units=chosen, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        words = ngettext(
            "Đã xác nhận hoàn thành cho %(n)d đơn vị.", "Đã xác nhận hoàn thành cho %(n)d đơn vị.", len(units)
        )
        messages.success(request, words % {"n": len(units)})
    return redirect(f"{reverse('plans:group_board', args=[task.code])}?ky={period}")
