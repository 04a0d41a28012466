"""Forms of the six clarities: one small form for each facet, the letter to a unit, decisions, reasons.

Belongs here: cleaning what somebody typed. Does not belong here: queries (names of units are given), judging.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sauro.engine.planning.answers import LONGEST_NAME, LONGEST_TEXT, PARTS, AnswerWrong, read_answer
from sauro.plans.answers import written_day, wrong_words
from sauro.plans.queries_clarity import UnitNames
from sauro.plans.states import DecidingLevel, Rhythm

DAYS = ("due", "start", "end")
UNITS_LIST = "cac-don-vi"
"""The id of the page's one list of unit names."""


def _line(label: Any, most: int = LONGEST_NAME, help_text: Any = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "in"} | attrs)
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, help_text=help_text)


def _day(label: Any) -> forms.CharField:
    """A day as people write it: a browser's own field for days shows the month first on an English system."""
    widget = forms.TextInput(attrs={"class": "in short", "inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=10, required=False, widget=widget)


def _choice(label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    options = [("", _("Chưa chọn")), *choices]
    widget = forms.Select(attrs={"class": "in"})
    return forms.ChoiceField(label=label, required=False, choices=options, widget=widget)


class FacetForm(forms.Form):
    """The parts of one facet. ``said`` holds the cleaned parts, as the judge reads them."""

    facet = ""
    said: dict[str, str]

    def __init__(self, *args: Any, names: UnitNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.said = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.said = {part: str(cleaned.get(self.field_of(part), "")) for part in PARTS[self.facet]}
        self.resolve()
        try:
            read_answer(self.facet, self.said)
        except AnswerWrong as wrong:
            self.blame(wrong)
        return cleaned

    def resolve(self) -> None:
        """Names that people type become codes; only ``WhoForm`` has some."""

    def blame(self, wrong: AnswerWrong) -> None:
        self.add_error(self.field_of(wrong.part) if wrong.part else None, wrong_words(wrong.code))

    @staticmethod
    def field_of(part: str) -> str:
        """``from`` is no name for an attribute in Python."""
        return {"from": "start", "to": "end"}.get(part, part)

    @classmethod
    def initial_of(cls, parts: Mapping[str, str], names: UnitNames) -> dict[str, str]:
        said = {cls.field_of(part): value for part, value in parts.items()}
        if said.get("unit"):
            said["unit"] = names.short.get(said["unit"], said["unit"])
        return {name: written_day(value) if name in DAYS else value for name, value in said.items()}


class WhoForm(FacetForm):
    facet = "who"
    unit = _line(_("Đơn vị chịu trách nhiệm"), list=UNITS_LIST, autocomplete="off")
    person = _line(_("Người hoặc chức danh"))

    def resolve(self) -> None:
        typed = self.said.get("unit", "")
        if not typed:
            return
        code = self.names.code(typed)
        if code is None:
            self.add_error("unit", wrong_words("unknown_unit"))
            # the rest is still judged, without the name that leads nowhere
            self.said["unit"] = ""
        else:
            self.said["unit"] = code


class WhatForm(FacetForm):
    facet = "what"
    text = forms.CharField(
        label=_("Nội dung việc, ghi đủ câu"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"class": "in", "rows": 2}),
    )


class WhenForm(FacetForm):
    facet = "when"
    rhythm = _choice(_("Kỳ thực hiện"), Rhythm.choices)
    due = _day(_("Ngày hoàn thành"))
    start = _day(_("Hoặc từ ngày"))
    end = _day(_("Đến ngày"))


class ResponsibilityForm(FacetForm):
    facet = "responsibility"
    person = _line(_("Họ tên"))
    post = _line(_("Chức danh"))


class ProductForm(FacetForm):
    facet = "product"
    text = _line(_("Văn bản hoặc kết quả"), LONGEST_TEXT)


class AuthorityForm(FacetForm):
    facet = "authority"
    level = _choice(_("Cấp quyết định"), DecidingLevel.choices)
    ground = _line(_("Căn cứ pháp lý"), LONGEST_TEXT)
    delegation = _line(_("Văn bản ủy quyền, phân cấp (nếu có)"), LONGEST_TEXT)


FACET_FORMS: Mapping[str, type[FacetForm]] = {
    form.facet: form for form in (WhoForm, WhatForm, WhenForm, ResponsibilityForm, ProductForm, AuthorityForm)
}


def facet_form(
    facet: str,
    *,
    names: UnitNames,
    parts: Mapping[str, str],
    data: QueryDict | None = None,
    prefix: str | None = None,
) -> FacetForm:
    """The form of a facet, filled with the stored parts, or bound to what was sent."""
    form = FACET_FORMS[facet]
    return form(data, names=names, prefix=prefix, initial=form.initial_of(parts, names))


class AskForm(forms.Form):
    """The letter to one unit. What is asked comes as ``dieu`` values "NV-02.03:product"."""

    unit = forms.CharField(
        label=_("Tên đơn vị"),
        max_length=LONGEST_NAME,
        help_text=_("Gõ tên đầy đủ hoặc tên viết tắt, rồi chọn trong danh sách gợi ý."),
        error_messages={"required": _("Ghi tên đơn vị được hỏi.")},
        widget=forms.TextInput(attrs={"list": UNITS_LIST, "autocomplete": "off"}),
    )
    answer_by = forms.CharField(
        label=_("Hạn trả lời"),
        max_length=10,
        required=False,
        help_text=_("Dạng ngày/tháng/năm, ví dụ 30/9/2026."),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
    )
    message = forms.CharField(
        label=_("Lời gửi"),
        max_length=5000,
        error_messages={"required": _("Chưa có lời gửi đơn vị. Ghi nội dung cần làm rõ.")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=LONGEST_TEXT, error_messages={"required": _("Ghi lý do.")}
    )


def wanted_of(data: QueryDict) -> list[tuple[str, str]]:
    """(code of a task, facet) pairs that were ticked; what is no pair is left out."""
    pairs = []
    for value in data.getlist("dieu")[:3000]:
        code, _colon, facet = value.replace("\x00", "").partition(":")
        if facet in FACET_FORMS:
            pairs.append((code[:80], facet))
    return pairs


def seen_of(data: QueryDict, keys: Iterable[int]) -> dict[int, str]:
    """The marks of the lines as the page showed them."""
    return {key: data.get(f"a{key}-seen", "")[:16] for key in keys}


CHOICES = ("accept", "return")


def decisions_of(data: QueryDict, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Key → (accept or return, reason) for each line that was decided."""
    found = {}
    for key in keys:
        choice = data.get(f"a{key}-choice", "")
        if choice in CHOICES:
            found[key] = (choice, data.get(f"a{key}-reason", "").replace("\x00", "")[:LONGEST_TEXT])
    return found
