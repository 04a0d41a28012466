"""Whatever is typed, checked or composed: each answer has a whole sentence in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.reports.carry import Last
from sauro.engine.reports.compose import Question, composed
from sauro.engine.reports.findings import CODES
from sauro.engine.reports.form_files import read_form
from sauro.engine.reports.periods import read_quarters
from sauro.engine.reports.rows import Choice, Field, FormError, Row, Type
from sauro.engine.reports.typed import read
from sauro.engine.reports.validate import validate
from sauro.engine.reports.values import Value, ValueWrong
from sauro.engine.text.messages import LANGUAGES, Messages
from unit.reports.helping import SMALL, checks, form

pytestmark = pytest.mark.pure

MESSAGES = Messages.from_yaml(definitions.text("messages/reports.yaml"))
PERIODS = read_quarters(definitions.text("periods/quarterly.yaml")).periods(2026)
# the small form, feeding the paper of the large one, so that spans and days are looked at
FORM = read_form(SMALL.replace("code: small", "code: cchc"))
PROGRESS = form("plan_progress")
TASK = PROGRESS.row_for("NV-01@2026", "Việc")


def unfilled(group: str, code: str, values: dict[str, str], part: str = "message") -> set[str]:
    """Places of the sentence, in any language, for which nothing was given."""
    sentences = [MESSAGES.sentences[group, code, part, language] for language in LANGUAGES]
    return {name for one in sentences for _, name, _, _ in Formatter().parse(one) if name} - set(values)


ANY = st.one_of(
    st.builds(
        lambda n, d: Value.number_of(n, as_of=d),
        st.decimals(-5, 300, places=1),
        st.none() | st.dates(date(2025, 11, 1), date(2026, 12, 31)),
    ),
    st.sampled_from(["0", "1", "2", "done", "late", "on_track"]).map(Value.choice_of),
    st.text(min_size=1, max_size=5).map(Value.text_of),
    st.sampled_from([Value.absent(), Value.absent("chưa có")]),
)


def some(rows: tuple[Row, ...]) -> st.SearchStrategy[dict[tuple[str, str], Value]]:
    places = [(row.key, field.code) for row in rows for field in row.fields]
    return st.dictionaries(st.sampled_from([*places, ("s:gone", "value")]), ANY, max_size=len(places))


@given(some(FORM.rows), some(FORM.rows))
def test_each_finding_of_figures_has_its_sentence(now: dict, before: dict) -> None:
    last = Last("2026-Q1", before, PERIODS[0])
    found = validate(FORM, FORM.rows, now, checks=checks(), now=PERIODS[1], last=last)
    for one in found:
        assert one.code in CODES
        assert unfilled("findings", one.code, dict(one.values)) == set()


@given(some((TASK,)), some((TASK,)), st.integers(0, 2))
def test_each_finding_of_a_task_has_its_sentence(now: dict, before: dict, files: int) -> None:
    last = Last("2026-Q1", before)
    for one in validate(PROGRESS, [TASK], now, checks=checks(), evidence={TASK.key: files}, last=last):
        assert unfilled("findings", one.code, dict(one.values)) == set()


TYPED = st.text(alphabet="0123456789.,-% =CcóKhông\u2212", max_size=45)
FIELDS = (
    Field("value", "Số", Type.COUNT),
    Field("value", "Số", Type.MONEY, decimals=6),
    Field("value", "Chọn", Type.CHOICE, choices=(Choice("1", "Có"), Choice("0", "Không"))),
    Field("value", "Tình trạng", Type.STATE, choices=(Choice("done", "Xong"),), may_be_absent=False),
    Field("value", "Chữ", Type.TEXT, longest=5),
)


@given(TYPED, st.sampled_from(FIELDS))
def test_each_refusal_has_its_sentence_and_says_what_to_do(typed: str, field: Field) -> None:
    wrong = refusal(field, typed)
    if wrong is not None:
        assert unfilled("refusals", wrong.code, wrong.values) == set()
        assert unfilled("refusals", wrong.code, wrong.values, "remedy") == set()


def refusal(field: Field, typed: str) -> ValueWrong | None:
    try:
        read(field, typed)
    except ValueWrong as wrong:
        return wrong
    return None


def test_each_problem_of_an_own_form_has_its_sentence() -> None:
    with pytest.raises(FormError) as caught:
        composed("x", "Y", [Question("", Type.CHOICE), Question("A", Type.PERCENT, part=9)])
    problems = caught.value.problems
    assert {one.place for one in problems} == {"own:1", "own:2"}
    assert {one.words["place"] for one in problems} == {"1", "2"}
    assert all(unfilled("notes", one.code, one.words) == set() for one in problems)


def test_a_sentence_reads_as_officials_write() -> None:
    rows = [FORM.by_key["s:a"]]
    last = Last("2026-Q1", {("s:a", "value"): Value.number_of(Decimal(1000))}, PERIODS[0])
    now = {("s:a", "value"): Value.number_of(Decimal(1234567))}
    (one,) = validate(FORM, rows, now, checks=checks(), now=PERIODS[1], last=last)
    assert MESSAGES.sentence("findings", one.code, dict(one.values)) == (
        "Kỳ trước 1.000 trong 90 ngày, kỳ này 1.234.567 trong 182 ngày: tính bình quân ngày, thay đổi quá ngưỡng "
        "50 %. Kiểm tra lại; nếu đúng thì giữ nguyên."
    )
