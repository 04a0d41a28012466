"""Forms for editing tasks, sources and comparisons, cleaned.

Belongs here: fields, labels, hints. Does not belong here: rules and what a line of units names (actions have the
sentences), queries: choices are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauro.people.forms import day
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.states import Rhythm, SourceKind

Choices = Iterable[tuple[str, Any]]
MOST_ROWS = 20


def area(
    label: Any, *, rows: int = 3, hint: Any = "", most: int = 20_000, required: Any = ""
) -> forms.CharField:
    """``required`` is what is said where it is empty; without it the field is optional."""
    return forms.CharField(
        label=label,
        required=bool(required),
        error_messages={"required": required},
        help_text=hint,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def units(label: Any) -> forms.CharField:
    return area(
        label, rows=3, hint=_("Mỗi dòng một đơn vị hoặc nhóm: tên, tên viết tắt hoặc mã."), most=8_000
    )


def reason() -> forms.CharField:
    said = _("Chưa ghi lý do. Lý do được lưu cùng lịch sử của nhiệm vụ.")
    return area(_("Lý do"), rows=2, hint=_("Lưu cùng lịch sử của nhiệm vụ."), most=4_000, required=said)


NO_WORDS = _("Chưa ghi nội dung nhiệm vụ. Ghi việc phải làm rồi gửi lại.")


def line(label: Any, most: int, *, hint: Any = "", required: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=most,
        help_text=hint,
        error_messages={"required": required},
    )


def year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "num short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Ghi năm bằng bốn chữ số, ví dụ 2026."),
            "min_value": _("Năm phải trong khoảng 2000 đến 2100."),
            "max_value": _("Năm phải trong khoảng 2000 đến 2100."),
        },
    )


class EditForm(forms.Form):
    """``revision`` is the task as the page showed it."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def refuse(self, refused: EditRefused) -> None:
        """Puts the sentence beside the input that it is about."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)


class AddForm(EditForm):
    text = area(_("Nội dung nhiệm vụ"), rows=4, required=NO_WORDS)
    clause = forms.ChoiceField(label=_("Thuộc mục"), required=False)
    lead = units(_("Chủ trì"))
    support = units(_("Phối hợp"))
    rhythm = forms.ChoiceField(
        label=_("Kỳ thực hiện"), required=False, choices=[("", _("Theo nội dung ghi")), *Rhythm.choices]
    )
    due = day(_("Thời hạn"), hint=_("Chỉ với việc làm một lần; để trống nếu nội dung đã ghi."))
    product = area(_("Sản phẩm"), rows=2, most=2_000)
    links = forms.MultipleChoiceField(
        label=_("Chỉ số liên quan"), required=False, widget=forms.SelectMultiple(attrs={"size": 6})
    )
    reason = reason()

    def __init__(self, *args: Any, clauses: Choices = (), links: Choices = (), **more: Any) -> None:
        super().__init__(*args, **more)
        clause, chosen = self.fields["clause"], self.fields["links"]
        assert isinstance(clause, forms.ChoiceField)
        assert isinstance(chosen, forms.MultipleChoiceField)
        clause.choices = [("", gettext("Không thuộc mục nào")), *clauses]
        chosen.choices = list(links)
        if not list(clauses):
            del self.fields["clause"]


class RewordForm(EditForm):
    text = area(_("Nội dung đang dùng"), rows=5, required=NO_WORDS)
    reason = reason()


class UnitsForm(EditForm):
    lead = units(_("Chủ trì"))
    support = units(_("Phối hợp"))
    reason = reason()


class LinksForm(EditForm):
    links = forms.MultipleChoiceField(
        label=_("Chỉ số do cán bộ gắn"), required=False, widget=forms.SelectMultiple(attrs={"size": 10})
    )
    reason = reason()

    def __init__(self, *args: Any, links: Choices = (), **more: Any) -> None:
        super().__init__(*args, **more)
        chosen = self.fields["links"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = list(links)


class SplitForm(EditForm):
    """Fields ``text_0``, ``lead_0``, ``support_0``, ``due_0`` … for each part, then the reason."""

    def __init__(self, *args: Any, rows: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.rows = min(max(rows, 2), MOST_ROWS)
        for n in range(self.rows):
            self.fields[f"text_{n}"] = area(_("Nội dung"), rows=3, required=NO_WORDS if n < 2 else "")
            self.fields[f"lead_{n}"] = area(_("Chủ trì"), rows=1, most=8_000)
            self.fields[f"support_{n}"] = area(_("Phối hợp"), rows=1, most=8_000)
            self.fields[f"due_{n}"] = day(_("Thời hạn"))
        self.fields["reason"] = reason()

    def parts(self) -> Sequence[Mapping[str, Any]]:
        """Cleaned values of each part."""
        names = ("text", "lead", "support", "due")
        return [{name: self.cleaned_data[f"{name}_{n}"] for name in names} for n in range(self.rows)]

    def blocks(self) -> list[list[Any]]:
        """Bound fields of each part, for the template."""
        names = ("text", "lead", "support", "due")
        return [[self[f"{name}_{n}"] for name in names] for n in range(self.rows)]


class MergeForm(EditForm):
    into = line(
        _("Mã nhiệm vụ nhận"),
        80,
        hint=_("Ví dụ NV-02.03. Nhiệm vụ này vẫn tra được theo mã cũ."),
        required=_("Chưa ghi mã của nhiệm vụ nhận."),
    )
    take_units = forms.BooleanField(
        label=_("Thêm các đơn vị của nhiệm vụ này vào danh sách phối hợp của nhiệm vụ nhận"), required=False
    )
    reason = reason()


class WithdrawForm(EditForm):
    document = line(_("Số, ký hiệu văn bản"), 200, hint=_("Văn bản cho rút nhiệm vụ."))
    below = forms.BooleanField(label=_("Rút cả các nhiệm vụ con đang theo dõi"), required=False)
    reason = reason()


class RestoreForm(EditForm):
    reason = reason()


class SourceForm(EditForm):
    kind = forms.ChoiceField(label=_("Loại nguồn"), choices=SourceKind.choices, initial=SourceKind.DIRECTIVE)
    number = line(_("Số, ký hiệu"), 120)
    issuer = line(_("Cơ quan ban hành"), 300)
    issued_on = day(_("Ngày ban hành"))
    title = area(_("Trích yếu"), rows=2, most=2_000)
    given_code = line(
        _("Mã nhiệm vụ cấp trên giao"),
        80,
        hint=_("Mã theo dõi của Văn phòng Chính phủ hoặc cơ quan cấp trên."),
    )
    year_from = year(_("Thực hiện từ năm"))
    year_to = year(_("Đến năm"))
    file = forms.FileField(label=_("Tệp văn bản"), required=False, allow_empty_file=True, max_length=1000)


class SourceKindForm(EditForm):
    kind = forms.ChoiceField(label=_("Loại nguồn"), choices=SourceKind.choices)
    given_code = line(_("Mã nhiệm vụ cấp trên giao"), 80)


class RemapForm(forms.Form):
    line = forms.CharField(required=False, max_length=60)
    task = forms.CharField(required=False, max_length=80)
