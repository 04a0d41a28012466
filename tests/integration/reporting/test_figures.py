"""The consolidated figures on their pages: against a naive count of what was sent, down to each unit, never stale."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from integration.reporting import world
from sauro.engine.reports.compose import Question, composed
from sauro.engine.reports.forms import Form
from sauro.engine.reports.rows import Consolidation, Ratio, Row, Type
from sauro.engine.reports.snapshot import canonical_text
from sauro.engine.reports.values import Value, written
from sauro.reporting.actions import flow, periods
from sauro.reporting.actions.snapshots import digest
from sauro.reporting.models import Entry, Period, Report, Snapshot
from sauro.reporting.period_forms import forms_of
from sauro.reporting.states import Occasion, ReportState
from worlds.cast import MAKER

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/2026-Q3/so-lieu"
UNITS = ["TOCHUC", "VATGIA", "90001", "90002"]
COMMUNES = {"90001", "90002"}
Said = Mapping[str, Mapping[str, Value]]


@pytest.fixture
def small(today, cast) -> Period:
    return world.opened(UNITS)


@pytest.fixture
def client(cast) -> Client:
    client = Client()
    client.force_login(cast["owner_office"])
    return client


def put(report: Report, values: Mapping[str, Value]) -> None:
    """The report says exactly this and has been sent; whether the checks would let it pass is not asked here."""
    text = canonical_text({(key, "value"): value for key, value in values.items()}, {"report": report.key})
    now = timezone.now()
    Snapshot.objects.create(
        report=report, occasion=Occasion.SENT, round=1, text=text, sha256=digest(text), made_at=now,
        made_by_code="tests", made_by_name="tests",
    )  # fmt: skip
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.REVIEW, round=1, sent_at=now, last_sent_at=now
    )


def lines(client: Client, address: str = PAGE) -> dict[str, tuple[str, list[str]]]:
    """Code of a row → (its figure in bold, the coverage of each group), read off the page."""
    page = client.get(address)
    assert page.status_code == 200
    found = {}
    for row in page.content.decode().split("<tr>")[1:]:
        code = re.search(r"/so-lieu/([0-9.]+)\"", row)
        if code is None:  # the row of headings
            continue
        figure = re.search(r'data-l="Kỳ này"><b>([^<]*)</b>', row)
        covered = re.findall(r"(\d+/\d+ [^<]+)<", row)
        found[code[1]] = (unescape(figure[1]) if figure else "", [one.strip() for one in covered])
    return found


def asked(period: Period) -> dict[str, set[str]]:
    rows = Entry.objects.filter(report__period=period, row__startswith="cchc:")
    found: dict[str, set[str]] = {}
    for unit, row in rows.values_list("report__unit__code", "row"):
        found.setdefault(unit, set()).add(row)
    return found


def random_values(rng: random.Random, row: Row) -> Value | None:
    place = row.value_field
    assert place is not None
    chance = rng.random()
    if chance < 0.15:
        return None
    if chance < 0.3:
        return Value.absent("Chưa có đơn vị cung cấp")
    if place.choices:
        return Value.choice_of(rng.choice(place.choices).code)
    if not place.is_figure:
        return Value.text_of("x")
    return Value.number_of(Decimal(rng.randint(0, 10 ** rng.randint(1, 15))) / 10**place.decimals)


def naive_sum(key: str, told: Said) -> Decimal | None:
    numbers = [said[key].number for said in told.values() if key in said and said[key].number is not None]
    return sum(numbers, Decimal(0)) if numbers else None


def naive_ratio(row: Row, told: Said) -> Decimal | None:
    """Of the units that gave both parts."""
    assert isinstance(row.rule, Ratio)
    top = whole = Decimal(0)
    for said in told.values():
        pair = [said.get(row.rule.numerator), said.get(row.rule.denominator)]
        if all(one is not None and one.number is not None for one in pair):
            top, whole = top + pair[0].number, whole + pair[1].number
    return (top * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_agrees_with_a_naive_count(small, client, seed):
    rng = random.Random(seed)
    form = forms_of(small).by_prefix["cchc"]
    given = asked(small)
    told: dict[str, dict[str, Value]] = {}
    for code in rng.sample(UNITS, 3):
        made = {key: random_values(rng, form.by_key[key]) for key in sorted(given.get(code, ()))}
        told[code] = {key: value for key, value in made.items() if value is not None}
        put(world.report_of(code), told[code])
    shown = lines(client)
    rows = [row for row in form.rows if row.value_field and not row.only_if and row.code in shown]
    entered = [row for row in rows if row.rule is None]
    assert len(entered) > 50
    for row in entered:
        figure, covered = shown[row.code]
        assert covered == naive_coverage(row.key, told, given), row.code
        if row.consolidation is Consolidation.SUM:
            total = naive_sum(row.key, told)
            assert figure == ("" if total is None else written(total)), row.code
    ratios = [row for row in rows if of_sums(form, row) and asked_together(row, given)]
    assert ratios
    for row in ratios:
        ratio = naive_ratio(row, told)
        assert shown[row.code][0] == ("" if ratio is None else written(ratio)), row.code


def naive_coverage(key: str, told: Said, given: Mapping[str, set[str]]) -> list[str]:
    """Each group by itself; "-" is an answer, but no figure."""
    found = []
    for name, group in (("sở, ngành", set(UNITS) - COMMUNES), ("xã", COMMUNES)):
        units = [unit for unit in group if key in given.get(unit, ())]
        n = sum(key in told.get(unit, {}) and not told[unit][key].is_absent for unit in units)
        if units:
            found.append(f"{n}/{len(units)} {name}")
    return found


def of_sums(form: Form, row: Row) -> bool:
    parts = [form.by_key[key] for key in row.parts()]
    return isinstance(row.rule, Ratio) and all(
        part.consolidation is Consolidation.SUM and part.rule is None for part in parts
    )


def asked_together(row: Row, given: Mapping[str, set[str]]) -> bool:
    """Whoever is asked one part is asked the other."""
    parts = set(row.parts())
    return all(parts <= keys for keys in given.values() if parts & keys)


def test_each_unit_stands_behind_the_figure(small, client):
    key = "cchc:1.5.1"
    put(world.report_of("TOCHUC"), {key: Value.number_of(1200)})
    put(world.report_of("90001"), {key: Value.absent("Không thuộc phạm vi")})
    assert lines(client)["1.5.1"] == ("1.200", ["1/2 sở, ngành", "0/2 xã"])
    page = client.get(f"{PAGE}/1.5.1").content.decode()
    agencies, communes = page.index("Sở, ban, ngành</h2>"), page.index("Xã, phường, đặc khu</h2>")
    assert agencies < page.index("<b>1.200</b>", agencies) < communes
    assert page.index("Không thuộc phạm vi") > communes
    assert "/bao-cao/2026-Q3/tochuc/gia-tri?cho=cchc:1.5.1|value" in page
    names = re.findall(r'<li><a href="[^"]*/(\w+)/gia-tri[^>]*>', page)
    assert names == ["vatgia", "90002"]
    for one in ("1.5", "1.2", "cchc:1.5.1"):
        assert client.get(f"{PAGE}/{one}").status_code == 200, one
    assert client.get(f"{PAGE}/9.9.9").status_code == 404
    assert client.get(f"{PAGE}/3").status_code == 404
    assert client.get("/bao-cao/2026-Q4/so-lieu").status_code == 404


def test_a_unit_that_gives_one_part_of_a_sum_stands_behind_it(small, client):
    """Rows of the province and rows of the communes add up to one: a commune is asked its own only."""
    put(world.report_of("90001"), {"cchc:2.1.2": Value.number_of(7)})
    assert lines(client)["2.1"][1] == ["1/2 xã"]
    page = client.get(f"{PAGE}/2.1").content.decode()
    communes = page.index("Xã, phường, đặc khu</h2>")
    assert page.index("<b>7</b>", communes) > communes


def test_a_returned_report_leaves_the_page_and_the_rest_of_the_filter_stays(small, client):
    report = world.sent(world.report_of("90002"))
    assert "0/2 sở, ngành" in str(lines(client).values())
    assert any("1/2 xã" in covered for _figure, covered in lines(client).values())
    flow.return_report(report=report, reason="Thiếu số", by=MAKER)
    assert not any("1/2 xã" in covered for _figure, covered in lines(client).values())
    assert "Chưa đơn vị nào gửi báo cáo" in client.get(PAGE).content.decode()
    assert set(lines(client, f"{PAGE}?loc=thieu")) == set(lines(client))


def test_what_the_province_adds_up_is_shown_to_those_who_read_everything(small, cast):
    for role, status in (
        ("owner_office", 200),
        ("leader", 200),
        ("field_lead", 200),
        ("focal_point", 403),
        ("unit_head", 403),
        ("clerk", 403),
        ("nobody", 403),
    ):
        client = Client()
        client.force_login(cast[role])
        for address in (PAGE, f"{PAGE}/1.5.1"):
            assert client.get(address).status_code == status, (role, address)
        board = client.get("/bao-cao/2026-Q3")
        assert (PAGE in board.content.decode()) == (status == 200), role


def test_the_number_of_queries_does_not_grow_with_the_units(small, client, django_assert_max_num_queries):
    for code in UNITS:
        put(world.report_of(code), {"cchc:1.5.1": Value.number_of(1)})
    with django_assert_max_num_queries(30):
        client.get(PAGE)
    with django_assert_max_num_queries(32):
        client.get(f"{PAGE}/1.5.1")


def test_a_report_on_demand_has_its_figures_too(today, cast, client):
    form = composed(
        "thiet-hai",
        "Thiệt hại do bão",
        [
            Question("Số nhà tốc mái", Type.COUNT, unit="Nhà"),
            Question("Đã họp rút kinh nghiệm", Type.CHOICE, choices=("Có", "Không")),
            Question("Kiến nghị", Type.TEXT, needed=False),
        ],
    )
    made = periods.open_on_demand(
        name="Thiệt hại do bão", ground="12/CV", form=form, units=["90001", "90002"], due_on=today, by=MAKER
    )
    report = world.report_of("90001", made.code)
    world.save(report, world.change("own:1", "14"), world.change("own:2", "1"), world.change("own:3", "Gạo"))
    flow.send(report=report, by=MAKER)
    address = f"/bao-cao/{made.code}/so-lieu"
    assert lines(client, address)["1"] == ("14", ["1/2 xã"])
    assert "Có: 1 đơn vị; Không: 0 đơn vị" in client.get(address).content.decode()
    assert "Gạo" in client.get(f"{address}/3").content.decode()
