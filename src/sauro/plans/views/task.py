"""/nhiem-vu/<mã>: one task with the quotation in its context."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import check
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.presenters.clarity_task import task_clarity
from sauro.plans.presenters.editing import task_edits
from sauro.plans.presenters.task import task_page
from sauro.plans.presenters.task_work import task_work
from sauro.plans.work_forms import NewStepForm, with_forms, with_step_forms


@require_safe
def task(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "plans.view")
    page = task_page(request.user, plain(code, LONGEST_CODE))
    if page is None:
        raise Http404
    work = task_work(request.user, page.task, plain(request.GET.get("ky"), 20))
    if work is not None:
        with_step_forms(work.steps)
        if work.acting is not None:
            with_forms(work.acting.acts, work.acting.part)
    context = {
        "page": page,
        "clarity": task_clarity(request.user, page.task),
        "work": work,
        "edits": task_edits(request.user, page.task),
        "new_step": NewStepForm(auto_id="buoc_moi_%s"),
        "sample": page.sample,
    }
    return render(request, "plans/task.html", context)
