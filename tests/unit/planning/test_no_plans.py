"""Real documents that give nobody work: the rules on official documents and their forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from sauro.engine.documents import read_document
from sauro.engine.planning import read_plan
from sauro.engine.text.names import Gazetteer, UnitName
from unit.planning.helping import INDICES, codes

pytestmark = pytest.mark.pure

GAZETTEER = Gazetteer([UnitName("A", "Sở Nội vụ"), UnitName("B", "Các cơ quan, đơn vị", group=True)])


@pytest.mark.parametrize("file", ["Phuluc1", "Phuluc2", "Phuluc3", "30_2020_ND_CP"])
@pytest.mark.parametrize("gazetteer", [None, GAZETTEER], ids=["no province", "a province"])
def test_rules_and_forms_of_documents_are_no_plan(
    shared: Path, file: str, gazetteer: Gazetteer | None
) -> None:
    document = read_document((shared / "inputs" / "nd30" / f"{file}.docx").read_bytes())
    plan = read_plan(document, gazetteer=gazetteer, indices=INDICES)
    assert [task.text[:60] for task in plan.tasks()] == []
    assert "not_a_plan" in codes(plan)
