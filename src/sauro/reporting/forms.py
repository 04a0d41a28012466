"""Input of the steps of a report, cleaned.

Belongs here: fields of moves and remarks. Does not belong here: values of a report (``engine.reports.typed`` reads them), what is allowed
(``actions``). What a step needs is judged by its action, which has the sentence; a form only knows shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from sauro.people.forms import day, one_line
from sauro.reporting.states import ArrivalCounts

MOST_DAYS = 30
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A moment before it is a slip of the hand; no document system is older, and the first years have no time in the province."""


def words(label: Any, *, hint: Any = "", required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Cần ghi nội dung này.")},
    )


def moment(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateTimeField:
    """A day with its hour as people write it: 17/9/2026 16:05."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=hint,
        input_formats=["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"class": "mid", "autocomplete": "off"}),
        error_messages={
            "required": _("Cần ghi ngày giờ, ví dụ 17/9/2026 16:05."),
            "invalid": _("Cần ghi dạng ngày/tháng/năm giờ:phút, ví dụ 17/9/2026 16:05."),
            "min_value": _("Cần ghi dạng ngày/tháng/năm giờ:phút, ví dụ 17/9/2026 16:05."),
        },
        validators=[MinValueValidator(EARLIEST)],
    )


class MoveForm(forms.Form):
    """``revision`` is the number under which the page showed the report."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(MoveForm):
    reason = words(_("Lý do"))


class ReturnForm(MoveForm):
    reason = words(
        _("Lý do trả lại"), hint=_("Nói rõ chỗ nào cần sửa, cần bổ sung gì; đơn vị nhận nguyên văn.")
    )
    days = forms.IntegerField(
        label=_("Số ngày làm việc để hoàn thiện"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric"}),
        help_text=_("Để trống thì giữ nguyên thời hạn gửi báo cáo."),
        error_messages={"invalid": _("Số ngày là số nguyên từ 1 đến 30.")},
    )


class SignForm(MoveForm):
    """``authority`` is offered where more than one capacity is in force."""

    authority = forms.ChoiceField(label=_("Thẩm quyền ký"), required=False)

    def __init__(self, *args: Any, capacities: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(capacities)
        if len(choices) > 1:
            self.fields["authority"].choices = [("", _("Chưa chọn")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["authority"]


class IssueForm(MoveForm):
    number = one_line(
        _("Số, ký hiệu"), 60, hint=_("Ví dụ 45/BC-STC."), required=_("Cần ghi số, ký hiệu văn bản.")
    )
    issued_on = day(_("Ngày ban hành"), required=_("Cần ghi ngày ban hành, ví dụ 17/9/2026."))
    file = forms.FileField(
        label=_("Bản đã ký số (PDF)"),
        error_messages={"required": _("Cần tệp văn bản đã ký số, dạng PDF.")},
        help_text=_("Không tải văn bản có dấu mật."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class ReceiveForm(MoveForm):
    arrived_at = moment(
        _("Ngày đến trên hệ thống quản lý văn bản"),
        required=False,
        hint=_("Để trống nếu không gửi qua hệ thống đó."),
    )
    counts = forms.ChoiceField(
        label=_("Thời điểm dùng để xét đúng hạn"),
        choices=ArrivalCounts.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Cần chọn thời điểm dùng để xét đúng hạn.")},
    )


class DocumentForm(MoveForm):
    number = one_line(_("Số, ký hiệu văn bản"), 60, required=_("Cần ghi số, ký hiệu văn bản."))
    issued_on = day(_("Ngày ban hành"), required=_("Cần ghi ngày ban hành, ví dụ 17/9/2026."))
    reason = words(_("Nội dung, lý do"))


class ExtendForm(MoveForm):
    new_due_on = day(
        _("Thời hạn mới"), required=_("Cần ghi thời hạn mới, dạng ngày/tháng/năm, ví dụ 30/9/2026.")
    )
    reason = words(_("Lý do"))
    document = one_line(_("Số, ký hiệu văn bản"), 60)


class StandInForm(MoveForm):
    """An empty unit takes the choice back."""

    unit = forms.ChoiceField(label=_("Đơn vị báo cáo thay"), required=False)
    reason = words(_("Lý do"))

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        field.choices = [("", _("Đơn vị tự báo cáo")), *units]  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    """``kind`` is offered where the person may say more than one kind of thing."""

    kind = forms.ChoiceField(label=_("Loại ý kiến"), widget=forms.RadioSelect)
    text = words(_("Nội dung"))

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(kinds)
        field = self.fields["kind"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.initial = choices[0][0]
            field.widget = forms.HiddenInput()


FORMS: Mapping[str, type[MoveForm]] = {
    "send": MoveForm,
    "take_back": MoveForm,
    "return": ReturnForm,
    "pass": MoveForm,
    "present": MoveForm,
    "decline": ReasonForm,
    "sign": SignForm,
    "issue": IssueForm,
    "receive": ReceiveForm,
    "reopen": ReasonForm,
    "amend": ReasonForm,
    "correct": DocumentForm,
    "withdraw": DocumentForm,
    "redo": ReasonForm,
    "refresh": MoveForm,
    "extend": ExtendForm,
    "stand_in": StandInForm,
}


def with_forms(
    acts: Iterable[Any],
    make: Callable[[str], MoveForm],
    *,
    bound: MoveForm | None = None,
    action: str = "",
) -> None:
    """Each open step gets its form; the one that came back keeps what was typed (its maker gave it the number now seen)."""
    for act in acts:
        if act.closed:
            continue
        if act.action == action and bound is not None:
            act.form, act.open = bound, True
            continue
        act.form = make(act.action)


class SheetForm(forms.Form):
    """One file; size and content are judged where they are read, which has the words for it."""

    file = forms.FileField(allow_empty_file=True, required=False, max_length=1000)


class YearForm(forms.Form):
    year = forms.IntegerField(
        label=_("Năm"),
        widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric"}),
        error_messages={
            "required": _("Cần ghi năm, ví dụ 2027."),
            "invalid": _("Năm gồm bốn chữ số, ví dụ 2027."),
        },
    )


class YearlyPlanForm(forms.Form):
    """Which plan of the register is the yearly plan of administrative reform."""

    year = forms.IntegerField(
        label=_("Năm"),
        widget=forms.TextInput(attrs={"class": "num", "inputmode": "numeric"}),
        error_messages={
            "required": _("Cần ghi năm, ví dụ 2027."),
            "invalid": _("Năm gồm bốn chữ số, ví dụ 2027."),
        },
    )
    plan = forms.ChoiceField(
        label=_("Kế hoạch CCHC của năm"), error_messages={"required": _("Cần chọn một kế hoạch.")}
    )

    def __init__(self, *args: Any, plans: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = [("", _("Chưa chọn")), *plans]  # type: ignore[attr-defined]


class OpenForm(MoveForm):
    due_on = day(
        _("Thời hạn khác cho các đơn vị"),
        hint=_("Để trống thì theo lịch của kỳ."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.pop("revision", None)
        return cleaned


FORMS_OF_PERIOD: Mapping[str, type[MoveForm]] = {
    "open": OpenForm,
    "close": MoveForm,
    "reopen": ReasonForm,
    "cancel": ReasonForm,
}


class SentForm(MoveForm):
    way = one_line(
        _("Gửi bằng cách nào"),
        200,
        hint=_("Ví dụ: trục liên thông văn bản và phần mềm báo cáo của Bộ."),
        required=_("Cần ghi đã gửi bằng cách nào."),
    )
    sent_at = moment(_("Thời điểm gửi"), required=False, hint=_("Để trống thì là lúc này."))


FORMS_OF_PAPER: Mapping[str, type[MoveForm]] = {
    "submit": MoveForm,
    "return": ReasonForm,
    "present": MoveForm,
    "sign": SignForm,
    "decline": ReasonForm,
    "issue": IssueForm,
    "mark_sent": SentForm,
    "withdraw": DocumentForm,
    "redo": ReasonForm,
}
