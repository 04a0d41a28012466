"""The closed lists of this room: kinds of unit and relations to the People's Committee.

Belongs here: choices with their Vietnamese names. Does not belong here: which unit is what (a pack says).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
