"""Addresses of the register. Vietnamese words without diacritics, stable (see the contracts)."""

from django.urls import path

from sauro.plans.views import document, imports, plan, plans, register, task, unit, units

app_name = "plans"
urlpatterns = [
    path("nhiem-vu", register.register, name="register"),
    path("nhiem-vu/<str:code>", task.task, name="task"),
    path("ke-hoach", plans.plans, name="plans"),
    path("ke-hoach/nhap", imports.upload, name="upload"),
    path("ke-hoach/nhap/<slug:code>", imports.preview, name="import"),
    path("ke-hoach/nhap/<slug:code>/xac-nhan", imports.confirm, name="import_confirm"),
    path("ke-hoach/nhap/<slug:code>/bo", imports.discard, name="import_discard"),
    path("ke-hoach/<slug:key>", plan.plan, name="plan"),
    path("ke-hoach/<slug:key>/van-ban", document.document, name="document"),
    path("ke-hoach/<slug:key>/tep", document.filed, name="filed"),
    path("don-vi", units.units, name="units"),
    path("don-vi/<str:code>", unit.unit, name="unit"),
]
