"""Who may open accounts and give which role to whom: nobody more than the own, nobody to oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from sauro.audit.models import Event
from sauro.people import permissions, roles
from sauro.people.actions import change_account, create_account, end_role, give_role, set_active
from sauro.people.models import Account, Membership
from sauro.people.refusals import ActionRefused
from worlds.cast import MAKER, PLACES, Cast, unit

pytestmark = pytest.mark.django_db

LOCAL = """
roles:
  local:
    name: {vi: Quản lý đơn vị, en: Local}
    description: {vi: Quản lý người của đơn vị., en: Manages the people of a unit.}
    permissions: {units.view: all, plans.view: all, people.view: own, people.manage: own, assignments.report: own}
  narrow:
    name: {vi: Hẹp, en: Narrow}
    description: {vi: Báo cáo., en: Reports.}
    permissions: {plans.view: all, assignments.report: own}
  wide:
    name: {vi: Rộng, en: Wide}
    description: {vi: Xem tất cả., en: Sees everything.}
    permissions: {assignments.view: all}
  other:
    name: {vi: Khác, en: Other}
    description: {vi: Trả lời., en: Answers.}
    permissions: {clarity.answer: own}
  field:
    name: {vi: Lĩnh vực, en: Field}
    description: {vi: Theo lĩnh vực., en: By field.}
    permissions: {plans.view: all, assignments.view: field}
"""


def plain(name: str = "moi") -> Account:
    return create_account(name="Người Mới", username=name, password=None, by=MAKER)


class TestOpening:
    @pytest.mark.parametrize("role", [*PLACES, "nobody", "gone"])
    def test_only_who_manages_people_opens_accounts_and_gives_roles(self, cast: Cast, role: str) -> None:
        account = plain()
        if role == "administrator":
            create_account(name="X", username="xyz", password=None, by=cast[role])
            give_role(account=account, unit=unit("VATGIA"), role="clerk", by=cast[role])
            return
        with pytest.raises(PermissionDenied):
            create_account(name="X", username="xyz", password=None, by=cast[role])
        for what in PLACES:
            scope = "par_index:3" if what == "field_lead" else ""
            with pytest.raises(PermissionDenied):
                give_role(account=account, unit=unit("VATGIA"), role=what, scope=scope, by=cast[role])
        with pytest.raises(PermissionDenied):
            set_active(account=account, active=False, by=cast[role])
        with pytest.raises(PermissionDenied):
            change_account(account=account, name="Y", email="", username="y.y", position="", by=cast[role])
        assert not Membership.objects.filter(account=account).exists()

    def test_a_person_signs_in_with_an_address_or_a_name(self, cast: Cast) -> None:
        account = plain("An.Xa-1")
        assert (account.username, account.email, account.sign_in_name) == ("an.xa-1", None, "an.xa-1")
        assert Account.objects.get_by_natural_key(" AN.XA-1 ") == account
        for wrong in (
            {},
            {"username": "a@b"},
            {"username": "có.dấu"},
            {"username": "an.xa-1"},
            {"email": "x"},
        ):
            with pytest.raises(ValidationError):
                create_account(name="X", password=None, by=MAKER, **wrong)

    def test_personal_values_stay_out_of_the_trail(self, cast: Cast) -> None:
        account = create_account(
            name="Người Mới", email="rieng@thachlam.test", username="ten.rieng", password=None, by=MAKER
        )
        change_account(
            account=account,
            name="Người Khác",
            email="kin@thachlam.test",
            username="kin.kin",
            position="",
            by=MAKER,
        )
        trail = "".join(Event.objects.values_list("canonical", flat=True))
        for value in ("rieng@thachlam", "ten.rieng", "kin@thachlam", "kin.kin"):
            assert value not in trail
        assert Event.objects.filter(action="account.changed", subject=account.code).count() == 1


class TestOneself:
    def test_nobody_changes_the_own_roles_or_account(self, cast: Cast) -> None:
        me = cast["administrator"]
        own = Membership.objects.get(account=me)
        for act in (
            lambda: give_role(account=me, unit=unit("TOCHUC"), role="owner_office", by=me),
            lambda: end_role(membership=own, last_day=timezone.localdate(), by=me),
            lambda: set_active(account=me, active=False, by=me),
        ):
            with pytest.raises(ActionRefused, match="own_account"):
                act()


class TestNoWiderThanTheOwn:
    @pytest.fixture
    def local(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Account:
        """Somebody who manages the people of one commune with a centre below it."""
        defined = roles.read_roles(LOCAL)
        for module in ("roles", "granted", "permissions.roles", "actions.roles"):
            monkeypatch.setattr(f"sauro.people.{module}.all_roles", lambda: defined)
        account = plain("quanly.xa")
        Membership.objects.create(account=account, unit=unit("90001"), role="local")
        return account

    # role given, unit, outcome
    @pytest.mark.parametrize(
        ("role", "place", "outcome"),
        [
            ("narrow", "90001", "given"),
            ("narrow", "90001-MOTCUA", "given"),
            ("local", "90001", "given"),
            ("narrow", "90002", "Refused"),
            ("narrow", "TRUSO", "Refused"),
            ("wide", "90001", "role_wider"),
            ("other", "90001", "role_wider"),
        ],
    )
    def test_a_manager_of_a_unit(self, local: Account, role: str, place: str, outcome: str) -> None:
        account = plain("nguoi.khac")
        try:
            give_role(account=account, unit=unit(place), role=role, by=local)
            found = "given"
        except ActionRefused as refused:
            found = refused.code
        except permissions.Refused:
            found = "Refused"
        assert found == outcome

    def test_a_field_over_every_unit_is_wider_than_a_unit(self, local: Account) -> None:
        with pytest.raises(ActionRefused, match="role_wider"):
            give_role(account=plain("a.b.c"), unit=unit("90001"), role="field", scope="par_index:3", by=local)


class TestFieldsAndDays:
    @pytest.mark.parametrize(
        ("role", "scope", "code"),
        [
            ("field_lead", "", "field_missing"),
            ("field_lead", "par_index:99", "field_unknown"),
            ("clerk", "par_index:3", "field_needless"),
            ("vua", "", "role_unknown"),
        ],
    )
    def test_a_field_belongs_to_a_role_of_a_field(self, cast: Cast, role: str, scope: str, code: str) -> None:
        with pytest.raises(ActionRefused, match=code) as refused:
            give_role(account=plain(), unit=unit("VATGIA"), role=role, scope=scope, by=cast["administrator"])
        assert refused.value.sentence

    def test_a_role_ends_today_and_the_row_stays(self, cast: Cast) -> None:
        account = cast["clerk"]
        yesterday = timezone.localdate() - timedelta(days=1)
        end_role(
            membership=Membership.objects.get(account=account), last_day=yesterday, by=cast["administrator"]
        )
        assert not cast["clerk"].memberships_now()
        assert Membership.objects.get(account=account).valid_to == yesterday

    def test_a_role_that_never_began_leaves_only_the_trail(self, cast: Cast) -> None:
        account, today = plain(), timezone.localdate()
        later = give_role(
            account=account, unit=unit("VATGIA"), role="clerk", by=MAKER, valid_from=today + timedelta(days=5)
        )
        end_role(membership=later, last_day=today, by=cast["administrator"])
        assert not Membership.objects.filter(account=account).exists()
        assert Event.objects.filter(action="role.withdrawn", subject=account.code).exists()
