"""Addresses under the names by which the accounts library asks for them; no namespace, as it knows none.

Belongs here: views of ours under the library's names. Does not belong here: names of our own (``urls``).
"""

from django.urls import path

from sauro.people.views import password, second_factor, second_step, sessions, sign_in

FACTOR = "tai-khoan/xac-thuc-hai-lop"

urlpatterns = [
    path("dang-nhap", sign_in.SignIn.as_view(), name="account_login"),
    path("dang-nhap/ma-xac-thuc", second_step.SecondStep.as_view(), name="mfa_authenticate"),
    path("quen-mat-khau", password.AskForReset.as_view(), name="account_reset_password"),
    path("quen-mat-khau/da-gui", password.reset_asked, name="account_reset_password_done"),
    path(
        "quen-mat-khau/<str:uidb36>/<str:key>",
        password.ResetFromLetter.as_view(),
        name="account_reset_password_from_key",
    ),
    path("tai-khoan/mat-khau", password.ChangePassword.as_view(), name="account_change_password"),
    path(FACTOR, second_factor.overview, name="mfa_index"),
    path(f"{FACTOR}/bat", second_factor.Activate.as_view(), name="mfa_activate_totp"),
    path(f"{FACTOR}/tat", second_factor.Deactivate.as_view(), name="mfa_deactivate_totp"),
    path(f"{FACTOR}/ma-du-phong", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{FACTOR}/ma-du-phong/moi", second_factor.RenewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path(
        f"{FACTOR}/ma-du-phong/tai-ve",
        second_factor.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("tai-khoan/phien", sessions.Sessions.as_view(), name="usersessions_list"),
]
