"""/nhiem-vu/<mã>/lam-ro/<điều>: the office sets or corrects one facet of one task."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauro.engine.planning.answers import AnswerWrong
from sauro.engine.planning.model import FACETS
from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans.actions.clarity import set_facet
from sauro.plans.answers import ClarityRefused, lack_sentence, wrong_words
from sauro.plans.clarity_forms import FacetForm, ReasonForm, facet_form
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.models import Task
from sauro.plans.permissions import check_may
from sauro.plans.presenters.clarity_task import one_facet, task_for_setting
from sauro.plans.queries_clarity import unit_names


@require_http_methods(["GET", "HEAD", "POST"])
def facet(request: HttpRequest, code: str, facet: str) -> HttpResponse:
    check(request.user, "plans.view")
    task = task_for_setting(request.user, plain(code, LONGEST_CODE))
    if task is None or facet not in FACETS:
        raise Http404
    check_may(request.user, "clarity.accept", task=task)
    row = next(row for row in task.clarities.all() if row.facet == facet)
    data = request.POST if request.method == "POST" else None
    form = facet_form(facet, names=unit_names(), parts=row.data, data=data)
    reason = ReasonForm(data)
    # both forms are judged, so that every error shows at once
    valid = form.is_valid() & reason.is_valid()
    if valid and _saved(request, task, facet, form, reason):
        return redirect("plans:task", code=task.code)
    context = {
        "task": task,
        "facet": one_facet(request.user, task, facet),
        "form": form,
        "reason": reason,
        "units": list(form.names.short.values()) if facet == "who" else [],
        # what stands beside the form is the newest, so the next save builds on it
        "revision": task.revision,
    }
    return render(request, "plans/clarity_set.html", context, status=200 if data is None else 422)


def _saved(request: HttpRequest, task: Task, facet: str, form: FacetForm, reason: ReasonForm) -> bool:
    raw = request.POST.get("revision", "")
    try:
        verdict = set_facet(
            task=task,
            facet=facet,
            parts=form.said,
            reason=reason.cleaned_data["reason"],
            revision=int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0,
            by=signed_in(request),
        )
    except AnswerWrong as wrong:
        form.add_error(form.field_of(wrong.part) if wrong.part else None, wrong_words(wrong.code))
    except ClarityRefused as refused:
        if refused.code == "no_reason":
            reason.add_error("reason", refused.sentence)
        else:
            form.add_error(None, refused.sentence)
    else:
        said = (
            _("Đã ghi. %(lacks)s") % {"lacks": lack_sentence(verdict.lacks)}
            if verdict.lacks
            else _("Đã ghi.")
        )
        messages.success(request, said)
        return True
    return False
