"""Who opens which page of people: the table that the tests of this room and of all addresses read.

Belongs here: names of addresses. Does not belong here: trying them (``test_people_pages``).
"""

from __future__ import annotations

from worlds.cast import PLACES

EVERYBODY = {*PLACES, "nobody"}
WITH_ROLE = set(PLACES)
LOOK = {"focal_point", "unit_head", "administrator"}
MANAGE = {"administrator"}

OPENED_BY = {
    "people:people": LOOK,
    "people:new_person": MANAGE,
    "people:people_sheet": MANAGE,
    "people:people_template": MANAGE,
    "people:people_links": MANAGE,
    "people:requests": MANAGE,
    "people:asked": EVERYBODY,
    "people:units_sheet": MANAGE,
    "people:units_template": MANAGE,
    "people:authority": WITH_ROLE,
    "people:new_delegation": {"owner_office", "unit_head", "leader", "administrator"},
    "people:new_signing": {"unit_head", "clerk", "administrator"},
    "people:handovers": WITH_ROLE,
}

WITH_A_CODE = {
    "people:person",
    "people:change_person",
    "people:give_role",
    "people:end_role",
    "people:person_state",
    "people:new_link",
    "people:drop_links",
    "people:reset_factor",
    "people:decide_request",
    "people:end_authority",
    "people:handover",
    "people:decide_handover",
}
"""Addresses of one thing: who reaches it depends on whose it is, tried one by one."""
WITH_OWN_QUESTIONS = {"people:ask", "people:offer_handover"}
"""Open to everybody who may act; what they do depends on what is sent."""
ALL = {*OPENED_BY, *WITH_A_CODE, *WITH_OWN_QUESTIONS}
