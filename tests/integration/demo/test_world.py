"""The demo world: once, through the common doors, on this machine only."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from sauro.audit.models import Event
from sauro.deadlines.models import Deadline
from sauro.demo.actions import DemoRefused, build_world, import_plan_file
from sauro.demo.world import demo_world
from sauro.files.models import Attachment
from sauro.notices.models import Message
from sauro.people.models import Account, Membership
from sauro.people.permissions import can
from sauro.people.roles import all_roles
from sauro.plans.models import Assignment, ClarityAsk, Extension, PlanImport, Task
from sauro.plans.states import AskState, ImportState, WorkState
from sauro.reporting.gathering import gather
from sauro.reporting.models import Entry, EntryChange, Issued, Period, ProvinceReport, Remark, Report
from sauro.reporting.period_forms import forms_of
from sauro.reporting.standing import count
from sauro.reporting.states import IssuedKind, PeriodState, ReportState

pytestmark = pytest.mark.django_db
LINES = "\n".join(
    [
        "KẾ HOẠCH",
        "Thử nhập thêm một văn bản năm 2026",
        "",
        "II. NHIỆM VỤ",
        "",
        "1. Sở Nội vụ",
        "",
        "- Lập danh sách đầu mối của các cơ quan trước ngày 31 tháng 3 năm 2026.",
        "",
        "2. Sở Tài chính",
        "",
        "- Bố trí kinh phí hằng năm.",
        "",
    ]
)


@pytest.fixture
def on_this_machine(settings, files_root):  # type: ignore[no-untyped-def]
    settings.DEMO = True


def test_building_twice_changes_nothing(on_this_machine: None) -> None:
    first = build_world()
    assert (first.sample.state, first.sample.is_sample, first.sample_new) == (
        ImportState.CONFIRMED,
        True,
        True,
    )
    assert first.new == tuple(player.code for player in demo_world().cast)
    kept = (Account, Membership, PlanImport, Task, Event, Report, Entry, Attachment, Message)
    counts = [model.objects.count() for model in kept]
    assert all(counts)
    second = build_world()
    assert (second.new, second.sample_new, second.sample.pk) == ((), False, first.sample.pk)
    assert second.installed.nothing_changed
    assert [model.objects.count() for model in kept] == counts

    # each role has a person, who can sign in with the password that is shown
    assert {account.role for account in second.accounts} == {role.name for role in all_roles().values()}
    for shown in second.accounts:
        answer = Client().post("/dang-nhap", {"email": shown.email, "password": shown.password})
        assert answer.status_code == 302, shown.email

    _shows_every_state_of_the_work(first.sample)
    _shows_every_state_of_a_report()
    _tells_closed_quarters_in_their_own_days()
    _says_figures_that_fit_together()

    # a file of the user goes the same way, as the officer, and a second time changes nothing
    added = import_plan_file(data=LINES.encode(), filename="them.txt")
    assert added.state == ImportState.CONFIRMED
    assert added.received_by_code == demo_world().officer().code
    assert not added.is_sample
    tasks = Task.objects.count()
    assert tasks == counts[3] + 2
    assert import_plan_file(data=LINES.encode(), filename="them.txt").pk == added.pk
    assert Task.objects.count() == tasks


def _shows_every_state_of_the_work(sample: PlanImport) -> None:
    assert sample.version is not None
    asks = set(ClarityAsk.objects.values_list("state", flat=True))
    assert asks == set(AskState.values)
    assert set(Assignment.objects.values_list("state", flat=True)) == set(WorkState.values)
    assert set(Extension.objects.values_list("state", flat=True)) == {"asked", "granted"}
    board = Task.objects.get(plan=sample.version.plan, source_code="PL2.III.1")
    assert (board.parts, board.parts_done) == (102, 71)
    first, now = Counter[str](), Counter[str]()
    for task in Task.objects.all():
        first.update(task.first_glyph)
        now.update(task.glyph)
    assert now["c"] > first["c"], "what units answered made facets clear"


def _shows_every_state_of_a_report() -> None:
    """The open quarter; the report on which the focal point of the cast works has a past, questions and files."""
    quarter = Period.objects.get(kind="quarter", state=PeriodState.OPEN)
    reports = Report.objects.filter(period=quarter)
    assert set(reports.values_list("state", flat=True)) == set(ReportState.values)
    assert reports.filter(state=ReportState.DRAFT).count() > 90, "most units have not sent yet"
    draft = reports.get(unit__code="STC")
    assert EntryChange.objects.filter(entry__report=draft, entry__row="cchc:3.3.1.1").count() == 3
    kinds = Counter(Remark.objects.filter(report=draft, closed_at=None).values_list("kind", flat=True))
    assert kinds == {"question": 2, "answer": 1}
    assert Attachment.objects.filter(subject__startswith=f"report:{draft.key}/").count() == 2
    asked = Period.objects.get(kind="on_demand", state=PeriodState.OPEN)
    whole, _groups = count(Report.objects.filter(period=asked).select_related("unit"), timezone.localdate())
    assert (whole.on_time, whole.late, whole.missing) == (3, 2, 7)
    papers = Counter(ProvinceReport.objects.values_list("state", flat=True))
    assert papers == {"sent": 4, "draft": 1}


def _tells_closed_quarters_in_their_own_days() -> None:
    closed = list(Period.objects.filter(kind="quarter", state=PeriodState.CLOSED))
    assert len(closed) == 2
    for period in closed:
        assert period.opened_at is not None
        assert period.closed_at is not None
        assert period.opens_on <= timezone.localdate(period.opened_at) < period.unit_due_on
        reports = list(Report.objects.filter(period=period).select_related("unit", "period"))
        whole, _groups = count(reports, timezone.localdate())
        assert min(whole.on_time, whole.late, whole.missing) > 0
        assert {"withdrawn", "received", "draft"} <= {one.state for one in reports}
        assert Issued.objects.filter(report__in=reports, kind=IssuedKind.AMENDING).count() == 1
        received = [one for one in reports if one.state == ReportState.RECEIVED]
        assert all(one.sent_at < one.arrived_at < period.closed_at for one in received)
    assert not Deadline.objects.filter(provisional=True).exists(), "the years are decided"


def _says_figures_that_fit_together() -> None:
    """Nothing that was sent has a part above its whole, and every ratio of the province is at most 100."""
    for period in Period.objects.filter(kind="quarter", state=PeriodState.CLOSED):
        form = forms_of(period).by_prefix["cchc"]
        found = gather(period).consolidated("cchc")
        ratios = [row for row in form.rows if row.rule is not None and row.unit == "%"]
        made = [found[row.key].value for row in ratios if row.key in found]
        numbers = [one.number for one in made if one is not None]
        assert len(numbers) > 4
        assert all(number is not None and 0 <= number <= 100 for number in numbers)


def test_a_file_that_is_no_plan_comes_back_refused_or_empty(on_this_machine: None) -> None:
    from sauro.people.actions import create_account, give_role, install_province
    from worlds.cast import MAKER, unit

    world = demo_world()
    install_province(pack=world.province, by=MAKER)
    officer = world.officer()
    account = create_account(
        email=officer.email, name=officer.name, password=None, by=MAKER, code=officer.code, is_sample=True
    )
    give_role(account=account, unit=unit(officer.unit), role=officer.role, by=MAKER)
    assert can(account, "plans.import")
    refused = import_plan_file(data=b"%PDF-1.7 broken", filename="hong.pdf")
    assert refused.state == ImportState.REFUSED
    assert refused.refusal_code


def test_nothing_of_it_where_others_can_reach_the_machine(settings, files_root) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    for refused in (build_world, lambda: import_plan_file(data=b"x", filename="x.txt")):
        with pytest.raises(DemoRefused, match="SAURO_DEMO=1"):
            refused()
    assert not Account.objects.exists()


def test_a_plan_needs_the_officer_first(on_this_machine: None) -> None:
    with pytest.raises(DemoRefused, match="make run"):
        import_plan_file(data=LINES.encode(), filename="x.txt")
