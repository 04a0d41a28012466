"""What waits for those who follow many units: the office, leaders, a field's lead agency, members, administrators.

Belongs here: sections that depend on a right over more than the own unit. Does not belong here: a unit's own work
(``my_parts``).
"""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sauro.audit.queries import data_version
from sauro.audit.remembered import Remembered
from sauro.people.models import AccessRequest, Account, Handover, Invitation, Unit
from sauro.people.permissions import can, reach
from sauro.people.registry import get as permission
from sauro.people.states import HandoverState, LinkState, RequestState
from sauro.plans.deciding import extensions_to_decide
from sauro.plans.filters import NO_LEAD, RegisterFilters
from sauro.plans.models import Assignment, Duplicate, IndexLink, PlanImport, Task
from sauro.plans.models.task import TaskQuerySet
from sauro.plans.presenters import words
from sauro.plans.presenters.clarity_lists import open_asks_of
from sauro.plans.presenters.my_lines import MOST, Line, Section, section, shown_line
from sauro.plans.presenters.my_parts import extension_line, own_parts
from sauro.plans.presenters.work_states import part_shown, shown
from sauro.plans.queries import register_of
from sauro.plans.queries_duplicates import open_pairs
from sauro.plans.states import ImportState, WorkState
from sauro.plans.urgency import Urgency, where
from sauro.web.text import day_words

KEPT = Remembered(64)
"""Sections that are counted over all tasks or parts and are the same for everybody who sees as far."""


def _register(**filters: str) -> str:
    return f"{reverse('plans:register')}{RegisterFilters(**filters).address()}"  # type: ignore[arg-type]


def answers(account: object, _today: date) -> Section | None:
    if not can(account, "clarity.accept"):
        return None
    lines = [
        Line(
            title=_("Trả lời %(code)s của %(unit)s") % {"code": one.code, "unit": one.unit},
            address=one.address,
            detail=ngettext("%(n)d nội dung chờ xem xét", "%(n)d nội dung chờ xem xét", one.answered)
            % {"n": one.answered},
            mark="confirm",
            state=_("Chờ xem xét"),
        )
        for one in open_asks_of(account)
    ]
    if not lines:
        return None
    title = _("Trả lời làm rõ chờ xem xét")
    return Section("xem-xet", title, len(lines), lines[:MOST], more=reverse("plans:clarity"))


def to_confirm(account: object, today: date) -> Section | None:
    """Parts that units report as done."""
    granted = reach(account, "assignments.confirm")
    parts = granted.limit(Assignment.objects.visible_to(account), "unit_id")
    parts = parts.current().filter(state=WorkState.WAITING)

    def line(part: Assignment) -> Line:
        task = part.occurrence.task
        reported = _("%(unit)s báo xong %(day)s") % {
            "unit": part.unit.short_name,
            "day": day_words(part.done_on) if part.done_on else "–",
        }
        address = reverse("plans:task", args=[task.code])
        return shown_line(
            words.shortened(task.text), address, task.code, reported, part.due_on, part_shown(part, today)
        )

    return section(
        "cho-xac-nhan",
        _("Phần việc chờ xác nhận hoàn thành"),
        parts.select_related("unit", "occurrence__task").order_by("done_on", "pk"),
        line,
        more=_register(state=str(Urgency.WAITING)),
    )


def extensions(account: object, _today: date) -> Section | None:
    rows = extensions_to_decide(account).select_related("assignment__unit", "assignment__occurrence__task")
    title = _("Đề nghị gia hạn chờ quyết định")
    return section("gia-han", title, rows.order_by("old_due_on", "pk"), extension_line)


def imports(account: object, _today: date) -> Section | None:
    if not can(account, "plans.confirm"):
        return None
    rows = PlanImport.objects.visible_to(account).filter(state=ImportState.READY)
    return section(
        "van-ban",
        _("Văn bản chờ xác nhận đưa vào sổ"),
        rows.defer("text", "result").order_by("received_at", "pk"),
        lambda one: Line(
            title=one.filename,
            address=reverse("plans:import", args=[one.code]),
            detail=_("%(name)s nhập ngày %(day)s")
            % {"name": one.received_by_name, "day": day_words(one.received_at)},
            mark="soon",
            state=str(one.get_state_display()),
        ),
        more=reverse("plans:plans"),
    )


def duplicates(account: object, _today: date) -> Section | None:
    if not can(account, "tasks.edit"):
        return None

    def line(pair: Duplicate) -> Line:
        codes = {"first": pair.first.code, "second": pair.second.code}
        return Line(
            title=words.shortened(pair.first.text),
            address=reverse("plans:task", args=[pair.first.code]),
            code=pair.first.code,
            detail=_("%(first)s và %(second)s có thể là một việc") % codes,
        )

    rows = open_pairs().select_related("first", "second").order_by("-similarity", "pk")
    return section("trung", _("Nhiệm vụ có thể trùng nhau"), rows, line, pressing=False)


def gaps(account: object, today: date) -> Section | None:
    """What the register lacks, as numbers with the way to the list; for those who may ask every unit."""
    if not reach(account, "clarity.ask").everything:
        return None
    key = ("gaps", reach(account, "plans.view"), today, get_language())
    return KEPT.get(data_version(), key, lambda: _gaps(account, today))


def _gaps(account: object, today: date) -> Section | None:
    tasks = register_of(account)
    counted = [
        (_("Chưa rõ cơ quan chủ trì"), tasks.filter(lead_sort=""), _register(unit=NO_LEAD)),
        (
            _("Chưa bắt đầu và chưa có thời hạn"),
            tasks.filter(where(Urgency.UNDATED, today)),
            _register(state=str(Urgency.UNDATED)),
        ),
        (_("Còn ít nhất một điều chưa ghi"), tasks.filter(glyph__contains="m"), _register(clarity="thieu")),
    ]
    lines = [
        Line(title=title, address=address, detail=_tasks_words(n))
        for title, rows, address in counted
        if (n := rows.count())
    ]
    if not lines:
        return None
    return Section("con-thieu", _("Sổ theo dõi còn thiếu"), len(lines), lines, pressing=False)


def _tasks_words(n: int) -> str:
    return ngettext("%(n)d nhiệm vụ", "%(n)d nhiệm vụ", n) % {"n": n}


def late_units(account: object, today: date) -> Section | None:
    """Units with overdue parts, for those who see the parts of every unit."""
    granted = reach(account, "assignments.view")
    if not granted.everything:
        return None
    key = ("late units", granted, today, get_language())
    return KEPT.get(data_version(), key, lambda: _late_units(account, today))


def _late_units(account: object, today: date) -> Section | None:
    late = Assignment.objects.visible_to(account).doing().current().late(today)
    counts = list(late.order_by().values_list("unit").annotate(n=Count("pk")).order_by("-n", "unit__order"))
    if not counts:
        return None
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[unit for unit, _n in counts[:MOST]])}
    lines = [
        Line(
            title=units[unit].short_name,
            address=_register(part=units[unit].slug, state=str(Urgency.LATE)),
            detail=ngettext("%(n)d phần việc quá hạn", "%(n)d phần việc quá hạn", n) % {"n": n},
            mark="late",
            state=_("Quá hạn"),
        )
        for unit, n in counts[:MOST]
    ]
    title = _("Đơn vị có phần việc quá hạn")
    return Section("don-vi", title, len(counts), lines, pressing=False, more=reverse("plans:units"))


def _followed(account: object) -> tuple[TaskQuerySet, str] | None:
    """The tasks that a person follows without being in charge of a unit's part: those of the field, else all."""
    if own_parts(account).exists() or can(account, "assignments.report"):
        return None
    tasks = register_of(account)
    nodes = reach(account, "assignments.view").nodes
    if not nodes:
        return tasks, ""
    fields = ", ".join(words.index_label(*_node(node)) for node in sorted(nodes))
    return tasks.filter(pk__in=IndexLink.objects.within(nodes).values("task")), fields


def _node(name: str) -> tuple[str, str]:
    index, _colon, node = name.partition(":")
    return index, node


def _task_section(account: object, today: date, wanted: Urgency, code: str, title: str) -> Section | None:
    found = _followed(account)
    if found is None:
        return None
    tasks, fields = found
    rows = tasks.filter(where(wanted, today)).select_related("lead_unit", "lead_group")
    rows = rows.defer("search", "search_marked").order_by(
        F("due_on").asc(nulls_last=True), "plan_id", "order"
    )

    def line(task: Task) -> Line:
        lead = task.lead_unit.short_name if task.lead_unit else task.lead_text
        if task.lead_group is not None:
            lead = task.lead_group.name
        said = shown(task.state, task.due_on, today)
        address = reverse("plans:task", args=[task.code])
        return shown_line(words.shortened(task.text), address, task.code, lead, task.due_on, said)

    note = _("Lĩnh vực: %(fields)s") % {"fields": fields} if fields else ""
    more = _register(state=str(wanted))
    return section(code, title, rows, line, pressing=False, note=note, more=more)


def late_tasks(account: object, today: date) -> Section | None:
    return _task_section(account, today, Urgency.LATE, "nhiem-vu-qua-han", _("Nhiệm vụ quá hạn"))


def soon_tasks(account: object, today: date) -> Section | None:
    title = _("Nhiệm vụ đến hạn trong 14 ngày")
    return _task_section(account, today, Urgency.SOON, "nhiem-vu-sap-den-han", title)


def rights_asked(account: object, _today: date) -> Section | None:
    if not reach(account, "people.manage").everything:
        return None
    rows = AccessRequest.objects.visible_to(account).filter(state=RequestState.OPEN).select_related("account")
    return section(
        "de-nghi-quyen",
        _("Đề nghị cấp quyền chờ giải quyết"),
        rows.order_by("asked_at", "pk"),
        lambda one: Line(
            title=_("%(name)s đề nghị được %(action)s")
            % {"name": one.account.name, "action": permission(one.permission).name},
            address=reverse("people:requests"),
            detail=words.shortened(one.note, 90),
            due=day_words(one.asked_at),
            mark="todo",
            state=str(one.get_state_display()),
        ),
    )


def links(account: object, _today: date) -> Section | None:
    """Invitations that nobody has used, the expired ones among them."""
    rows = Invitation.objects.visible_to(account).filter(state=LinkState.OPEN).select_related("account")
    now = timezone.now()

    def line(one: Invitation) -> Line:
        expired = one.expires_at < now
        return Line(
            title=one.account.name,
            address=reverse("people:person", args=[one.account.code]),
            detail=str(one.get_purpose_display()),
            due=day_words(one.expires_at),
            mark="late" if expired else "todo",
            state=_("Hết hạn") if expired else str(one.get_state_display()),
        )

    return section("loi-moi", _("Lời mời chưa dùng"), rows.order_by("expires_at", "pk"), line, pressing=False)


def handovers(account: object, _today: date) -> Section | None:
    """Roles that somebody hands over to this person."""
    if not isinstance(account, Account):
        return None
    rows = Handover.objects.visible_to(account).filter(receiver=account, state=HandoverState.OFFERED)
    return section(
        "ban-giao",
        _("Bàn giao chờ nhận"),
        rows.select_related("giver", "unit").order_by("offered_at", "pk"),
        lambda one: Line(
            title=_("%(name)s bàn giao việc của %(unit)s")
            % {"name": one.giver.name, "unit": one.unit.short_name},
            address=reverse("people:handover", args=[one.code]),
            detail=words.shortened(one.reason, 90),
            mark="soon",
            state=str(one.get_state_display()),
        ),
    )
