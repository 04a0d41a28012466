"""Addresses of working calendars. Vietnamese words without diacritics, stable (see the contracts)."""

from django.urls import path

from sauro.deadlines.views import deciding, years

app_name = "deadlines"
urlpatterns = [
    path("lich-lam-viec", years.years, name="years"),
    path("lich-lam-viec/<int:year>", years.year, name="year"),
    path("lich-lam-viec/<int:year>/sua", deciding.edit, name="edit"),
    path("lich-lam-viec/<int:year>/xem-truoc", deciding.preview, name="preview"),
    path("lich-lam-viec/<int:year>/ap-dung", deciding.confirm, name="confirm"),
    path("lich-lam-viec/<int:year>/bo", deciding.discard, name="discard"),
    path("lich-lam-viec/<int:year>/huy", deciding.withdraw, name="withdraw"),
]
