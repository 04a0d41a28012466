"""/lam-ro/yeu-cau: writing a request to one unit about many tasks at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauro.people.by import signed_in
from sauro.people.models import Unit
from sauro.people.permissions import check
from sauro.plans.actions.clarity import ask
from sauro.plans.answers import ClarityRefused, day_of, written_day, wrong_words
from sauro.plans.clarity_forms import AskForm, wanted_of
from sauro.plans.forms import LONGEST_CODE, plain, register_filters
from sauro.plans.models import Task
from sauro.plans.presenters.clarity_ask import MOST_TASKS, ask_page
from sauro.plans.queries_clarity import UnitNames, unit_names


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    check(request.user, "clarity.ask")
    names = unit_names()
    form = AskForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            sent = _send(request, form, names)
        except ClarityRefused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            messages.success(request, _("Đã gửi yêu cầu %(code)s.") % {"code": sent})
            return redirect("plans:clarity_request", code=sent)
    return _show(request, form, names)


def _send(request: HttpRequest, form: AskForm, names: UnitNames) -> str:
    code = names.code(form.cleaned_data["unit"])
    if code is None:
        raise ClarityRefused("wrong_part", field="unit", sentence=wrong_words("unknown_unit"))
    pairs = wanted_of(request.POST)
    tasks = Task.objects.visible_to(request.user).filter(code__in={task for task, _facet in pairs})
    by_code = {task.code: task for task in tasks}
    sent = ask(
        unit=Unit.objects.get(code=code),
        wanted=[(by_code[task], facet) for task, facet in pairs if task in by_code],
        message=form.cleaned_data["message"],
        answer_by=day_of(form.cleaned_data["answer_by"], "answer_by"),
        by=signed_in(request),
    )
    return sent.code


def _show(request: HttpRequest, form: AskForm | None, names: UnitNames) -> HttpResponse:
    """A form that came back keeps its ticks; its tasks are those of the address, which the form posts to."""
    filters = register_filters(request.GET)
    codes = [plain(code, LONGEST_CODE) for code in request.GET.getlist("nv")[:MOST_TASKS]]
    page = ask_page(
        request.user,
        filters,
        codes=codes,
        unit=_unit(request.GET.get("don-vi") or filters.unit),
        names=names,
        ticked=set(wanted_of(request.POST)) if form is not None else None,
    )
    initial = {
        "unit": page.unit_name,
        "answer_by": written_day(page.answer_by.isoformat()),
        "message": page.message,
    }
    context = {"page": page, "form": form or AskForm(initial=initial)}
    return render(request, "plans/clarity_ask.html", context, status=422 if form is not None else 200)


def _unit(slug: str) -> Unit | None:
    return Unit.objects.filter(code=plain(slug, LONGEST_CODE).upper()).first() if slug else None
