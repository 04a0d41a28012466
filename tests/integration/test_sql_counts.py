"""What each page asks of the database, for each kind of reader: recorded in tests/sql_counts.yaml.

More queries than recorded fail; a rise is a decision. Fewer ask to record anew, so that the gain is held:
``.venv/bin/python tools/sql_counts.py``. The world is the sample plan in force, an upload that waits and a quarter in which one commune reports.
Counted inside a transaction, where nothing is kept between requests: what a page costs when everything changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from integration.plans import sample
from integration.plans.conftest import reader  # noqa: F401 - a fixture
from sauro.plans import actions
from sauro.reporting.actions import periods
from sauro.reporting.models import Entry, Period
from worlds.cast import MAKER
from worlds.fixtures import cast, files_root  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

RECORD = Path(__file__).resolve().parent.parent / "sql_counts.yaml"
ROLES = ("owner_office", "focal_point", "leader", "field_lead", "observer", "administrator")
MORE = (
    "nhiem-vu?xep=co-quan",
    "nhiem-vu?xep=chi-so",
    "nhiem-vu?xep=dieu-thieu",
    "nhiem-vu?xep=van-ban",
    "nhiem-vu?q=giá",
    "nhiem-vu?mo=NV-01.02",
    "nhiem-vu?in=1",
)
"""Faces of the register that cost something of their own."""
PROBES = {"healthz", "readyz"}
"""For machines; what they answer depends on the server's own state."""


@pytest.fixture
def world(cast, files_root, reader):  # noqa: F811
    def read(number: str):
        text, result = sample.written(number)
        reader(text, result)
        received = actions.receive_import(data=text.encode(), filename="mau.txt", by=cast["owner_office"])
        return actions.read_import(plan_import=received)

    actions.confirm_import(plan_import=read("15/KH-UBND"), by=MAKER)
    periods.plan_year(year=2026, by=MAKER)
    periods.open_period(period=Period.objects.get(code="2026-Q3"), units=["90002"], by=MAKER)
    return read("16/KH-UBND")


def patterns(entries: list, space: str = "") -> Iterator[tuple[str, str]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}" if space else str(entry.name), str(entry.pattern)


def addresses(waiting: str) -> Iterator[str]:
    """Each address of the product with something that exists in its place."""
    row = Entry.objects.filter(row__startswith="cchc:").order_by("row").values_list("row", flat=True)[0]
    for name, pattern in patterns(get_resolver().url_patterns):
        if pattern in PROBES:
            continue
        place = {
            "key": "15-kh-ubnd",
            "code": "NV-01.02",
            "facet": "product",
            "n": "1",
            "what": "-",
            "year": "2026",
        }
        if name.startswith("plans:import"):
            place["code"] = waiting
        elif name == "plans:unit":
            place["code"] = "tochuc"
        elif name.startswith("reporting:"):
            place |= {"period": "2026-Q3", "unit": "90002", "kind": "cchc", "row": row}
        yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found, p=place: p.get(found[1], "khong-co"), pattern)
    yield from MORE


def cost(client: Client, address: str) -> int | None:
    """Queries of the second look: the first page of a session also writes the session. None where there is no page."""
    if client.get(f"/{address}").status_code != 200:
        return None
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/{address}")
    return len(captured)


def measured(people, waiting: str) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for role in ROLES:
        client = Client()
        client.force_login(people[role])
        for address in addresses(waiting):
            found = cost(client, address)
            if found is not None:
                counts.setdefault("/" + address.replace(waiting, "MÃ"), {})[role] = found
    return dict(sorted(counts.items()))


def written(counts: dict[str, dict[str, int]]) -> str:
    head = "# Queries of each page by role. Made by tools/sql_counts.py, compared by tests/integration/test_sql_counts.py.\n"
    lines = [
        f"{yaml.dump(page, allow_unicode=True).splitlines()[0]}: "
        f"{{{', '.join(f'{role}: {n}' for role, n in roles.items())}}}\n"
        for page, roles in counts.items()
    ]
    return head + "".join(lines)


@pytest.mark.timeout(600)  # every page of every role: minutes on a busy machine
def test_no_page_asks_more_than_is_recorded(world, cast):  # noqa: F811
    counts = measured(cast, world.code)
    if os.environ.get("SAURO_RECORD_SQL"):
        RECORD.write_text(written(counts), encoding="utf-8")
        return
    recorded = yaml.safe_load(RECORD.read_text(encoding="utf-8"))
    more, fewer = [], []
    for page, role in sorted({(p, r) for table in (counts, recorded) for p in table for r in table[p]}):
        was, now = recorded.get(page, {}).get(role), counts.get(page, {}).get(role)
        if now is None or was is None or now > was:
            more.append(f"{page} ({role}): recorded {was}, now {now}")
        elif now < was:
            fewer.append(f"{page} ({role}): recorded {was}, now {now}")
    assert not more, "Pages cost more, are new or have gone:\n" + "\n".join(more)
    assert not fewer, "Pages cost less: run .venv/bin/python tools/sql_counts.py\n" + "\n".join(fewer)
