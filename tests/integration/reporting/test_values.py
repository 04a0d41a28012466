"""Values saved one by one: stored, refused with a sentence, or held back because somebody else was faster."""

from __future__ import annotations

from datetime import date

import pytest

from integration.reporting.world import OTHER_FOCAL, change, fresh, opened, report_of, save
from sauro.audit.models import Event
from sauro.people.actions import give_role
from sauro.people.permissions import Refused
from sauro.reporting.actions.reporters import set_stand_in
from sauro.reporting.asked import asked_of
from sauro.reporting.models import Entry, EntryChange
from sauro.reporting.queries import computed_values, values_of
from sauro.reporting.refusals import ActionRefused
from sauro.reporting.stored import unpacked
from worlds.cast import MAKER, person, unit

TEXT = ("text:I.1", "text")


def figure_of(report) -> str:
    """A counted row that the unit gives."""
    part = next(part for part in asked_of(report).parts if part.code == "figures")
    return next(
        row.key
        for row in part.rows
        if row.value_field is not None and row.is_entered and row.value_field.type == "count"
    )


def test_each_value_is_judged_by_itself(quarter):
    report = report_of("TOCHUC")
    figure = figure_of(report)
    saved = save(
        report,
        change(figure, "1.234", estimated=True, as_of="14/9/2026"),
        change("text:I.1", "Đã họp.\r\nHai lần. ", "text"),
        change("text:I.4", "-", "text"),
        change("cchc:1.2", "50"),
        change("cchc:9.9", "1"),
        change("text:I.6", "x" * 2001, "text"),
        change("cchc:1.3.1", "12,5"),
        change("cchc:1.3.2", "-"),
        change("cchc:1.4.1", "3", as_of="hôm qua"),
    )
    stored = {(one.row, one.field): one for one in saved.saved}
    assert stored[figure, "value"].value == "1234"
    assert (stored[figure, "value"].estimated, stored[figure, "value"].as_of) == (True, date(2026, 9, 14))
    assert stored[TEXT].value == "Đã họp.\nHai lần."
    assert stored["text:I.4", "text"].value == "-"
    refused = {one.row: one.sentence for one in saved.refused}
    assert set(refused) == {"cchc:1.2", "cchc:9.9", "text:I.6", "cchc:1.3.1", "cchc:1.3.2", "cchc:1.4.1"}
    assert all(sentence.strip() for sentence in refused.values())
    assert EntryChange.objects.filter(entry__report=report).count() == len(saved.saved)
    assert not Event.objects.filter(room="reporting", subject=report.key).exists()


def test_the_same_again_changes_nothing(quarter):
    report = report_of("TOCHUC")
    save(report, change("text:I.1", "Đã họp.", "text"))
    again = save(report, change("text:I.1", " Đã họp. ", "text", revision=0))
    assert again == type(again)()
    assert EntryChange.objects.filter(entry__report=report).count() == 1


def test_absent_says_why_and_empty_is_not_absent(quarter):
    report = report_of("TOCHUC")
    figure = figure_of(report)
    said = save(report, change(figure, "-", reason="Chưa có đơn vị cung cấp")).saved[0]
    assert (said.absent, said.value, said.reason) == (True, "", "Chưa có đơn vị cung cấp")
    emptied = save(report, change(figure, "")).saved[0]
    assert (emptied.absent, emptied.value, emptied.reason) == (False, "", "")
    history = [unpacked(one.after) for one in EntryChange.objects.filter(entry=emptied)]
    assert [one and one.reason for one in history] == ["Chưa có đơn vị cung cấp", None]


def test_the_second_of_two_people_sees_who_changed_what(quarter, cast):
    first, second = cast["focal_point"], person(OTHER_FOCAL, "90002", "focal_point")
    report = report_of("90002")
    seen = values_of(report)[TEXT].revision
    save(report, change("text:I.1", "Của người thứ nhất", "text", revision=seen), by=first)
    held = save(report, change("text:I.1", "Của người thứ hai", "text", revision=seen), by=second)
    assert held.saved == ()
    (conflict,) = held.conflicts
    assert first.name in conflict.sentence
    assert "Của người thứ nhất" in conflict.sentence
    assert conflict.entry.value == "Của người thứ nhất"
    kept = save(
        report, change("text:I.1", "Của người thứ hai", "text", revision=conflict.entry.revision), by=second
    )
    assert kept.saved[0].changed_by_name == second.name


def test_only_writers_of_the_unit_and_of_the_one_that_stands_in(quarter, cast):
    report = report_of("90001")
    writer = cast["focal_point"]
    with pytest.raises(Refused):
        save(report, change("text:I.1", "x", "text"), by=writer)
    set_stand_in(report=report, unit=unit("90002"), reason="Sáp nhập", by=cast["owner_office"])
    assert save(fresh(report), change("text:I.1", "x", "text"), by=writer).saved
    with pytest.raises(ActionRefused, match="stand_in_same"):
        set_stand_in(report=report, unit=unit("90001"), reason="x", by=MAKER)
    with pytest.raises(ActionRefused, match="stand_in_gone"):
        set_stand_in(report=report, unit=unit("GIACA"), reason="x", by=MAKER)


def test_what_is_computed_follows_its_parts(quarter):
    report = report_of("TOCHUC")
    save(report, change("cchc:1.2.1", "40"), change("cchc:1.2.2", "30"))
    entries = values_of(report)
    assert computed_values(report, asked_of(report), entries)["cchc:1.2", "value"].text == "75"


def test_who_leads_a_field_is_asked_its_rows(today, cast):
    before = opened(["VATGIA", "TOCHUC"])
    assert before.reports.count() == 2
    lead, other = asked_of(report_of("VATGIA")), asked_of(report_of("TOCHUC"))
    keys = {part.code: {row.key for row in part.rows if row.is_entered} for part in lead.parts}
    others = {part.code: {row.key for row in part.rows if row.is_entered} for part in other.parts}
    more = keys["figures"] - others["figures"]
    assert more
    assert all(key.startswith("cchc:3.") for key in more)  # VATGIA leads par_index:3, the procedures


def test_a_role_given_in_the_period_adds_no_rows_by_itself(quarter, cast):
    report = report_of("TOCHUC")
    before = Entry.objects.filter(report=report).count()
    give_role(account=cast["clerk"], unit=unit("TOCHUC"), role="field_lead", scope="par_index:5", by=MAKER)
    assert len(values_of(report)) == before
