"""Addresses of this room. Does not belong here: anything else."""

from django.urls import path

from sauro.people.views import invitation, own_account, sign_in

app_name = "people"
urlpatterns = [
    path("dang-nhap", sign_in.SignIn.as_view(), name="sign_in"),
    path("dang-xuat", sign_in.sign_out, name="sign_out"),
    path("loi-moi/<str:token>", invitation.OpenLink.as_view(), name="link"),
    path("tai-khoan", own_account.own_account, name="own_account"),
]
