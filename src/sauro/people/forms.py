"""Input of this room's pages, cleaned.

Belongs here: fields and what is said when they are empty. Does not belong here: checking a password, which choices
there are (the views hand them in), rules (``actions``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sauro.people.filters import STATES, PeopleFilters
from sauro.people.refusals import ActionRefused
from sauro.people.states import Capacity

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

Choices = Iterable[tuple[str, str]]
DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d"]


def one_line(label: Words, most: int, *, hint: Words = "", required: Words = "") -> forms.CharField:
    """One line of words; ``required`` is what is said where it is empty, without it the field is optional."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(required),
        help_text=hint,
        error_messages={
            "required": required,
            "max_length": _("Ghi không quá %(limit_value)d ký tự."),
        },
    )


def day(label: Words, *, hint: Words = "", required: Words = "") -> forms.DateField:
    """A day as people write it, 30/9/2026."""
    return forms.DateField(
        label=label,
        required=bool(required),
        help_text=hint,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"class": "short", "autocomplete": "off", "inputmode": "numeric"}
        ),
        error_messages={
            "required": required,
            "invalid": _("Cần ghi dạng ngày/tháng/năm, ví dụ 30/9/2026."),
        },
    )


def choice(label: Words, *, hint: Words = "", required: Words = "") -> forms.ChoiceField:
    """A choice whose possibilities the view hands in."""
    return forms.ChoiceField(
        label=label,
        required=bool(required),
        help_text=hint,
        error_messages={"required": required, "invalid_choice": _("Chọn một mục trong danh sách.")},
    )


class ChosenForm(forms.Form):
    """A form with choices that depend on who asks: ``choices`` by the name of the field."""

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, possible in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *possible]

    def take(self, refused: ActionRefused | ValidationError) -> None:
        """What an action refused stands at its field, or at the top where no field of that name is shown."""
        if isinstance(refused, ActionRefused):
            self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)
            return
        by_field = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
        for name, sentences in by_field.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


class RoleForm(ChosenForm):
    unit = choice(_("Đơn vị"), required=_("Cần chọn đơn vị."))
    role = choice(_("Vai trò"), required=_("Cần chọn vai trò."))
    scope = choice(
        _("Lĩnh vực"),
        hint=_("Chỉ chọn với vai trò cơ quan chủ trì lĩnh vực: theo dõi mọi đơn vị trong lĩnh vực đó."),
    )
    valid_from = day(_("Từ ngày"), hint=_("Để trống nếu có hiệu lực ngay."))
    valid_to = day(_("Đến hết ngày"), hint=_("Để trống nếu chưa biết ngày kết thúc."))


class AccountForm(ChosenForm):
    name = one_line(_("Họ và tên"), 150, required=_("Cần ghi họ và tên."))
    position = one_line(_("Chức vụ"), 150)
    email = one_line(
        _("Thư điện tử công vụ"), 254, hint=_("Không có thư điện tử thì ghi tên đăng nhập ở ô dưới.")
    )
    username = one_line(
        _("Tên đăng nhập"), 60, hint=_("Chữ cái không dấu, chữ số, dấu chấm, gạch nối; ví dụ nguyenvana.xa1.")
    )


class NewPersonForm(AccountForm, RoleForm):
    """An account with its first role."""

    field_order = ["name", "position", "email", "username", "unit", "role", "scope", "valid_from", "valid_to"]


class DelegationForm(ChosenForm):
    giver = choice(_("Người ủy quyền"), required=_("Cần chọn người ủy quyền."))
    unit = choice(_("Tại đơn vị"), required=_("Cần chọn đơn vị."))
    receiver = choice(_("Người nhận ủy quyền"), required=_("Cần chọn người nhận ủy quyền."))
    valid_from = day(_("Từ ngày"), required=_("Cần ghi ngày bắt đầu, dạng ngày/tháng/năm, ví dụ 30/9/2026."))
    valid_to = day(_("Đến hết ngày"), required=_("Cần ghi ngày kết thúc: ủy quyền luôn có thời hạn."))
    document_number = one_line(
        _("Số, ký hiệu văn bản ủy quyền"), 100, required=_("Cần ghi số, ký hiệu văn bản ủy quyền.")
    )
    document_date = day(_("Ngày văn bản"), required=_("Cần ghi ngày văn bản, ví dụ 30/9/2026."))
    reason = one_line(_("Lý do"), 500, required=_("Cần ghi lý do."))


class SigningForm(ChosenForm):
    unit = choice(_("Đơn vị"), required=_("Cần chọn đơn vị."))
    capacity = forms.ChoiceField(
        label=_("Thể thức ký"),
        choices=[(one.value, f"{one.value}.") for one in Capacity],
        help_text=_("TM. thay mặt, KT. ký thay, Q. quyền, TL. thừa lệnh, TUQ. thừa ủy quyền."),
    )
    signer = one_line(_("Họ và tên người ký"), 150, required=_("Cần ghi họ và tên người ký."))
    position = one_line(_("Chức vụ"), 150, required=_("Cần ghi chức vụ người ký."))
    account = choice(_("Tài khoản của người ký"), hint=_("Để trống nếu người ký không dùng hệ thống này."))
    lines = forms.CharField(
        label=_("Các dòng trên chữ ký"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một quyền hạn, chức vụ, đúng như ghi trên văn bản."),
        error_messages={"required": _("Cần ghi ít nhất một dòng.")},
    )
    under = choice(_("Đứng dưới thẩm quyền"), hint=_("Với thể thức nhiều tầng, ví dụ TL. rồi KT."))
    scope = one_line(_("Phạm vi được ký"), 500)
    document_number = one_line(_("Số, ký hiệu văn bản giao"), 100, hint=_("Bắt buộc với TUQ."))
    document_date = day(_("Ngày văn bản"))
    valid_from = day(_("Từ ngày"), required=_("Cần ghi ngày bắt đầu, ví dụ 30/9/2026."))
    valid_to = day(_("Đến hết ngày"), hint=_("Bắt buộc với TUQ."))


class HandoverForm(ChosenForm):
    receiver = choice(_("Người nhận bàn giao"), required=_("Cần chọn người nhận bàn giao."))
    reason = one_line(_("Lý do bàn giao"), 500, required=_("Cần ghi lý do bàn giao."))


class ReasonForm(forms.Form):
    reason = one_line(_("Lý do"), 500, required=_("Cần ghi lý do."))


class SheetForm(forms.Form):
    """One file; what is in it is judged by the reader, which has the words for it."""

    file = forms.FileField(allow_empty_file=True, required=False, max_length=1000)


def people_filters(query: Mapping[str, str]) -> PeopleFilters:
    """Filters from an address that anybody may have typed: what is not understood is no condition."""

    def typed(name: str, most: int) -> str:
        return " ".join((query.get(name) or "").replace("\x00", "").split())[:most]

    page, state = typed("trang", 6), typed("tinh-trang", 20)
    return PeopleFilters(
        q=typed("q", 100),
        unit=typed("don-vi", 60),
        role=typed("vai-tro", 40),
        state=state if state in STATES else "",
        page=int(page) if page.isascii() and page.isdigit() and int(page) else 1,
    )
