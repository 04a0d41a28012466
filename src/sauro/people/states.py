"""The closed lists of this room and the states of its workflows, one table for each.

Belongs here: choices with their Vietnamese names, who may move what from where to where. Does not belong
here: which unit is what (a pack says), the moves themselves (``actions``).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sauro.people.moves import Move, Workflow


class UnitKind(TextChoices):
    PROVINCE = "province", _("Tỉnh, thành phố trực thuộc Trung ương")
    AGENCY = "agency", _("Sở, ban, ngành, đơn vị thuộc UBND tỉnh")
    VERTICAL_AGENCY = "vertical_agency", _("Cơ quan ngành dọc")
    ASSOCIATION = "association", _("Hội, hiệp hội")
    PRESS = "press", _("Báo chí, truyền thông")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    SPECIAL_ZONE = "special_zone", _("Đặc khu")
    SERVICE_CENTER = "service_center", _("Trung tâm Phục vụ hành chính công")
    EXTERNAL = "external", _("Cơ quan, tổ chức khác")


class Relation(TextChoices):
    """How the People's Committee of the province speaks to the unit: it requires, coordinates or requests."""

    COMMITTEE = "committee", _("Thuộc UBND cấp tỉnh")
    VERTICAL = "vertical", _("Ngành dọc")
    REQUEST = "request", _("Phối hợp theo đề nghị")


COMMUNE_KINDS = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE)


class LinkPurpose(TextChoices):
    INVITE = "invite", _("Mở tài khoản")
    RESET = "reset", _("Đặt lại mật khẩu")


class LinkState(TextChoices):
    """That a link has expired is read from the clock and never stored."""

    OPEN = "open", _("Chưa dùng")
    USED = "used", _("Đã dùng")
    WITHDRAWN = "withdrawn", _("Đã hủy")


class Capacity(TextChoices):
    """How a person signs, as Nghị định 30/2020 names it."""

    TM = "TM", _("Thay mặt")
    KT = "KT", _("Ký thay")
    Q = "Q", pgettext_lazy("how a person signs", "Quyền")
    TL = "TL", _("Thừa lệnh")
    TUQ = "TUQ", _("Thừa ủy quyền")


class HandoverState(TextChoices):
    OFFERED = "offered", _("Chờ nhận bàn giao")
    ACCEPTED = "accepted", _("Đã nhận bàn giao")
    RETURNED = "returned", _("Đã trả lại")
    CANCELLED = "cancelled", _("Đã hủy")


class RequestState(TextChoices):
    OPEN = "open", _("Chờ giải quyết")
    GRANTED = "granted", _("Đã cấp")
    DECLINED = "declined", _("Không cấp")


LINK_MOVES: tuple[Move, ...] = (
    Move("open", "use_link", "person", "the token, before it expires", "used"),
    Move("open", "make_link", "people.manage", "a new link takes its place", "withdrawn"),
    Move("open", "withdraw_link", "people.manage", "", "withdrawn"),
)

HANDOVER_MOVES: tuple[Move, ...] = (
    Move("offered", "accept_handover", "person", "the receiver; the giver still holds the role", "accepted"),
    Move("offered", "return_handover", "person", "the receiver, with a reason", "returned"),
    Move("offered", "cancel_handover", "people.hand_over", "", "cancelled"),
)

REQUEST_MOVES: tuple[Move, ...] = (
    Move("open", "grant_request", "people.manage", "a role that holds the permission", "granted"),
    Move("open", "decline_request", "people.manage", "a reason", "declined"),
)


WORKFLOWS: tuple[Workflow, ...] = (
    Workflow("One-time link", LINK_MOVES),
    Workflow("Handover", HANDOVER_MOVES),
    Workflow("Request for a right", REQUEST_MOVES),
)
