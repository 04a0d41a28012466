"""Addresses of the register. Vietnamese words without diacritics, stable (see the contracts)."""

from django.urls import path

from sauro.plans.views import (
    clarity,
    clarity_ask,
    clarity_request,
    clarity_set,
    document,
    imports,
    my_work,
    plan,
    plans,
    register,
    saved_views,
    sheet,
    task,
    unit,
    units,
)

app_name = "plans"
urlpatterns = [
    path("viec-cua-toi", my_work.my_work, name="my_work"),
    path("nhiem-vu", register.register, name="register"),
    path("nhiem-vu/cach-xem", saved_views.listed, name="saved_views"),
    path("nhiem-vu/cach-xem/luu", saved_views.save, name="save_view"),
    path("nhiem-vu/cach-xem/<slug:what>", saved_views.change, name="change_view"),
    path("nhiem-vu/xuat", sheet.export, name="sheet_export"),
    path("nhiem-vu/bang-tinh", sheet.sheets, name="sheets"),
    path("nhiem-vu/bang-tinh/<slug:code>", sheet.sheet, name="sheet"),
    path("nhiem-vu/bang-tinh/<slug:code>/ghi", sheet.apply, name="sheet_apply"),
    path("nhiem-vu/bang-tinh/<slug:code>/bo", sheet.discard, name="sheet_discard"),
    path("nhiem-vu/<str:code>", task.task, name="task"),
    path("nhiem-vu/<str:code>/lam-ro/<slug:facet>", clarity_set.facet, name="clarity_set"),
    path("lam-ro", clarity.requests, name="clarity"),
    path("lam-ro/yeu-cau", clarity_ask.write, name="clarity_ask"),
    path("lam-ro/<str:code>", clarity_request.show, name="clarity_request"),
    path("lam-ro/<str:code>/tra-loi", clarity_request.answer, name="clarity_answer"),
    path("lam-ro/<str:code>/xem-xet", clarity_request.decision, name="clarity_decide"),
    path("lam-ro/<str:code>/rut", clarity_request.withdrawal, name="clarity_withdraw"),
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
