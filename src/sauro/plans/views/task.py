"""/nhiem-vu/<mã>: one task with the quotation in its context."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauro.people.permissions import check
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.presenters.clarity_task import task_clarity
from sauro.plans.presenters.task import task_page


@require_safe
def task(request: HttpRequest, code: str) -> HttpResponse:
    check(request.user, "plans.view")
    page = task_page(request.user, plain(code, LONGEST_CODE))
    if page is None:
        raise Http404
    context = {"page": page, "clarity": task_clarity(request.user, page.task), "sample": page.sample}
    return render(request, "plans/task.html", context)
