"""Units under the Committee are required, the others asked; only the first are chased."""

from __future__ import annotations

import pytest

from sauro.people.states import Relation
from sauro.people.wording import ask_verb, is_chased, is_ordered


@pytest.mark.parametrize(
    ("relation", "verb", "chased"),
    [
        (Relation.COMMITTEE, "yêu cầu", True),
        (Relation.VERTICAL, "đề nghị", False),
        (Relation.REQUEST, "đề nghị", False),
        ("", "đề nghị", False),
    ],
)
def test_by_relation(relation: str, verb: str, chased: bool) -> None:
    assert ask_verb(relation) == verb
    assert is_ordered(relation) == is_chased(relation) == chased
