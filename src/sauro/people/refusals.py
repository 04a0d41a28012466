"""Why an action on people was refused: a code, and the sentence a person reads.

Belongs here: refusals of this room. Does not belong here: missing rights (``permissions``), what is wrong in a
sheet (``sheets``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _


class ActionRefused(Exception):  # noqa: N818 - an answer to a person, not a fault
    """An action that changed nothing. ``values`` fill the sentence that belongs to ``code``; ``field`` is the
    field of the form that the sentence is about.
    """

    def __init__(self, code: str, /, *, field: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = {name: str(value) for name, value in values.items()}

    @property
    def sentence(self) -> str:
        return _SENTENCES[self.code]() % self.values


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "own_account": lambda: _(
        "Không tự thay đổi vai trò hoặc tình trạng của chính tài khoản đang dùng. "
        "Việc này do người quản trị khác thực hiện."
    ),
    "role_unknown": lambda: _("Không có vai trò %(role)s. Các vai trò: %(known)s."),
    "role_wider": lambda: _(
        "Vai trò “%(role)s” có quyền rộng hơn quyền của tài khoản đang dùng nên chưa giao được."
    ),
    "field_missing": lambda: _("Vai trò “%(role)s” phải ghi lĩnh vực, ví dụ par_index:3."),
    "field_unknown": lambda: _("Không có lĩnh vực %(scope)s trong danh mục chỉ số."),
    "field_needless": lambda: _("Vai trò “%(role)s” không theo lĩnh vực. Để trống ô lĩnh vực."),
    "unit_over": lambda: _("%(unit)s đã kết thúc hoạt động nên không nhận thêm vai trò."),
    "days_reversed": lambda: _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
    "account_closed": lambda: _("Tài khoản của %(name)s đã khóa. Mở lại tài khoản trước."),
    "link_dead": lambda: _(
        "Liên kết này không còn dùng được: đã dùng, đã hủy hoặc đã hết hạn. "
        "Hỏi người quản trị để nhận liên kết mới."
    ),
    "delegate_to_self": lambda: _("Người nhận ủy quyền phải là người khác với người ủy quyền."),
    "delegate_nothing": lambda: _(
        "%(giver)s không có quyền nào được phép ủy quyền tại %(unit)s. "
        "Quyền nhận qua ủy quyền không được ủy quyền tiếp."
    ),
    "delegate_no_role": lambda: _(
        "%(receiver)s chưa có vai trò đang có hiệu lực nên chưa nhận ủy quyền được."
    ),
    "delegate_overlaps": lambda: _(
        "Đã có ủy quyền %(code)s giữa hai người này tại %(unit)s trong thời gian đó. Kết thúc ủy quyền cũ trước."
    ),
    "delegation_over": lambda: _("Ủy quyền này đã kết thúc."),
    "sign_under_delegated": lambda: _(
        "Người ký thừa ủy quyền (TUQ.) không được ủy quyền tiếp, nên không đứng trên một thẩm quyền ký khác."
    ),
    "sign_under_elsewhere": lambda: _("Thẩm quyền ký ở trên đã hết hiệu lực trong thời gian này."),
    "sign_document": lambda: _(
        "Ký thừa ủy quyền (TUQ.) phải có văn bản ủy quyền: ghi số, ngày của văn bản và ngày hết hiệu lực."
    ),
    "document_half": lambda: _("Ghi đủ cả số và ngày của văn bản, hoặc để trống cả hai."),
    "signing_over": lambda: _("Thẩm quyền ký này đã kết thúc."),
    "hand_over_to_self": lambda: _("Người nhận bàn giao phải là người khác với người bàn giao."),
    "hand_over_not_held": lambda: _("%(giver)s không còn giữ vai trò này tại %(unit)s."),
    "hand_over_offered": lambda: _(
        "Vai trò này đang chờ nhận theo bàn giao %(code)s. Hủy bàn giao đó trước."
    ),
    "hand_over_not_yours": lambda: _(
        "Chỉ người giữ vai trò hoặc thủ trưởng đơn vị bàn giao được vai trò này."
    ),
    "hand_over_unit": lambda: _(
        "%(receiver)s chưa thuộc %(unit)s. Người quản trị mở vai trò trong đơn vị trước."
    ),
    "not_open": lambda: _(
        "Việc này đang ở trạng thái “%(state)s” nên không thực hiện được. Tải lại trang để xem."
    ),
    "not_receiver": lambda: _("Chỉ %(receiver)s nhận hoặc trả lại bàn giao này."),
    "reason_missing": lambda: _("Cần ghi lý do."),
    "request_open": lambda: _("Đề nghị cấp quyền này đã gửi lúc %(at)s và đang chờ giải quyết."),
    "request_held": lambda: _("Tài khoản này đã có quyền đó. Mở lại trang cần xem."),
    "request_role": lambda: _("Vai trò “%(role)s” không có quyền được đề nghị."),
    "meanwhile": lambda: _("Người khác vừa ghi một phần danh sách này. Chưa ghi gì; tải tệp lên lại để xem."),
    "links_taken": lambda: _(
        "Liên kết của danh sách này đã được tải về một lần. "
        "Cần liên kết mới cho người nào, mở trang của người đó."
    ),
}


def known_codes() -> frozenset[str]:
    return frozenset(_SENTENCES)
