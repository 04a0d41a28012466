"""/nhiem-vu/cach-xem: the own saved views: save, rename, move, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans import actions
from sauro.plans.forms import LONGEST_NAME, SavedViewForm, plain, stored_filters
from sauro.plans.models import SavedView
from sauro.plans.presenters.saved_views import saved_views
from sauro.plans.refusals import ActionRefused


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    check(request.user, "plans.view")
    return render(request, "plans/saved_views.html", {"views": saved_views(request.user, stored_filters)})


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Back to the register with the same filters, where the new chip stands."""
    check(request.user, "plans.view")
    form = SavedViewForm(request.POST)
    back = f"{reverse('plans:register')}?{form.cleaned_data.get('query', '') if form.is_valid() else ''}"
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return HttpResponseRedirect(back)
    try:
        actions.save_view(
            name=form.cleaned_data["name"],
            query=form.cleaned_data["query"],
            by=signed_in(request),
        )
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã lưu cách xem “%(name)s”.") % {"name": form.cleaned_data["name"]})
    return HttpResponseRedirect(back)


@require_POST
def change(request: HttpRequest, what: str) -> HttpResponse:
    """``what``: doi-ten, len, xuong, bo. The view is the one of the name in the form."""
    check(request.user, "plans.view")
    named = plain(request.POST.get("view"), LONGEST_NAME)
    view = SavedView.objects.visible_to(request.user).filter(name=named).first()
    if view is None or what not in ("doi-ten", "len", "xuong", "bo"):
        raise Http404
    person = signed_in(request)
    try:
        if what == "doi-ten":
            form = SavedViewForm({"name": request.POST.get("name"), "query": ""})
            if form.is_valid():
                actions.rename_view(view=view, name=form.cleaned_data["name"], by=person)
            else:
                messages.error(request, " ".join(str(error) for error in form.errors["name"]))
        elif what == "bo":
            actions.remove_view(view=view, by=person)
            messages.success(request, _("Đã bỏ cách xem “%(name)s”.") % {"name": named})
        else:
            actions.move_view(view=view, up=what == "len", by=person)
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    return redirect("plans:saved_views")
