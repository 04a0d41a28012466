"""Input of a report on demand: who, until when, and the rows that an officer composes; the units of an open period.

Belongs here: cleaning. Does not belong here: what a form of rows may be (``engine.reports.compose``), opening it (``actions.periods``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from sauro.engine.reports.compose import LONGEST_QUESTION, MOST_QUESTIONS, Question, composed
from sauro.engine.reports.rows import FormError, Type
from sauro.people.forms import day, one_line
from sauro.reporting.words import form_problems

EMPTY_LINES = 6
TYPES: tuple[tuple[str, Any], ...] = (
    (Type.COUNT, _("Số lượng (số nguyên)")),
    (Type.NUMBER, _("Số có thập phân")),
    (Type.PERCENT, _("Tỷ lệ %")),
    (Type.MONEY, _("Số tiền")),
    (Type.CHOICE, _("Chọn một trong các mục")),
    (Type.TEXT, _("Văn bản ngắn")),
)


class QuestionForm(forms.Form):
    """One row; an empty line is no row."""

    name = forms.CharField(label=_("Nội dung"), max_length=LONGEST_QUESTION, required=False)
    type = forms.ChoiceField(label=_("Loại"), choices=TYPES, initial=Type.COUNT)
    more = forms.CharField(
        label=_("Đơn vị tính, hoặc các mục cách nhau bằng dấu ;"), max_length=300, required=False
    )
    needed = forms.BooleanField(label=_("Bắt buộc"), required=False, initial=True)

    def question(self) -> Question | None:
        typed = self.cleaned_data
        if not typed.get("name", "").strip():
            return None
        kind = Type(typed["type"])
        more = typed["more"].strip()
        choices = tuple(one.strip() for one in more.split(";") if one.strip()) if kind is Type.CHOICE else ()
        return Question(
            name=typed["name"],
            type=kind,
            unit="" if kind is Type.CHOICE else more,
            needed=typed["needed"],
            choices=choices,
        )


Questions = formset_factory(
    QuestionForm, extra=EMPTY_LINES, max_num=MOST_QUESTIONS, absolute_max=MOST_QUESTIONS + EMPTY_LINES
)


class UnitsForm(forms.Form):
    """Which units report: whole groups, single units, or both."""

    groups = forms.MultipleChoiceField(
        label=_("Nhóm đơn vị"), widget=forms.CheckboxSelectMultiple, required=False
    )
    units = forms.MultipleChoiceField(
        label=_("Từng đơn vị"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        groups: Sequence[tuple[str, str]],
        units: Sequence[tuple[str, list[tuple[str, str]]]],
        members: Mapping[str, list[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        self.fields["units"].choices = [pair for _name, pairs in units for pair in pairs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        codes = set(cleaned.get("units", ()))
        for group in cleaned.get("groups", ()):
            codes.update(self.members[group])
        if not codes:
            self.add_error("groups", _("Chọn ít nhất một nhóm hoặc một đơn vị."))
        cleaned["codes"] = sorted(codes)
        return cleaned


class OnDemandForm(UnitsForm):
    name = one_line(
        _("Tên báo cáo"),
        300,
        hint=_("Ví dụ: Kết quả rà soát thủ tục hành chính."),
        required=_("Cần ghi tên báo cáo."),
    )
    ground = one_line(
        _("Căn cứ yêu cầu"),
        300,
        hint=_("Số, ký hiệu, ngày của văn bản yêu cầu báo cáo."),
        required=_("Cần ghi căn cứ yêu cầu báo cáo."),
    )
    due_on = day(
        _("Thời hạn của đơn vị"), required=_("Cần ghi thời hạn, dạng ngày/tháng/năm, ví dụ 30/9/2026.")
    )
    field_order = ("name", "ground", "due_on", "groups", "units")

    def wanted(self, questions: Sequence[Question]) -> dict[str, Any]:
        """What the action takes; a form that means nothing is an error of this form (ValidationError is not raised)."""
        typed = self.cleaned_data
        return {
            "name": typed["name"],
            "ground": typed["ground"],
            "due_on": typed["due_on"],
            "units": typed["codes"],
            "form": composed("own", typed["name"], questions),
        }


def questions_of(lines: Any) -> list[Question]:
    return [one for form in lines if (one := form.question()) is not None]


def composing(form: OnDemandForm, lines: Any) -> dict[str, Any] | None:
    """The wanted report, or None with the reason written into the form."""
    if not (form.is_valid() & lines.is_valid()):
        return None
    try:
        return form.wanted(questions_of(lines))
    except FormError as wrong:
        form.add_error(None, form_problems(wrong))
        return None
