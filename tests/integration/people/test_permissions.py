"""Who may do what: the truth table of roles, units and permissions, and the words of a refusal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sauro.people import registry
from sauro.people.actions import create_account, end_role, give_role
from sauro.people.models import Account, Membership, Unit
from sauro.people.permissions import Refused, can, check, reach
from sauro.people.roles import all_roles
from worlds.cast import FIELD, MAKER, PASSWORD, PLACES, Cast, unit

pytestmark = pytest.mark.django_db

# ● the whole province   ◐ the own unit and those below   ◇ the own field, over every unit   · nothing
TABLE = """
                         owner focal head clerk leader office committee council field observer admin nobody gone
units.view                 ●     ●    ●     ●     ●      ●        ●        ●      ●      ●       ●     ·     ·
plans.view                 ●     ●    ●     ●     ●      ●        ●        ●      ●      ●       ·     ·     ·
plans.import               ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
plans.confirm              ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
tasks.edit                 ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
assignments.view           ●     ◐    ◐     ◐     ●      ●        ●        ●      ◇      ·       ·     ·     ·
assignments.report         ·     ◐    ◐     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
assignments.confirm        ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
deadlines.decide           ●     ·    ◐     ·     ●      ·        ·        ·      ·      ·       ·     ·     ·
calendar.decide            ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ●     ·     ·
clarity.ask                ●     ·    ·     ·     ·      ·        ·        ·      ◇      ·       ·     ·     ·
clarity.answer             ·     ◐    ◐     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
clarity.accept             ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
register.write_back        ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
files.download             ●     ●    ●     ●     ●      ●        ●        ●      ●      ·       ·     ·     ·
periods.manage             ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
reports.view               ●     ◐    ◐     ◐     ●      ●        ●        ●      ●      ·       ·     ·     ·
reports.write              ·     ◐    ◐     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
reports.sign               ·     ·    ◐     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
reports.issue              ·     ·    ·     ◐     ·      ·        ·        ·      ·      ·       ·     ·     ·
reports.review             ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
province_reports.write     ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ·     ·     ·
province_reports.review    ·     ·    ·     ·     ·      ●        ·        ·      ·      ·       ·     ·     ·
province_reports.sign      ·     ·    ·     ·     ●      ·        ·        ·      ·      ·       ·     ·     ·
province_reports.issue     ·     ·    ·     ·     ·      ●        ·        ·      ·      ·       ·     ·     ·
notices.view               ●     ·    ·     ·     ·      ●        ·        ·      ·      ·       ·     ·     ·
notices.send               ●     ·    ·     ·     ·      ●        ·        ·      ·      ·       ·     ·     ·
jobs.view                  ●     ·    ·     ·     ·      ·        ·        ·      ·      ·       ●     ·     ·
audit.view                 ●     ·    ◐     ·     ●      ·        ·        ·      ·      ·       ●     ·     ·
people.view                ·     ◐    ◐     ·     ·      ·        ·        ·      ·      ·       ●     ·     ·
people.manage              ·     ·    ·     ·     ·      ·        ·        ·      ·      ·       ●     ·     ·
people.hand_over           ·     ·    ◐     ·     ·      ·        ·        ·      ·      ·       ●     ·     ·
people.delegate            ◐     ·    ◐     ·     ◐      ·        ·        ·      ·      ·       ●     ·     ·
people.sign                ·     ·    ◐     ◐     ·      ·        ·        ·      ·      ·       ●     ·     ·
"""
ROLES = {
    "owner": "owner_office",
    "focal": "focal_point",
    "head": "unit_head",
    "office": "province_office",
    "committee": "committee_member",
    "council": "council_member",
    "field": "field_lead",
    "admin": "administrator",
}
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
WHO = [ROLES.get(word, word) for word in HEAD]
CASES = [(who, row[0], sign) for row in ROWS for who, sign in zip(WHO, row[1:], strict=True)]
ANSWERS = {
    # held anywhere, in the own unit, in another unit, in the own field
    "●": (True, True, True, frozenset()),
    "◐": (True, True, False, frozenset()),
    "◇": (True, False, False, frozenset({FIELD})),
    "·": (False, False, False, frozenset()),
}


def test_the_table_names_each_permission_and_each_role() -> None:
    assert {row[0] for row in ROWS} == registry.codes()
    assert set(WHO) == {*PLACES, "nobody", "gone"}
    assert set(PLACES) == set(all_roles())


def test_the_truth_table(cast: Cast) -> None:
    for who, code, sign in CASES:
        account = cast[who]
        own = unit(PLACES.get(who, "VATGIA"))
        elsewhere = unit("90001")
        answers = (
            can(account, code),
            can(account, code, own),
            can(account, code, elsewhere),
            reach(account, code).nodes,
        )
        expected = ANSWERS[sign]
        if sign == "◐" and own.code == "TRUSO":  # the top of the tree: everything lies below it
            expected = (True, True, True, frozenset())
        assert answers == expected, (who, code)


def test_a_stranger_may_nothing(cast: Cast) -> None:
    for code in registry.codes():
        assert not can(AnonymousUser(), code)
        assert not can(None, code)


def test_own_reaches_the_units_below(cast: Cast) -> None:
    account = create_account(email="tren@thachlam.test", name="Trên", password=PASSWORD, by=MAKER)
    give_role(account=account, unit=unit("90001"), role="unit_head", by=MAKER)
    assert can(account, "audit.view", unit("90001-MOTCUA"))
    assert not can(account, "audit.view", unit("TRUSO"))


def test_a_membership_counts_in_its_time_only(cast: Cast) -> None:
    today = timezone.localdate()
    account = create_account(email="sau@thachlam.test", name="Sau", password=PASSWORD, by=MAKER)
    later = give_role(
        account=account, unit=unit("VATGIA"), role="leader", by=MAKER, valid_from=today + timedelta(days=1)
    )
    assert not can(account, "plans.view")
    end_role(membership=later, last_day=today + timedelta(days=2), by=MAKER)
    now = give_role(account=account, unit=unit("VATGIA"), role="clerk", by=MAKER)
    assert can(account, "plans.view")
    end_role(membership=now, last_day=today - timedelta(days=1), by=MAKER)
    assert not can(account, "plans.view")
    assert Membership.objects.filter(account=account).count() == 2


def test_a_role_narrowed_by_a_scope_opens_nothing_by_itself(cast: Cast) -> None:
    account = cast["nobody"]
    Membership.objects.create(account=account, unit=unit("VATGIA"), role="leader", scope="CACPHUONG")
    assert not can(account, "plans.view")


def test_visible_units(cast: Cast) -> None:
    assert Unit.objects.visible_to(cast["focal_point"]).count() == Unit.objects.count()
    assert not Unit.objects.visible_to(cast["nobody"]).exists()
    assert not Unit.objects.visible_to(AnonymousUser()).exists()
    own = reach(cast["unit_head"], "audit.view").limit(Unit.objects.all(), "pk")
    assert [u.code for u in own] == ["VATGIA"]


def test_a_sample_account_has_no_rights_outside_the_demo(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]
    account = create_account(
        email="mau@thachlam.test", name="Mẫu", password=PASSWORD, by=MAKER, is_sample=True
    )
    give_role(account=account, unit=unit("TRUSO"), role="leader", by=MAKER)
    settings.DEMO = False
    assert not can(Account.objects.get(pk=account.pk), "plans.view")
    settings.DEMO = True
    assert can(Account.objects.get(pk=account.pk), "plans.view")


class TestTheRefusal:
    def test_says_what_is_needed_what_is_held_and_whom_to_ask(self, cast: Cast) -> None:
        with pytest.raises(Refused) as refused:
            check(cast["focal_point"], "plans.import")
        said = refused.value
        assert said.code == "plans.import"
        assert "Cơ quan chủ trì kế hoạch" in said.why
        assert said.held == ("Công chức đầu mối – Xã Đồi Thông",)
        assert said.needed == ("Cơ quan chủ trì kế hoạch",)
        assert "Người administrator" in said.whom
        assert "Người gone" not in said.whom

    def test_without_a_role(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="chưa được giao vai trò"):
            check(cast["nobody"], "plans.view")

    def test_outside_the_own_unit(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="Xã Đồi Thông") as refused:
            check(cast["unit_head"], "audit.view", unit("90002"))
        assert "phạm vi đơn vị" in refused.value.why

    def test_passes_in_silence(self, cast: Cast) -> None:
        check(cast["owner_office"], "plans.import")
