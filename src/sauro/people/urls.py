"""Addresses of this room. Does not belong here: anything else."""

from django.urls import path

from sauro.people.views import (
    authority,
    handovers,
    invitation,
    new_person,
    own_account,
    people,
    person,
    requests,
    sheets,
    sign_in,
)

app_name = "people"
urlpatterns = [
    path("dang-nhap", sign_in.SignIn.as_view(), name="sign_in"),
    path("dang-xuat", sign_in.sign_out, name="sign_out"),
    path("loi-moi/<str:token>", invitation.OpenLink.as_view(), name="link"),
    path("tai-khoan", own_account.own_account, name="own_account"),
    path("nguoi-dung", people.people, name="people"),
    path("nguoi-dung/moi", new_person.new_person, name="new_person"),
    path("nguoi-dung/nhap", sheets.people_sheet, name="people_sheet"),
    path("nguoi-dung/nhap/mau", sheets.people_template, name="people_template"),
    path("nguoi-dung/nhap/lien-ket", sheets.people_links, name="people_links"),
    path("nguoi-dung/de-nghi", requests.requests, name="requests"),
    path("nguoi-dung/de-nghi/gui", requests.ask, name="ask"),
    path("nguoi-dung/de-nghi/cua-toi", requests.asked, name="asked"),
    path("nguoi-dung/de-nghi/<str:code>", requests.decide, name="decide_request"),
    path("nguoi-dung/<str:code>", person.person, name="person"),
    path("nguoi-dung/<str:code>/sua", person.change, name="change_person"),
    path("nguoi-dung/<str:code>/vai-tro", person.give_role, name="give_role"),
    path("nguoi-dung/<str:code>/vai-tro/ket-thuc", person.end_role, name="end_role"),
    path("nguoi-dung/<str:code>/tinh-trang", person.set_state, name="person_state"),
    path("nguoi-dung/<str:code>/lien-ket", person.new_link, name="new_link"),
    path("nguoi-dung/<str:code>/lien-ket/huy", person.drop_links, name="drop_links"),
    path("nguoi-dung/<str:code>/xac-thuc", person.reset_factor, name="reset_factor"),
    path("don-vi/nhap", sheets.units_sheet, name="units_sheet"),
    path("don-vi/nhap/mau", sheets.units_template, name="units_template"),
    path("uy-quyen", authority.authority, name="authority"),
    path("uy-quyen/moi", authority.new_delegation, name="new_delegation"),
    path("uy-quyen/ky", authority.new_signing, name="new_signing"),
    path("uy-quyen/<str:code>/ket-thuc", authority.end, name="end_authority"),
    path("ban-giao", handovers.handovers, name="handovers"),
    path("ban-giao/moi", handovers.offer, name="offer_handover"),
    path("ban-giao/<str:code>", handovers.handover, name="handover"),
    path("ban-giao/<str:code>/tra-loi", handovers.decide, name="decide_handover"),
]
