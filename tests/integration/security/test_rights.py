"""Who may open what: every address of the product for every role, and for people without a session."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from integration.people import pages
from integration.plans import sample
from sauro.people.actions import set_active
from sauro.plans import actions
from sauro.plans.models import PlanImport, PlanVersion, Task
from sauro.reporting.actions import periods, province
from sauro.reporting.actions.composing import compose
from sauro.reporting.models import Entry, Period
from sauro.reporting.states import Paper
from worlds.cast import MAKER, PLACES

pytestmark = pytest.mark.django_db
OPEN = {
    "/healthz",
    "/readyz",
    "/dang-nhap",
    "/dang-nhap/ma-xac-thuc",
    "/dang-xuat",
    "/loi-moi/khong-co",
    "/quen-mat-khau",
    "/quen-mat-khau/da-gui",
    "/quen-mat-khau/khong-co/khong-co",
    "/ngon-ngu",
    "/",
}
"""All that somebody without a session may ask for."""
VIEW = set(PLACES) - {"administrator"}
UNITS = VIEW | {"administrator"}
DOWNLOAD = VIEW - {"observer"}
OWNER = {"owner_office"}
EVERYBODY = {*PLACES, "nobody"}
FOLLOWS = OWNER | {"leader", "province_office", "committee_member", "council_member"}
"""Who sees what every unit does."""
READS = VIEW - {"observer"}
"""Who may read some report, and so knows the periods."""
READS_ALL = READS - {"focal_point", "unit_head", "clerk"}
READS_ONE = READS_ALL | {"focal_point"}
"""Who may read the report of the commune of the focal point; head and clerk of this table sit elsewhere."""
OWN_ACCOUNT = {
    "people:own_account": EVERYBODY,
    "account_change_password": EVERYBODY,
    "mfa_index": EVERYBODY,
    "mfa_activate_totp": EVERYBODY,
    "usersessions_list": EVERYBODY,
}
OWN_LISTS = {"plans:save_view", "plans:change_view"}
"""Whoever sees the register keeps own views of it; tests/integration/plans/test_saved_views.py."""
LED_BACK = {
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
"""Pages of the own second factor: one who has none is led to the page about it."""
SEEN_BY = {
    "plans:register": VIEW,
    "plans:task": VIEW,
    "plans:clarity": OWNER | {"field_lead", "focal_point", "unit_head"},
    "plans:clarity_ask": OWNER | {"field_lead"},
    "plans:clarity_set": OWNER,
    "plans:plans": VIEW,
    "plans:upload": OWNER,
    "plans:import": OWNER,
    "plans:plan": VIEW,
    "plans:document": VIEW,
    "plans:filed": DOWNLOAD,
    "plans:version": VIEW,
    "plans:task_add": OWNER,
    "plans:task_edit": OWNER,
    "plans:duplicates": VIEW,
    "plans:source_new": OWNER,
    "plans:source_kind": OWNER,
    "plans:part": FOLLOWS | {"clerk"},
    "plans:group_board": FOLLOWS | {"clerk", "unit_head"},
    "plans:units": UNITS,
    "plans:unit": UNITS,
    "plans:my_work": EVERYBODY,
    "plans:saved_views": VIEW,
    "plans:sheet_export": VIEW,
    "plans:sheets": OWNER,
    "deadlines:years": UNITS,
    "deadlines:year": UNITS,
    "deadlines:edit": OWNER | {"administrator"},
    "notices:messages": EVERYBODY,
    "notices:sent": OWNER | {"province_office"},
    "notices:chat_text": OWNER | {"province_office"},
    "notices:scheduled": OWNER | {"administrator"},
    "reporting:periods": READS,
    "reporting:on_demand": OWNER,
    "reporting:period": READS,
    "reporting:figures": READS_ALL,
    "reporting:figure": READS_ALL,
    "reporting:paper": READS,
    "reporting:chase": OWNER,
    "reporting:reporters": OWNER,
    "reporting:chase_letter": OWNER,
    "reporting:ask_letter": OWNER,
    "reporting:report": READS_ONE,
    "reporting:value": READS_ONE,
    "reporting:sheet": READS_ONE,
    "reporting:sheet_file": READS_ONE,
    "reporting:unit_docx": READS_ONE,
    **OWN_ACCOUNT,
}
OF_ONE_REQUEST = {
    "plans:clarity_request",
    "plans:clarity_answer",
    "plans:clarity_decide",
    "plans:clarity_withdraw",
}
"""Pages of one request, whose rights depend on its unit: tests/integration/plans/test_clarity_pages.py."""
OF_ONE_PART = {"plans:part_do", "plans:steps", "plans:step"}
"""Doings whose rights depend on the unit and the step: tests/integration/plans/test_work_pages.py, test_work.py."""
DONE_BY = {
    "plans:upload": OWNER,
    "plans:import_confirm": OWNER,
    "plans:import_discard": OWNER,
    "plans:import_amend": OWNER,
    "plans:duplicate": OWNER,
    "plans:duplicates_look": OWNER,
    "plans:group_confirm": OWNER,
    "plans:following": OWNER,
    "reporting:plan_year": OWNER,
    "reporting:yearly_plan": OWNER,
    "reporting:paper_compose": OWNER,
    "reporting:paper_section": OWNER,
    "reporting:paper_restore": OWNER,
}
OF_ONE_REPORT = {"reporting:save", "reporting:do", "reporting:close_remark"}
"""What is done in one report: below for those who may not read it, tests/integration/reporting/test_flow.py for each step."""
OF_ONE_PERIOD = {"reporting:period_do", "reporting:paper_do"}
"""Steps of a period and of a paper: tests/integration/reporting/test_periods.py, test_province.py."""
OF_ONE_PAPER = {
    "reporting:paper_docx": READS_ALL,
    "reporting:paper_annex": READS_ALL,
    "reporting:paper_submission": OWNER | {"province_office", "leader"},
}
"""Files of a paper of the province that is not issued yet: for those who read every report, tried below."""
OF_ONE_SHEET = {"plans:sheet", "plans:sheet_apply", "plans:sheet_discard"}
"""Pages of one uploaded sheet, for the owner office: tests/integration/plans/test_sheet_round_trip.py."""
OF_ONE_FILE = {"files:evidence", "files:file", "files:download", "files:picture", "files:withdraw"}
"""Pages of evidence, whose rights depend on what it belongs to: tests/integration/files/test_pages.py."""
OF_ONE_DRAFT = {"deadlines:preview", "deadlines:confirm", "deadlines:discard", "deadlines:withdraw"}
"""What is done with the draft of a year, for those who decide: tests/integration/deadlines/test_pages.py."""
OWN_MESSAGES = {"notices:read", "notices:channels"}
OF_ONE_LIST = {"notices:prepared_list", "notices:send_list", "notices:drop_list"}
"""What is done with own messages and with a list for a leader: tests/integration/notices/test_pages.py."""
COMPARED = {"plans:comparison"}
"""An upload that amends no plan has no comparison; with one: tests/integration/plans/test_editing_pages.py."""


@pytest.fixture
def waiting(cast, files_root, monkeypatch) -> PlanImport:
    """An upload of the owner office that waits to be confirmed, beside a plan in force."""

    def read(number: str) -> PlanImport:
        text, result = sample.written(number)
        monkeypatch.setattr("sauro.plans.actions.reading.run_limited", sample.answering(text, result))
        received = actions.receive_import(data=text.encode(), filename="mau.txt", by=cast["owner_office"])
        return actions.read_import(plan_import=received)

    actions.confirm_import(plan_import=read("1/KH-UBND"), by=MAKER)
    periods.plan_year(year=2026, by=MAKER)
    periods.open_period(period=Period.objects.get(code="2026-Q3"), units=["90002"], by=MAKER)
    return read("2/KH-UBND")


def named(patterns: list, space: str = "") -> Iterator[tuple[str, str]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from named(entry.url_patterns, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}" if space else entry.name, str(entry.pattern)


def addresses(waiting: PlanImport) -> dict[str, str]:
    """Every address of the product, filled in with things that exist."""
    filled = {
        "<str:code>": Task.objects.order_by("pk").values_list("code", flat=True)[0],
        "<slug:code>": waiting.code,
        "<slug:key>": PlanVersion.objects.get().plan.key,
        "<slug:what>": "len",
        "<str:token>": "khong-co",
        "<str:uidb36>": "khong-co",
        "<str:key>": "khong-co",
        "<slug:facet>": "authority",
        "<str:number>": "1",
        "<str:order>": "1",
        "<str:period>": "once",
        "<str:unit>": "tochuc",
        "<slug:file>": "khong-co",
        "<year:year>": "2026",
    }
    reporting = {
        "<str:period>": "2026-Q3",
        "<str:unit>": "90002",
        "<slug:kind>": str(Paper.CCHC),
        "<str:code>": "I",
        "<str:row>": Entry.objects.filter(row__startswith="cchc:").values_list("row", flat=True)[0],
    }
    made = {}
    for name, pattern in named(get_resolver().url_patterns):
        code = "tochuc" if name == "plans:unit" else filled["<str:code>"]
        address = pattern if name.startswith("reporting:") else pattern.replace("<str:code>", code)
        for place, value in {**filled, **(reporting if name.startswith("reporting:") else {})}.items():
            address = address.replace(place, value)
        if name == "plans:task_edit":
            address = address.replace("/len", "/sua")
        made[name] = "/" + address
    return made


def client_of(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_every_address_has_a_row_here(waiting):
    """A new page must say who may open it."""
    closed = {name for name, address in addresses(waiting).items() if address not in OPEN}
    assert (
        closed
        == set(SEEN_BY)
        | set(DONE_BY)
        | LED_BACK
        | OWN_LISTS
        | OF_ONE_REQUEST
        | OF_ONE_PART
        | OF_ONE_SHEET
        | COMPARED
        | OF_ONE_DRAFT
        | OF_ONE_FILE
        | OWN_MESSAGES
        | OF_ONE_LIST
        | OF_ONE_REPORT
        | OF_ONE_PERIOD
        | set(OF_ONE_PAPER)
        | pages.ALL
    )


def test_without_a_session_everything_leads_to_sign_in(waiting):
    for name, address in addresses(waiting).items():
        if address in OPEN:
            continue
        for method in ("get", "post", "head", "options"):
            answer = getattr(Client(), method)(address)
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/dang-nhap"), name


@pytest.mark.parametrize("role", [*PLACES, "nobody"])
def test_each_role_opens_its_pages_and_no_other(waiting, cast, role):
    client, found = client_of(cast[role]), addresses(waiting)
    for name, allowed in SEEN_BY.items():
        status = client.get(found[name]).status_code
        assert status == (200 if role in allowed else 403), name


def test_files_of_a_paper_are_for_those_who_read_every_report(waiting, cast):
    period = Period.objects.get(code="2026-Q3")
    compose(paper=province.start_paper(period=period, paper=Paper.CCHC, by=MAKER), by=MAKER)
    found = addresses(waiting)
    for role in [*PLACES, "nobody"]:
        client = client_of(cast[role])
        for name, allowed in OF_ONE_PAPER.items():
            status = client.get(found[name]).status_code
            # a draft is not known to those who read some reports only
            refused = 404 if role in READS - READS_ALL else 403
            assert status == (200 if role in allowed else refused), (name, role)


def test_who_may_not_read_a_report_does_nothing_in_it(waiting, cast):
    found = addresses(waiting)
    for role in [role for role in [*PLACES, "nobody"] if role not in READS_ONE]:
        client = client_of(cast[role])
        for name in OF_ONE_REPORT:
            assert client.post(found[name]).status_code == 403, (name, role)
        for name in OF_ONE_PERIOD if role not in READS else ():
            assert client.post(found[name]).status_code == 403, (name, role)


def test_pages_of_a_second_factor_lead_one_who_has_none_back(waiting, cast):
    client, found = client_of(cast["clerk"]), addresses(waiting)
    for name in LED_BACK:
        assert client.get(found[name])["Location"] == found["mfa_index"], name


@pytest.mark.parametrize("role", [role for role in [*PLACES, "nobody"] if role not in OWNER])
def test_no_other_role_confirms_discards_or_uploads(waiting, cast, role):
    client, found = client_of(cast[role]), addresses(waiting)
    for name in DONE_BY:
        assert client.post(found[name]).status_code == 403, name
    waiting.refresh_from_db()
    assert waiting.state == "ready"
    assert PlanImport.objects.count() == 2


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_no_page_understands_other_methods(waiting, cast, method):
    client, found = client_of(cast["owner_office"]), addresses(waiting)
    for name in [*SEEN_BY, *DONE_BY, "web:home"]:
        assert getattr(client, method)(found[name]).status_code == 405, name


def test_what_changes_something_is_no_link(waiting, cast):
    client, found = client_of(cast["owner_office"]), addresses(waiting)
    for name in ("plans:import_confirm", "plans:import_discard", "people:sign_out"):
        assert client.get(found[name]).status_code == 405
    waiting.refresh_from_db()
    assert waiting.state == "ready"


def test_a_form_from_elsewhere_changes_nothing(waiting, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["owner_office"])
    for name in DONE_BY:
        assert client.post(addresses(waiting)[name]).status_code == 403
    waiting.refresh_from_db()
    assert waiting.state == "ready"


def test_ids_cannot_be_counted_through(waiting):
    """No address holds a number of the database; uploads have codes that cannot be guessed."""
    assert len(waiting.code) == 16
    assert not any("int:" in pattern for _name, pattern in named(get_resolver().url_patterns))


@pytest.mark.parametrize("code", ["1", "0" * 16, "..%2f..%2fetc", "%00", "x" * 500])
def test_guessed_codes_are_not_found(waiting, cast, code):
    client = client_of(cast["owner_office"])
    for place in ("/ke-hoach/nhap/{}", "/ke-hoach/{}", "/ke-hoach/{}/tep", "/nhiem-vu/{}", "/don-vi/{}"):
        assert client.get(place.format(code)).status_code == 404


def test_a_session_ends_with_its_account(waiting, cast):
    client = client_of(cast["owner_office"])
    assert client.get("/nhiem-vu").status_code == 200
    set_active(account=cast["owner_office"], active=False, by=MAKER)
    assert client.get("/nhiem-vu").status_code == 302
    assert client.post(f"/ke-hoach/nhap/{waiting.code}/xac-nhan").status_code == 302
    assert waiting.__class__.objects.get(pk=waiting.pk).state == "ready"


def test_a_session_of_a_sample_account_is_worth_nothing_without_the_demo(waiting, cast, settings):
    account = cast["owner_office"]
    account.is_sample = True
    account.save(update_fields=["is_sample"])
    client = client_of(account)
    settings.DEMO = True
    assert client.get("/nhiem-vu").status_code == 200
    settings.DEMO = False
    assert client.get("/nhiem-vu")["Location"] == "/dang-nhap?next=/nhiem-vu"
    assert json.loads(client.get("/healthz").content) == {"status": "ok"}
