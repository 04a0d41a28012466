"""/nhiem-vu/moi and /nhiem-vu/<mã>/{sua,tach,gop,rut,khoi-phuc}: a person edits the tasks of the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauro.people.by import signed_in
from sauro.people.permissions import check
from sauro.plans import editing_forms as forms
from sauro.plans.actions.editing import (
    add_task,
    change_units,
    is_by_hand,
    link_task,
    restore_task,
    reword_task,
    withdraw_task,
)
from sauro.plans.actions.editing_parts import Part, merge_task, split_task
from sauro.plans.forms import LONGEST_CODE, plain
from sauro.plans.models import Task, TaskUnit
from sauro.plans.named_units import lines_of
from sauro.plans.permissions import check_may
from sauro.plans.presenters import editing as presenter
from sauro.plans.queries import plan_in_force, versions_in_force
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import Role

Act = Callable[[], Task]


def _task(request: HttpRequest, code: str) -> Task:
    check(request.user, "plans.view")
    tasks = Task.objects.visible_to(request.user).select_related("plan", "lead_unit", "merged_into")
    task = tasks.filter(code=plain(code, LONGEST_CODE)).first()
    if task is None:
        raise Http404
    check_may(request.user, "tasks.edit", task=task, unit=task.lead_unit)
    return task


def _done(form: forms.EditForm, act: Act) -> Task | None:
    """The task that the edit leads to; without one the form says why."""
    if not form.is_valid():
        return None
    try:
        return act()
    except EditRefused as refused:
        form.refuse(refused)
        return None


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    check(request.user, "tasks.edit")
    key = plain(request.GET.get("ke-hoach"), 80)
    if not key:
        return render(request, "plans/task_add_where.html", {"versions": versions_in_force(request.user)})
    version = plan_in_force(request.user, key)
    if version is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = forms.AddForm(
        data,
        clauses=presenter.clause_choices(version),
        links=presenter.index_choices(),
        initial={"clause": plain(request.GET.get("muc"), 60)},
    )
    by_hand = is_by_hand(version)
    if by_hand:
        form.fields["reason"].label, form.fields["reason"].required = _("Ghi chú"), False
    if data is not None:
        made = _done(
            form,
            lambda: add_task(
                plan=version.plan,
                text=form.cleaned_data["text"],
                lead=form.cleaned_data["lead"],
                support=form.cleaned_data["support"],
                clause=form.cleaned_data.get("clause", ""),
                rhythm=form.cleaned_data["rhythm"],
                due=form.cleaned_data["due"],
                product=form.cleaned_data["product"],
                links=presenter.link_pairs(form.cleaned_data["links"]),
                reason=form.cleaned_data["reason"],
                by=signed_in(request),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã bổ sung nhiệm vụ %(code)s.") % {"code": made.code})
            return redirect("plans:task", code=made.code)
    return _page(request, "plans/task_add.html", {"form": form, "version": version, "by_hand": by_hand})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, what: str) -> HttpResponse:
    pages = {"sua": _change, "tach": _split, "gop": _merge, "rut": _withdraw, "khoi-phuc": _restore}
    if what not in pages:
        raise Http404
    return pages[what](request, _task(request, code))


def _units(task: Task, role: Role) -> str:
    parts = TaskUnit.objects.filter(task=task, role=role).select_related("unit", "group")
    return lines_of(parts)


def _change(request: HttpRequest, task: Task) -> HttpResponse:
    """Three forms on one page; the field ``what`` says which was sent."""
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    seen = {"revision": task.revision}
    person = task.links.filter(set_by="person")
    reword = forms.RewordForm(
        request.POST if sent == "noi-dung" else None, initial=seen | {"text": task.text}, auto_id="nd_%s"
    )
    units = forms.UnitsForm(
        request.POST if sent == "don-vi" else None,
        initial=seen | {"lead": _units(task, Role.LEAD), "support": _units(task, Role.SUPPORT)},
        auto_id="dv_%s",
    )
    chosen = [f"{link.index}:{link.node}" if link.node else link.index for link in person]
    links = forms.LinksForm(
        request.POST if sent == "chi-so" else None,
        links=presenter.index_choices(),
        initial=seen | {"links": chosen},
        auto_id="cs_%s",
    )
    by = signed_in(request)
    acts: dict[str, tuple[forms.EditForm, Act]] = {
        "noi-dung": (
            reword,
            lambda: reword_task(
                task=task,
                text=reword.cleaned_data["text"],
                reason=reword.cleaned_data["reason"],
                revision=reword.cleaned_data["revision"],
                by=by,
            ),
        ),
        "don-vi": (
            units,
            lambda: change_units(
                task=task,
                lead=units.cleaned_data["lead"],
                support=units.cleaned_data["support"],
                reason=units.cleaned_data["reason"],
                revision=units.cleaned_data["revision"],
                by=by,
            ),
        ),
        "chi-so": (
            links,
            lambda: link_task(
                task=task,
                links=presenter.link_pairs(links.cleaned_data["links"]),
                reason=links.cleaned_data["reason"],
                revision=links.cleaned_data["revision"],
                by=by,
            ),
        ),
    }
    if sent in acts and _done(*acts[sent]) is not None:
        messages.success(request, _("Đã lưu thay đổi của nhiệm vụ %(code)s.") % {"code": task.code})
        return redirect("plans:task", code=task.code)
    context = {
        "task": task,
        "reword": reword,
        "units": units,
        "links": links,
        "quoted": [link for link in task.links.all() if link.set_by == "text"],
        "edits": presenter.task_edits(request.user, task),
    }
    return _page(request, "plans/task_change.html", context)


def _split(request: HttpRequest, task: Task) -> HttpResponse:
    parts = presenter.proposed(task)
    asked = plain(request.POST.get("rows") or request.GET.get("phan"), 2)
    rows = int(asked) if asked.isascii() and asked.isdigit() else max(2, len(parts))
    seen = {"revision": task.revision} | {f"text_{n}": text for n, text in enumerate(parts)}
    form = forms.SplitForm(request.POST if request.method == "POST" else None, rows=rows, initial=seen)

    def act() -> Task:
        split_task(
            task=task,
            parts=[Part(**part) for part in form.parts()],
            reason=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"],
            by=signed_in(request),
        )
        return task

    if request.method == "POST" and _done(form, act) is not None:
        messages.success(request, _("Đã tách nhiệm vụ %(code)s.") % {"code": task.code})
        return redirect("plans:task", code=task.code)
    context = {
        "task": task,
        "form": form,
        "found": len(parts),
        "lead": _units(task, Role.LEAD),
        "support": _units(task, Role.SUPPORT),
        "more": form.rows + 1 if form.rows < forms.MOST_ROWS else 0,
    }
    return _page(request, "plans/task_split.html", context)


def _merge(request: HttpRequest, task: Task) -> HttpResponse:
    seen = {"revision": task.revision, "into": plain(request.GET.get("vao"), LONGEST_CODE)}
    form = forms.MergeForm(request.POST if request.method == "POST" else None, initial=seen)

    def act() -> Task:
        return merge_task(
            task=task,
            into=form.cleaned_data["into"],
            take_units=form.cleaned_data["take_units"],
            reason=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"],
            by=signed_in(request),
        )

    if request.method == "POST":
        target = _done(form, act)
        if target is not None:
            told = {"code": task.code, "into": target.code}
            messages.success(request, _("Đã gộp nhiệm vụ %(code)s vào %(into)s.") % told)
            return redirect("plans:task", code=target.code)
    context = {
        "task": task,
        "form": form,
        "twins": presenter.twins_of(request.user, task),
        "lead": _units(task, Role.LEAD),
    }
    return _page(request, "plans/task_merge.html", context)


def _withdraw(request: HttpRequest, task: Task) -> HttpResponse:
    seen = {"revision": task.revision}
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None, initial=seen)

    def act() -> Task:
        return withdraw_task(
            task=task,
            reason=form.cleaned_data["reason"],
            document=form.cleaned_data["document"],
            below=form.cleaned_data["below"],
            revision=form.cleaned_data["revision"],
            by=signed_in(request),
        )

    if request.method == "POST" and _done(form, act) is not None:
        messages.success(request, _("Đã rút nhiệm vụ %(code)s. Vẫn tra được theo mã.") % {"code": task.code})
        return redirect("plans:task", code=task.code)
    return _page(request, "plans/task_withdraw.html", {"task": task, "form": form})


def _restore(request: HttpRequest, task: Task) -> HttpResponse:
    seen = {"revision": task.revision}
    form = forms.RestoreForm(request.POST if request.method == "POST" else None, initial=seen)

    def act() -> Task:
        return restore_task(
            task=task,
            reason=form.cleaned_data["reason"],
            revision=form.cleaned_data["revision"],
            by=signed_in(request),
        )

    if request.method == "POST" and _done(form, act) is not None:
        messages.success(request, _("Đã khôi phục nhiệm vụ %(code)s.") % {"code": task.code})
        return redirect("plans:task", code=task.code)
    return _page(request, "plans/task_restore.html", {"task": task, "form": form})
