"""/tai-lieu?cua=…: the files of one subject; a POST adds files to it from whatever page holds the form."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sauro.files import registry
from sauro.files.actions import Outcome, attach
from sauro.files.forms import PlaceForm
from sauro.files.permissions import check_read, refusal_to_download
from sauro.files.presenters.evidence import evidence_of, file_row
from sauro.files.refusals import FileRefused
from sauro.people.by import signed_in
from sauro.people.permissions import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _add(request)
    subject = request.GET.get("cua", "")
    if not registry.known(subject):
        raise Http404
    check_read(request.user, subject)
    context = {
        "evidence": evidence_of(request.user, subject),
        "about": registry.kind_of(subject).about(subject),
    }
    return render(request, "files/evidence.html", context)


def _add(request: HttpRequest) -> HttpResponse:
    """With the script of the page one file at a time and an answer in JSON; without it all at once, and back."""
    form = PlaceForm(request.POST)
    if not form.is_valid() or not registry.known(form.cleaned_data["subject"]):
        raise Http404
    subject, by_script = form.cleaned_data["subject"], _asks_for_json(request)
    try:
        uploads = request.FILES.getlist("files")
        if not uploads:
            raise FileRefused("no_file")
        outcomes = attach(
            subject=subject, uploads=uploads, by=signed_in(request), note=form.cleaned_data["note"]
        )
    except FileRefused as refused:
        if by_script:
            return JsonResponse({"reason": refused.sentence}, status=422)
        messages.error(request, refused.sentence)
    except Refused as refused:
        if by_script:
            return JsonResponse({"reason": refused.why}, status=403)
        raise
    else:
        if by_script:
            return _told(request, outcomes)
        _tell(request, outcomes)
    own = f"{reverse('files:evidence')}?{urlencode({'cua': subject})}"
    return redirect(form.cleaned_data["back"] or own)


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _told(request: HttpRequest, outcomes: list[Outcome]) -> JsonResponse:
    """For each file the line of the list, or why it was not taken in."""
    loads = refusal_to_download(request.user) is None
    files = []
    for outcome in outcomes:
        line = ""
        if outcome.attachment is not None and not outcome.already:
            context = {"file": file_row(outcome.attachment, loads=loads)}
            line = render_to_string("files/_file.html", context, request)
        files.append({"name": outcome.name, "reason": _why(outcome), "line": line})
    return JsonResponse({"files": files})


def _why(outcome: Outcome) -> str:
    if outcome.refused is not None:
        return outcome.refused.sentence
    return _("Tệp này đã có ở đây, với tên %(name)s.") % {"name": outcome.name} if outcome.already else ""


def _tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    taken = sum(outcome.attachment is not None and not outcome.already for outcome in outcomes)
    if taken:
        said = ngettext("Đã nhận %(count)d tệp.", "Đã nhận %(count)d tệp.", taken)
        messages.success(request, said % {"count": taken})
    for outcome in outcomes:
        if outcome.refused is not None:
            said = _("%(name)s: %(why)s") % {"name": outcome.name, "why": outcome.refused.sentence}
            messages.error(request, said)
        elif outcome.already:
            messages.warning(request, _why(outcome))
