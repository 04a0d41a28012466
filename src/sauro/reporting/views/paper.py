"""/bao-cao/<kỳ>/tong-hop/<loại>: one of the province's papers, its text, its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sauro.people.by import signed_in
from sauro.people.models import Account
from sauro.people.permissions import check
from sauro.reporting.actions import province, province_flow
from sauro.reporting.actions.composing import compose
from sauro.reporting.forms import FORMS_OF_PAPER, MoveForm, SignForm, with_forms
from sauro.reporting.models import Period, ProvinceReport
from sauro.reporting.models.common import VIEW
from sauro.reporting.permissions import paper_choosable
from sauro.reporting.presenters.paper import ACTION_OF, ACTS, PaperPage, paper_page
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.states import COMPOSE, Paper
from sauro.reporting.typed_changes import read_revision
from sauro.reporting.views._shared import find_period

REFUSED = 422
Call = Callable[[ProvinceReport, Account, Mapping[str, Any]], object]


def _of(action: Callable[..., object]) -> Call:
    return lambda paper, by, typed: action(paper=paper, by=by, **typed)


CALLS: Mapping[str, Call] = {
    "submit": _of(province_flow.submit),
    "return": _of(province_flow.return_paper),
    "present": _of(province_flow.present),
    "decline": _of(province_flow.decline),
    "sign": _of(province_flow.sign),
    "issue": _of(province_flow.issue),
    "mark_sent": _of(province_flow.mark_sent),
    "withdraw": _of(province_flow.withdraw),
    "redo": _of(province_flow.redo),
}


def _find(request: HttpRequest, period: str, kind: str) -> tuple[Period, Paper, ProvinceReport | None]:
    """The paper, if it is begun; a kind that the period does not feed is not found."""
    found = find_period(request, period)
    if kind not in found.papers:
        raise Http404
    rows = ProvinceReport.objects.visible_to(request.user).select_related("source", "signing")
    paper = rows.filter(period=found, paper=kind).first()
    if paper is not None:
        paper.period = found
    return found, Paper(kind), paper


def _must(paper: ProvinceReport | None) -> ProvinceReport:
    if paper is None:
        raise Http404
    return paper


@require_safe
def paper(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    check(request.user, VIEW)
    found, code, one = _find(request, period, kind)
    return _page(request, paper_page(request.user, found, code, one), one)


def _page(
    request: HttpRequest,
    page: PaperPage,
    paper: ProvinceReport | None,
    *,
    bound: MoveForm | None = None,
    action: str = "",
    status: int = 200,
) -> HttpResponse:
    if paper is not None:
        row = paper
        with_forms(page.acts, lambda one: _form(one, row, request), bound=bound, action=action)
    return render(request, "reporting/paper.html", {"page": page}, status=status)


def _form(action: str, paper: ProvinceReport, request: HttpRequest, *, bound: bool = False) -> MoveForm:
    kind = FORMS_OF_PAPER[action]
    more: dict[str, Any] = {"auto_id": f"{action}_%s"}
    if kind is SignForm:
        offered = paper_choosable(request.user)
        more["capacities"] = [(one.code, f"{one.lines} – {one.signer}") for one in offered]
    if bound:
        return kind(request.POST, request.FILES, **more)
    return kind(initial={"revision": paper.revision}, **more)


@require_POST
def compose_paper(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """Figures taken as they now stand, text written from them; what a person edited stays."""
    check(request.user, COMPOSE)
    found, code, one = _find(request, period, kind)
    by = signed_in(request)
    try:
        begun = one or province.start_paper(period=found, paper=code, by=by)
        done = compose(paper=begun, by=by)
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        words = _("Đã lấy số liệu mới và viết lại nội dung.") if done.new else _("Số liệu không thay đổi.")
        messages.success(request, words)
    return redirect("reporting:paper", period=found.slug, kind=kind)


@require_POST
def section(request: HttpRequest, period: str, kind: str, code: str) -> HttpResponse:
    """A person's words for one part; what is refused comes back with everything that was typed."""
    check(request.user, COMPOSE)
    found, wanted, one = _find(request, period, kind)
    row = _must(one)
    body, revision = request.POST.get("body", ""), read_revision(request.POST.get("revision", ""))
    try:
        province.edit_section(paper=row, code=code, body=body, by=signed_in(request), revision=revision)
    except ActionRefused as refused:
        page = paper_page(request.user, found, wanted, row)
        for view in page.sections:
            if view.code == code:
                view.body, view.open, view.problems = body, True, [refused.sentence]
        return _page(request, page, row, status=REFUSED)
    messages.success(request, _("Đã lưu."))
    return redirect("reporting:paper", period=found.slug, kind=kind)


@require_POST
def restore(request: HttpRequest, period: str, kind: str, code: str) -> HttpResponse:
    check(request.user, COMPOSE)
    found, _wanted, one = _find(request, period, kind)
    row = _must(one)
    get_object_or_404(row.sections, code=code)
    try:
        province.restore_section(paper=row, code=code, by=signed_in(request))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("Đã trở lại nội dung viết từ số liệu."))
    return redirect("reporting:paper", period=found.slug, kind=kind)


@require_POST
def do(request: HttpRequest, period: str, kind: str, what: str) -> HttpResponse:
    check(request.user, VIEW)
    found, wanted, one = _find(request, period, kind)
    row, action = _must(one), ACTION_OF.get(what)
    if action is None:
        raise Http404
    form = _form(action, row, request, bound=True)
    if form.is_valid():
        try:
            CALLS[action](row, signed_in(request), form.cleaned_data)
        except ActionRefused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": ACTS[action][2]})
            return redirect("reporting:paper", period=found.slug, kind=kind)
    _period, _kind, fresh = _find(request, period, kind)
    row = _must(fresh)
    form.data = {**form.data, "revision": str(row.revision)}
    return _page(
        request,
        paper_page(request.user, found, wanted, row),
        row,
        bound=form,
        action=action,
        status=REFUSED,
    )
