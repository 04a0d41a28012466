"""Addresses of working calendars. Vietnamese words without diacritics, stable (see the contracts)."""

from django.urls import path, register_converter

from sauro.deadlines.views import deciding, years


class Year:
    """A year that a calendar reaches, ``engine.calendars``: 2000 to 2099; any other is not found."""

    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Year, "year")

app_name = "deadlines"
urlpatterns = [
    path("lich-lam-viec", years.years, name="years"),
    path("lich-lam-viec/<year:year>", years.year, name="year"),
    path("lich-lam-viec/<year:year>/sua", deciding.edit, name="edit"),
    path("lich-lam-viec/<year:year>/xem-truoc", deciding.preview, name="preview"),
    path("lich-lam-viec/<year:year>/ap-dung", deciding.confirm, name="confirm"),
    path("lich-lam-viec/<year:year>/bo", deciding.discard, name="discard"),
    path("lich-lam-viec/<year:year>/huy", deciding.withdraw, name="withdraw"),
]
