"""Delegations lend a right for a time and the trail says for whom; signing authority has its document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from sauro.audit.models import Event
from sauro.people.actions import (
    Signing,
    begin_signing,
    delegate,
    end_delegation,
    end_signing,
    set_active,
)
from sauro.people.actions.common import note
from sauro.people.models import Account, Delegation, SigningAuthority, Unit
from sauro.people.permissions import Refused, acting, can
from sauro.people.refusals import ActionRefused
from sauro.people.states import Capacity
from worlds.cast import MAKER, PLACES, Cast, person, unit

pytestmark = pytest.mark.django_db
RIGHT = "deadlines.decide"


def lend(giver: Account, receiver: Account, place: Unit, by: object = None, **days: date) -> Delegation:
    today = timezone.localdate()
    return delegate(
        giver=giver,
        receiver=receiver,
        unit=place,
        valid_from=days.get("valid_from", today),
        valid_to=days.get("valid_to", today + timedelta(days=10)),
        document_number="12/UQ-VG",
        document_date=today,
        reason="Đi công tác",
        by=by or giver,  # type: ignore[arg-type]
    )


class TestDelegation:
    @pytest.fixture
    def deputy(self, cast: Cast) -> Account:
        return person("deputy", "VATGIA", "focal_point")

    def test_lends_the_right_in_that_unit_and_the_trail_says_for_whom(
        self, cast: Cast, deputy: Account
    ) -> None:
        assert not can(deputy, RIGHT)
        lend(cast["unit_head"], deputy, unit("VATGIA"))
        deputy = Account.objects.get(pk=deputy.pk)
        assert can(deputy, RIGHT, unit("VATGIA"))
        assert not can(deputy, RIGHT, unit("TOCHUC"))
        actor = acting(deputy, RIGHT, unit("VATGIA"))
        assert actor.on_behalf_of == f"{cast['unit_head'].code} {cast['unit_head'].name}"
        with transaction.atomic():
            note(actor, "test.done", "X")
        event = Event.objects.get(action="test.done")
        assert (event.by_code, event.on_behalf_of) == (deputy.code, actor.on_behalf_of)
        assert acting(deputy, "assignments.report", unit("VATGIA")).on_behalf_of == ""

    def test_lends_nothing_but_what_the_role_marks(self, cast: Cast, deputy: Account) -> None:
        before = {code for code in ("audit.view", "people.sign", "people.hand_over") if can(deputy, code)}
        lend(cast["unit_head"], deputy, unit("VATGIA"))
        deputy = Account.objects.get(pk=deputy.pk)
        assert {
            code for code in ("audit.view", "people.sign", "people.hand_over") if can(deputy, code)
        } == before

    def test_holds_on_its_days_only(self, cast: Cast, deputy: Account) -> None:
        today = timezone.localdate()
        lend(
            cast["unit_head"],
            deputy,
            unit("VATGIA"),
            valid_from=today + timedelta(days=1),
            valid_to=today + timedelta(days=2),
        )
        assert not can(Account.objects.get(pk=deputy.pk), RIGHT)
        Delegation.objects.update(valid_from=today - timedelta(days=3), valid_to=today - timedelta(days=1))
        assert not can(Account.objects.get(pk=deputy.pk), RIGHT)
        Delegation.objects.update(valid_to=today)
        assert can(Account.objects.get(pk=deputy.pk), RIGHT)

    def test_is_not_passed_on(self, cast: Cast, deputy: Account) -> None:
        lend(cast["unit_head"], deputy, unit("VATGIA"))
        third = person("third", "VATGIA", "clerk")
        with pytest.raises(ActionRefused, match="delegate_nothing"):
            lend(Account.objects.get(pk=deputy.pk), third, unit("VATGIA"), by=cast["administrator"])
        with pytest.raises(PermissionDenied):
            lend(Account.objects.get(pk=deputy.pk), third, unit("VATGIA"))

    def test_ends_with_the_giver(self, cast: Cast, deputy: Account) -> None:
        lend(cast["unit_head"], deputy, unit("VATGIA"))
        set_active(account=cast["unit_head"], active=False, by=cast["administrator"])
        assert not can(Account.objects.get(pk=deputy.pk), RIGHT)

    def test_ends_at_once_by_either_of_the_two(self, cast: Cast, deputy: Account) -> None:
        for who in (cast["unit_head"], deputy, cast["administrator"]):
            row = lend(cast["unit_head"], deputy, unit("VATGIA"))
            end_delegation(delegation=row, by=who)
            assert not can(Account.objects.get(pk=deputy.pk), RIGHT)
            with pytest.raises(ActionRefused, match="delegation_over"):
                end_delegation(delegation=row, by=who)
        row = lend(cast["unit_head"], deputy, unit("VATGIA"))
        with pytest.raises(Refused):
            end_delegation(delegation=row, by=cast["focal_point"])

    def test_a_leader_lends_only_within_the_unit_of_the_delegation(self, cast: Cast, deputy: Account) -> None:
        lend(cast["leader"], deputy, unit("VATGIA"))
        deputy = Account.objects.get(pk=deputy.pk)
        assert can(deputy, RIGHT, unit("VATGIA"))
        assert not can(deputy, RIGHT, unit("90001"))
        assert not can(deputy, RIGHT, unit("TRUSO"))

    @pytest.mark.parametrize(
        ("giver", "place", "code"),
        [
            ("unit_head", "TOCHUC", "Refused"),
            ("focal_point", "90002", "Refused"),
            ("clerk", "TOCHUC", "Refused"),
            ("administrator", "VATGIA", "delegate_nothing"),
        ],
    )
    def test_who_cannot_lend(self, cast: Cast, deputy: Account, giver: str, place: str, code: str) -> None:
        with pytest.raises((ActionRefused, Refused)) as refused:
            lend(cast[giver], deputy, unit(place))
        assert code in (type(refused.value).__name__, getattr(refused.value, "code", ""))

    def test_nobody_lends_what_is_anothers(self, cast: Cast, deputy: Account) -> None:
        with pytest.raises(Refused):
            lend(cast["leader"], deputy, unit("VATGIA"), by=cast["unit_head"])
        lend(cast["leader"], deputy, unit("VATGIA"), by=cast["administrator"])

    def test_refusals_of_the_pair(self, cast: Cast, deputy: Account) -> None:
        head, today = cast["unit_head"], timezone.localdate()
        with pytest.raises(ActionRefused, match="delegate_to_self"):
            lend(head, head, unit("VATGIA"))
        with pytest.raises(ActionRefused, match="delegate_no_role"):
            lend(head, cast["nobody"], unit("VATGIA"))
        with pytest.raises(ActionRefused, match="account_closed"):
            lend(head, cast["gone"], unit("VATGIA"))
        with pytest.raises(ActionRefused, match="days_reversed"):
            lend(head, deputy, unit("VATGIA"), valid_to=today - timedelta(days=1))
        lend(head, deputy, unit("VATGIA"))
        with pytest.raises(ActionRefused, match="delegate_overlaps"):
            lend(
                head,
                deputy,
                unit("VATGIA"),
                valid_from=today + timedelta(days=10),
                valid_to=today + timedelta(days=20),
            )

    def test_the_database_asks_for_document_and_days(self, cast: Cast, deputy: Account) -> None:
        row = lend(cast["unit_head"], deputy, unit("VATGIA"))
        for wrong in (
            {"document_number": ""},
            {"reason": ""},
            {"valid_to": row.valid_from - timedelta(days=1)},
            {"receiver": row.giver},
            {"ended_at": timezone.now()},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Delegation.objects.filter(pk=row.pk).update(**wrong)

    def test_is_seen_by_the_two_and_by_who_looks_after_the_unit(self, cast: Cast, deputy: Account) -> None:
        lend(cast["unit_head"], deputy, unit("VATGIA"))
        seen = {who for who in [*PLACES, "nobody"] if Delegation.objects.visible_to(cast[who]).exists()}
        assert seen == {"unit_head", "administrator"}
        assert Delegation.objects.visible_to(deputy).exists()


class TestSigning:
    def wanted(self, **given: object) -> Signing:
        signing = Signing(
            unit=unit("VATGIA"),
            signer="Nguyễn Văn Ký",
            position="Phó Thủ trưởng",
            capacity=Capacity.KT,
            lines="KT. THỦ TRƯỞNG\n\nPHÓ THỦ TRƯỞNG ",
            valid_from=timezone.localdate(),
        )
        return replace(signing, **given)  # type: ignore[arg-type]

    @pytest.mark.parametrize("role", [*PLACES, "nobody"])
    def test_who_may_note_it(self, cast: Cast, role: str) -> None:
        place = unit(PLACES.get(role, "VATGIA"))
        if role in ("unit_head", "clerk", "administrator"):
            assert (
                begin_signing(signing=self.wanted(unit=place), by=cast[role]).lines
                == "KT. THỦ TRƯỞNG\nPHÓ THỦ TRƯỞNG"
            )
        else:
            with pytest.raises(PermissionDenied):
                begin_signing(signing=self.wanted(unit=place), by=cast[role])

    def test_another_unit_is_not_theirs(self, cast: Cast) -> None:
        with pytest.raises(PermissionDenied):
            begin_signing(signing=self.wanted(unit=unit("TOCHUC")), by=cast["unit_head"])

    def test_by_delegation_it_needs_a_document_and_an_end(self, cast: Cast) -> None:
        today = timezone.localdate()
        document = {"document_number": "3/QĐ", "document_date": today}
        with pytest.raises(ActionRefused, match="sign_document"):
            begin_signing(signing=self.wanted(capacity=Capacity.TUQ), by=MAKER)
        with pytest.raises(ActionRefused, match="sign_document"):
            begin_signing(signing=self.wanted(capacity=Capacity.TUQ, **document), by=MAKER)
        row = begin_signing(
            signing=self.wanted(capacity=Capacity.TUQ, valid_to=today + timedelta(days=30), **document),
            by=MAKER,
        )
        with pytest.raises(ActionRefused, match="sign_under_delegated"):
            begin_signing(signing=self.wanted(under=row), by=MAKER)
        with pytest.raises(IntegrityError), transaction.atomic():
            SigningAuthority.objects.filter(pk=row.pk).update(valid_to=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            SigningAuthority.objects.filter(pk=row.pk).update(document_number="", document_date=None)

    def test_a_document_has_number_and_day(self, cast: Cast) -> None:
        with pytest.raises(ActionRefused, match="document_half"):
            begin_signing(signing=self.wanted(document_number="3/QĐ"), by=MAKER)

    def test_stacked_forms_end_together(self, cast: Cast) -> None:
        today = timezone.localdate()
        above = begin_signing(
            signing=self.wanted(
                capacity=Capacity.TL, position="Chánh Văn phòng", lines="TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"
            ),
            by=MAKER,
        )
        below = begin_signing(
            signing=self.wanted(lines="TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG", under=above),
            by=MAKER,
        )
        end_signing(signing=above, last_day=today, by=MAKER)
        below.refresh_from_db()
        assert below.valid_to == today
        with pytest.raises(ActionRefused, match="signing_over"):
            end_signing(signing=above, last_day=today, by=MAKER)
        above.refresh_from_db()
        with pytest.raises(ActionRefused, match="sign_under_elsewhere"):
            begin_signing(signing=self.wanted(under=above, valid_from=today + timedelta(days=1)), by=MAKER)

    def test_it_gives_no_right_in_the_product(self, cast: Cast) -> None:
        begin_signing(signing=self.wanted(account=cast["nobody"]), by=MAKER)
        assert not can(cast["nobody"], RIGHT)
