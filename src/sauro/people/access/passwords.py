"""What a password must not be, in our own words.

Belongs here: the sentences. Does not belong here: the rules' arithmetic (Django's validators).
"""

from __future__ import annotations

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "Mật khẩu ngắn quá: cần ít nhất %(least)d ký tự. Một câu dài dễ nhớ tốt hơn một từ khó nhớ.",
            "Mật khẩu ngắn quá: cần ít nhất %(least)d ký tự. Một câu dài dễ nhớ tốt hơn một từ khó nhớ.",
            self.min_length,
        ) % {"least": self.min_length}

    def get_help_text(self) -> str:
        return _("Ít nhất %(least)d ký tự; dùng được dấu cách và chữ có dấu.") % {"least": self.min_length}


class NotCommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu này có trong danh sách mật khẩu hay bị đoán. Chọn mật khẩu khác.")

    def get_help_text(self) -> str:
        return _("Không phải mật khẩu hay gặp.")


class NotOnlyDigits(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu chỉ gồm chữ số. Thêm chữ cái.")

    def get_help_text(self) -> str:
        return _("Không chỉ gồm chữ số.")


class NotThePerson(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu giống họ tên, thư điện tử hoặc tên đăng nhập. Chọn mật khẩu khác.")

    def get_help_text(self) -> str:
        return _("Không giống họ tên, thư điện tử hoặc tên đăng nhập.")
