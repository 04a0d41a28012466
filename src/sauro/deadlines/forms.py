"""What people send to this room's pages, cleaned. Belongs here: cleaning only. No queries, no decisions.

The days of a year come as rows: from, to, what the days are, why. An empty row says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.deadlines.states import DayChoice
from sauro.people.forms import day, one_line
from sauro.web.forms import FieldError, errors

LONGEST_SPAN = 31
"""Days of one row; no holiday is longer."""

BLANK_ROWS = 5
MOST_ROWS = 120


class DecisionForm(forms.Form):
    """The document. A draft may be saved without it; it is needed to confirm."""

    document = one_line(
        gettext_lazy("Số, ký hiệu văn bản"),
        120,
        hint=gettext_lazy("Văn bản thông báo lịch nghỉ của năm. Chưa có thì vẫn lưu bản soạn được."),
    )
    issued_on = day(gettext_lazy("Ngày văn bản"))

    def clean_document(self) -> str:
        return str(self.cleaned_data["document"]).replace("\x00", "")


class DayRow(forms.Form):
    """One row; ``days`` gives the entries that it stands for."""

    first = day(gettext_lazy("Từ ngày"))
    last = day(gettext_lazy("Đến ngày"))
    kind = forms.ChoiceField(label=gettext_lazy("Là ngày"), choices=DayChoice.choices, required=False)
    name = one_line(gettext_lazy("Lý do"), 200)
    document = one_line(gettext_lazy("Theo văn bản khác"), 120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # the cells of a table hold bare inputs, so the look is said here
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last, name = cleaned.get("first"), cleaned.get("last"), cleaned.get("name", "")
        if self.errors or not (first or last or name):
            return cleaned
        if first is None:
            self.add_error("first", _("Cần ghi ngày."))
        if not name.strip():
            self.add_error("name", _("Cần ghi lý do, ví dụ Nghỉ Tết Nguyên đán."))
        if first and last and last < first:
            self.add_error("last", _("Ngày cuối phải từ ngày đầu trở đi."))
        elif first and last and (last - first).days >= LONGEST_SPAN:
            raise ValidationError(
                _("Một dòng dài nhất %(most)d ngày; tách thành nhiều dòng.") % {"most": LONGEST_SPAN}
            )
        return cleaned

    def span(self) -> Iterator[tuple[date, DayChoice, str, str]]:
        """(day, kind, reason, other document) of each day of a clean row; days in lieu are working days only."""
        cleaned = self.cleaned_data
        first = cleaned.get("first")
        if first is None:
            return
        kind = DayChoice(cleaned.get("kind") or DayChoice.HOLIDAY)
        several = cleaned.get("last") is not None
        for n in range(((cleaned.get("last") or first) - first).days + 1):
            current = first + timedelta(days=n)
            if several and kind == DayChoice.IN_LIEU and current.weekday() >= 5:
                continue
            name = cleaned["name"].replace("\x00", "")
            yield current, kind, name, cleaned["document"].replace("\x00", "")


DayRows = forms.formset_factory(
    DayRow, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)
"""Every row of the form."""


def errors_of(form: DecisionForm, rows: forms.BaseFormSet) -> list[FieldError]:  # type: ignore[type-arg]
    """Everything that is wrong, each with the input it is about; rows are named by their number."""
    found = [*errors(form), *(FieldError(str(text), "") for text in rows.non_form_errors())]
    for number, row in enumerate(rows, start=1):
        for error in errors(row):
            words = _("Dòng %(number)d: %(error)s") % {"number": number, "error": error.text}
            found.append(FieldError(words, error.target or row["first"].id_for_label))
    return found


class WithdrawForm(forms.Form):
    reason = one_line(gettext_lazy("Lý do"), 500, required=gettext_lazy("Cần ghi lý do."))
