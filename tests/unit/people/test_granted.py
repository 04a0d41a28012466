"""How far a permission reaches: memberships, fields and delegations, over a tree of four units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.audit.actor import Actor
from sauro.people.granted import Granted, Held, Lent, grant
from sauro.people.roles import all_roles

#  1 ── 2 ── 3
#   └── 4
CHILDREN = {1: {2, 4}, 2: {3}, 3: set(), 4: set()}
CHIEF = Actor("CHIEF", "Người đứng đầu")


def below(units: set[int]) -> set[int]:
    return {child for unit in units for child in CHILDREN[unit]}


def reach(permission: str, *held: Held, lent: tuple[Lent, ...] = ()) -> Granted:
    return grant(held, permission, below, lent)


@pytest.mark.parametrize(
    ("held", "permission", "units"),
    [
        (Held("unit_head", 2, ""), "deadlines.decide", {2, 3}),
        (Held("unit_head", 3, ""), "deadlines.decide", {3}),
        (Held("focal_point", 2, ""), "deadlines.decide", set()),
        (Held("no_such_role", 2, ""), "deadlines.decide", set()),
        (Held("unit_head", 2, "par_index:3"), "deadlines.decide", set()),
    ],
)
def test_own_reaches_the_unit_and_those_below(held: Held, permission: str, units: set[int]) -> None:
    assert reach(permission, held) == Granted(units=frozenset(units))


class TestAField:
    def test_reaches_its_node_over_every_unit_and_no_unit_by_itself(self) -> None:
        found = reach("assignments.view", Held("field_lead", 2, "par_index:3"))
        assert found.nodes == {"par_index:3"}
        assert found.covers(None)
        assert not found.covers(2)

    def test_the_other_permissions_of_the_role_hold_as_they_say(self) -> None:
        assert reach("plans.view", Held("field_lead", 2, "par_index:3")).everything

    def test_without_a_node_there_is_no_field(self) -> None:
        assert not reach("assignments.view", Held("field_lead", 2, "")).covers(None)

    def test_fields_add_up_beside_units(self) -> None:
        found = reach(
            "assignments.view",
            Held("field_lead", 2, "par_index:3"),
            Held("field_lead", 2, "dti"),
            Held("focal_point", 4, ""),
        )
        assert (found.nodes, found.units) == ({"par_index:3", "dti"}, {4})


class TestADelegation:
    def lent(self, *held: Held, unit: int = 2) -> tuple[Lent, ...]:
        return (Lent(CHIEF, held, unit),)

    def test_lends_what_the_role_marks_in_that_unit_and_below(self) -> None:
        found = reach("deadlines.decide", lent=self.lent(Held("leader", 1, "")))
        assert found.units == {2, 3}
        assert not found.everything
        assert found.lender(3) == CHIEF
        assert found.lender(None) == CHIEF

    def test_lends_nothing_else(self) -> None:
        for permission in {p for role in all_roles().values() for p, _r in role.permissions}:
            found = reach(permission, lent=self.lent(Held("leader", 1, "")))
            assert found.covers(None) == (permission == "deadlines.decide")

    def test_lends_no_further_than_the_giver_reaches(self) -> None:
        assert reach("deadlines.decide", lent=self.lent(Held("unit_head", 3, ""), unit=1)).units == {3}
        assert reach("deadlines.decide", lent=self.lent(Held("unit_head", 4, ""), unit=2)).units == set()

    def test_a_right_of_ones_own_is_used_in_ones_own_name(self) -> None:
        found = reach(
            "deadlines.decide", Held("unit_head", 2, ""), lent=self.lent(Held("leader", 1, ""), unit=1)
        )
        assert found.units == {1, 2, 3, 4}
        assert (found.lender(2), found.lender(4), found.lender(None)) == (None, CHIEF, None)

    def test_everything_needs_no_lender(self) -> None:
        found = reach("deadlines.decide", Held("leader", 1, ""), lent=self.lent(Held("leader", 1, "")))
        assert found == Granted(everything=True)

    def test_two_lenders_in_one_unit_act_for_the_first(self) -> None:
        other = Actor("OTHER", "Người khác")
        loans = (*self.lent(Held("leader", 1, "")), Lent(other, (Held("leader", 1, ""),), 3))
        found = reach("deadlines.decide", lent=loans)
        assert found.lender(3) == CHIEF


roles = st.sampled_from([*all_roles(), "no_such_role"])
helds = st.builds(Held, roles, st.sampled_from(list(CHILDREN)), st.sampled_from(["", "par_index:3"]))


@given(st.lists(helds, max_size=4), st.lists(helds, max_size=3), st.sampled_from(list(CHILDREN)))
def test_a_delegation_never_reaches_beyond_its_giver(own: list[Held], giver: list[Held], unit: int) -> None:
    for permission in ("deadlines.decide", "plans.view", "people.manage"):
        alone = grant(own, permission, below)
        both = grant(own, permission, below, [Lent(CHIEF, tuple(giver), unit)])
        lender = grant(giver, permission, below)
        assert both.everything == alone.everything
        assert both.nodes == alone.nodes
        for place in both.units - alone.units:
            assert lender.covers(place)
            assert both.lender(place) == CHIEF
