"""Forms that an officer composes, and consolidation of a province's size."""

from __future__ import annotations

import pytest

from sauro.engine.reports.compose import MOST_QUESTIONS, Question, composed
from sauro.engine.reports.consolidate import UnitValues, consolidate
from sauro.engine.reports.form_files import read_form
from sauro.engine.reports.forms import Respondent
from sauro.engine.reports.rows import VALUE, Consolidation, FormError, Ratio, Semantics, Type
from sauro.engine.reports.values import Value
from unit.reports.helping import form, said

pytestmark = pytest.mark.pure

QUESTIONS = [
    Question("Số cuộc đối thoại", Type.COUNT, "Cuộc"),
    Question("Số ý kiến đã trả lời", Type.COUNT, "Ý kiến"),
    Question("Tỷ lệ trả lời", Type.PERCENT, "%", part=2, whole=4),
    Question("Số ý kiến đã nhận", Type.COUNT, "Ý kiến"),
    Question("Có kế hoạch riêng", Type.CHOICE, choices=("Có", "Không", "Đang xây dựng")),
    Question("Kinh phí", Type.MONEY, "Triệu đồng", needed=False, semantics=Semantics.STOCK),
    Question("Kiến nghị", Type.TEXT, needed=False, longest=300),
]


def test_questions_become_an_ordinary_form() -> None:
    text = composed("dot-xuat-1", "  Báo cáo\nđối thoại ", QUESTIONS)
    made = read_form(text)
    assert (made.code, made.name, made.prefix) == ("dot-xuat-1", "Báo cáo đối thoại", "own")
    assert [row.key for row in made.rows] == [f"own:{n}" for n in range(1, 8)]
    assert made.by_key["own:3"].rule == Ratio("own:2", "own:4")
    field = made.by_key["own:5"].value_field
    assert field is not None
    assert [(one.code, one.label) for one in field.choices] == [
        ("1", "Có"),
        ("2", "Không"),
        ("3", "Đang xây dựng"),
    ]
    kinds = [row.consolidation for row in made.rows]
    assert kinds == [
        Consolidation.SUM,
        Consolidation.SUM,
        Consolidation.RATIO,
        Consolidation.SUM,
        Consolidation.COUNT,
        Consolidation.SUM,
        Consolidation.NONE,
    ]
    for respondent in (Respondent(agency=True), Respondent(commune=True), Respondent(owner_office=True)):
        assert len(made.asked_of(respondent)) == 6
    assert not made.by_key["own:7"].fields[0].needed.ever
    assert composed("dot-xuat-1", "Báo cáo đối thoại", QUESTIONS) == text


def test_an_own_form_is_consolidated_like_any_other() -> None:
    made = read_form(composed("x", "Y", QUESTIONS))
    asked = made.asked_of(Respondent(commune=True))
    units = [
        UnitValues(
            f"X{n}", "g", asked, {("own:2", VALUE): Value.number_of(n), ("own:4", VALUE): Value.number_of(4)}
        )
        for n in (1, 2)
    ]
    assert said(consolidate(made, units)["own:3"].value) == "37.5"


WRONG = [
    (Question(" ", Type.COUNT), "label_wrong"),
    (Question("x" * 501, Type.COUNT), "label_wrong"),
    (Question("A", Type.CHOICE, choices=("Có",)), "choices_wrong"),
    (Question("A", Type.CHOICE, choices=("Có = 1", "Không")), "choices_wrong"),
    (Question("A", Type.CHOICE, choices=("Có", " ")), "choices_wrong"),
    (Question("A", Type.CHOICE, choices=("Có", "có")), "choice_twice"),
    (Question("A", Type.COUNT, choices=("Có", "Không")), "choices_wrong"),
    (Question("A", Type.STATE), "choices_wrong"),
    (Question("A", Type.PERCENT, part=2), "ratio_wrong"),
    (Question("A", Type.PERCENT, part=1, whole=2), "ratio_wrong"),
    (Question("A", Type.PERCENT, part=2, whole=2), "ratio_wrong"),
    (Question("A", Type.PERCENT, part=2, whole=9), "ratio_wrong"),
    (Question("A", Type.COUNT, part=2, whole=3), "ratio_wrong"),
    (Question("A", Type.COUNT, semantics=Semantics.CUMULATIVE), "since_wrong"),
    (Question("A", Type.TEXT, longest=0), "length_wrong"),
    (Question("A", Type.PERCENT, consolidation=Consolidation.SUM), "consolidation_wrong"),
]


@pytest.mark.parametrize(("question", "reason"), WRONG, ids=[f"{n} {one[1]}" for n, one in enumerate(WRONG)])
def test_a_question_that_cannot_be_is_named(question: Question, reason: str) -> None:
    others = [Question("B", Type.COUNT), Question("C", Type.COUNT)]
    with pytest.raises(FormError) as caught:
        composed("x", "Y", [question, *others])
    assert {one.code for one in caught.value.problems} == {reason}


@pytest.mark.parametrize(
    ("questions", "reason"),
    [([], "rows_or_template"), ([Question("A", Type.COUNT)] * (MOST_QUESTIONS + 1), "too_many_rows")],
)
def test_a_form_has_questions_and_not_too_many(questions: list[Question], reason: str) -> None:
    with pytest.raises(FormError) as caught:
        composed("x", "Y", questions)
    assert reason in {one.code for one in caught.value.problems}


def test_a_province_is_consolidated_at_once() -> None:
    """124 units that each answer all rows of the large form."""
    cchc = form("cchc")
    asked = frozenset(row.key for row in cchc.rows if row.is_entered)
    units = []
    for n in range(124):
        values = {}
        for row in cchc.rows:
            field = row.value_field
            if field is not None and row.rule is None:
                choice = Value.choice_of(field.choices[0].code) if field.choices else Value.number_of(n)
                values[row.key, VALUE] = choice
        units.append(UnitValues(f"U{n}", "communes" if n > 21 else "agencies", asked, values))
    found = consolidate(cchc, units)
    assert said(found["cchc:3.3.2.1"].value) == str(sum(range(124)))
    assert found["cchc:3.3.2"].coverage.given == 124
