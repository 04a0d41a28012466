"""/nhiem-vu/<mã>/phan-viec/<kỳ>/<đơn vị>: one unit's part, what is done with it, and the steps of a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions import extensions, milestones, progress
from sauro.plans.actions.following import set_following
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.models import Assignment, Plan, Task
from sauro.plans.permissions import check_may
from sauro.plans.presenters.work_page import part_page
from sauro.plans.presenters.work_part import ACTION_OF, WORDS
from sauro.plans.refusals import ActionRefused
from sauro.plans.work_forms import FORMS, FollowingForm, NewStepForm, StepForm, with_forms

CALLS: dict[str, Callable[..., Any]] = {
    "start": progress.start,
    "update": progress.update,
    "report_done": progress.report_done,
    "take_back": progress.take_back,
    "confirm": progress.confirm,
    "send_back": progress.send_back,
    "reopen": progress.reopen,
    "suspend": progress.suspend,
    "resume": progress.resume,
    "waive": progress.waive,
    "ask_extension": extensions.ask_extension,
    "grant_extension": extensions.grant_extension,
    "refuse_extension": extensions.refuse_extension,
    "withdraw_extension": extensions.withdraw_extension,
}


def _task(request: HttpRequest, code: str) -> Task:
    check(request.user, "plans.view")
    return get_object_or_404(Task.objects.visible_to(request.user), code=plain(code, LONGEST_CODE))


def _part(request: HttpRequest, task: Task, period: str, unit: str) -> Assignment:
    """Whoever may not see the unit's part is told so; an unknown one is not found."""
    rows = Assignment.objects.filter(occurrence__task=task, occurrence__period=plain(period, 20))
    found = get_object_or_404(
        rows.select_related("unit", "occurrence"), unit__code=plain(unit, LONGEST_CODE).upper()
    )
    check_may(request.user, "assignments.view", task=task, unit=found.unit)
    return found


@require_safe
def part(request: HttpRequest, code: str, period: str, unit: str) -> HttpResponse:
    task = _task(request, code)
    found = _part(request, task, period, unit)
    page = part_page(request.user, task, found)
    with_forms(page.view.acts, found)
    return render(request, "plans/part.html", {"page": page, "sample": page.sample})


@require_POST
def do(request: HttpRequest, code: str, period: str, unit: str, what: str) -> HttpResponse:
    """One move. What is refused comes back on the part's page with everything that was typed."""
    task = _task(request, code)
    found = _part(request, task, period, unit)
    action = ACTION_OF.get(what)
    if action is None:
        raise Http404
    typed = request.POST.copy()
    form = FORMS[action](typed, auto_id=f"{action}_%s")
    if form.is_valid():
        try:
            CALLS[action](assignment=found, by=signed_in(request), **form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": WORDS[action][1]})
            return redirect("plans:part", code=code, period=period, unit=unit)
    found.refresh_from_db()
    page = part_page(request.user, task, found)
    # the next try is made with eyes open: it carries the number under which the page now shows the part
    typed["revision"] = str(found.revision)
    with_forms(page.view.acts, found, bound=form, action=action)
    page.lost = None if any(act.open for act in page.view.acts) else form
    return render(request, "plans/part.html", {"page": page, "sample": page.sample}, status=422)


@require_POST
def steps(request: HttpRequest, code: str) -> HttpResponse:
    """The template of a đề án, or one more step by name."""
    task = _task(request, code)
    if "mau" in request.POST:
        return _answered(request, task, lambda: milestones.add_template(task=task, by=signed_in(request)))
    form = NewStepForm(request.POST)
    if not form.is_valid():
        return _refused(request, task, form)
    return _answered(
        request, task, lambda: milestones.add_milestone(task=task, by=signed_in(request), **form.cleaned_data)
    )


@require_POST
def step(request: HttpRequest, code: str, order: str) -> HttpResponse:
    task = _task(request, code)
    if not (order.isascii() and order.isdigit() and len(order) < 5):
        raise Http404
    form = StepForm(request.POST)
    if not form.is_valid():
        return _refused(request, task, form)
    return _answered(
        request,
        task,
        lambda: milestones.set_milestone(
            task=task, order=int(order), by=signed_in(request), **form.cleaned_data
        ),
    )


@require_POST
def following(request: HttpRequest, key: str) -> HttpResponse:
    """In which rhythm standing work of a plan is checked, and from which day."""
    check(request.user, "plans.confirm")
    plan = get_object_or_404(Plan.objects.visible_to(request.user), key=key)
    form = FollowingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _errors(form))
        return redirect("plans:plan", key=key)
    try:
        set_following(plan=plan, by=signed_in(request), **form.cleaned_data)
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã ghi cách theo dõi. Các kỳ chưa có ai thực hiện đã được lập lại."))
    return redirect("plans:plan", key=key)


def _errors(form: Any) -> str:
    return " ".join(str(text) for errors in form.errors.values() for text in errors)


def _refused(request: HttpRequest, task: Task, form: Any) -> HttpResponse:
    messages.error(request, _errors(form))
    return redirect("plans:task", code=task.code)


def _answered(request: HttpRequest, task: Task, call: Callable[[], object]) -> HttpResponse:
    try:
        call()
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã ghi."))
    return redirect("plans:task", code=task.code)
