"""What the surroundings tell the product: every variable, its form, its default, and what to say when it is
wrong.

Belongs here: reading and checking the environment. Does not belong here: what Django makes of it
(settings.py).
"""

from __future__ import annotations

import ipaddress
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from sauro.config.database import DatabaseAddress, DatabaseUrlError, parse_database_url
from sauro.config.language import gettext as _
from sauro.config.mail import MailServer, MailUrlError, looks_like_address, parse_mail_url
from sauro.files.scanner import ScannerAddressError, parse_scanner
from sauro.notices.target import Webhook, usable

UNDER_TEST = "PYTEST_VERSION" in os.environ
"""Tests use plain static files and their own folder, so that a developer's ``var`` is never touched."""

SHORTEST_SECRET = 32


class SettingsError(Exception):
    """The environment cannot be used; the message names each variable, what is wrong with it and how to mend
    it.
    """


class _FieldError(ValueError):
    """Carries one finished sentence out of a validator."""


def is_loopback(host: str) -> bool:
    """True for names and addresses that only this machine can reach."""
    name = host.strip().strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


class Environment(BaseSettings):
    """All that can be set from outside. ``SAURO_`` goes before each name, except DATABASE_URL and PORT."""

    model_config = SettingsConfigDict(
        env_prefix="SAURO_", env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )

    data: Path = Path("var")
    database_url: str = Field("", validation_alias=AliasChoices("DATABASE_URL"))
    database_pool: int = Field(8, ge=0, le=200)
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535, validation_alias=AliasChoices("PORT", "SAURO_PORT"))
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    https: bool | None = None
    trust_proxy: bool = False
    secret_key: str = ""
    demo: bool = False
    debug: bool = False
    idle_minutes: int = Field(60, ge=5, le=1440)
    upload_mb: int = Field(50, ge=1, le=1000)
    processes: int = Field(2, ge=1, le=64)
    threads: int = Field(4, ge=1, le=64)
    log: Literal["auto", "json", "console"] = "auto"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    static: Literal["manifest", "plain"] = "plain" if UNDER_TEST else "manifest"
    email_url: str = ""
    email_from: str = ""
    clamav: str = ""
    s3_bucket: str = ""
    s3_endpoint: str = ""
    s3_region: str = ""
    s3_key: str = ""
    s3_secret: str = ""
    webhook_url: str = ""
    webhook_secret: str = ""
    webhook_private: bool = False
    second_factor: Literal["auto", "required", "recommended"] = "recommended" if UNDER_TEST else "auto"

    @field_validator("hosts", mode="before")
    @classmethod
    def _split_hosts(cls, value: Any) -> Any:
        return (
            tuple(part.strip() for part in value.split(",") if part.strip())
            if isinstance(value, str)
            else value
        )

    @field_validator("data")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _readable_address(cls, value: str) -> str:
        try:
            parse_database_url(value, default=Path("sauro.sqlite3"))
        except DatabaseUrlError as wrong:
            raise _FieldError(str(wrong)) from None
        return value

    @field_validator("email_url")
    @classmethod
    def _readable_mail_server(cls, value: str) -> str:
        try:
            parse_mail_url(value)
        except MailUrlError as wrong:
            raise _FieldError(str(wrong)) from None
        return value

    @field_validator("clamav")
    @classmethod
    def _readable_scanner(cls, value: str) -> str:
        try:
            parse_scanner(value)
        except ScannerAddressError:
            raise _FieldError(
                _(
                    "SAURO_CLAMAV chưa dùng được. Ghi nơi clamd nghe, ví dụ SAURO_CLAMAV=unix:/run/clamav/clamd.ctl "
                    "hoặc SAURO_CLAMAV=tcp://127.0.0.1:3310; để trống nếu không quét vi-rút."
                )
            ) from None
        return value

    @model_validator(mode="after")
    def _fit_together(self) -> Environment:
        problems = [
            *self._problems_of_the_open(),
            *self._problems_of_the_secret(),
            *self._problems_of_the_mail(),
            *self._problems_of_the_storage(),
            *self._problems_of_the_webhook(),
        ]
        if self.debug and not (self.local and not self.trust_proxy):
            problems.append(
                _(
                    "SAURO_DEBUG=1 chỉ dùng được khi máy chủ nghe trên chính máy này và không đứng sau proxy, vì "
                    "trang báo lỗi khi đó cho xem dữ liệu bên trong. Bỏ SAURO_DEBUG."
                )
            )
        if self.demo and self.trust_proxy:
            problems.append(
                _(
                    "SAURO_DEMO=1 không dùng được cùng SAURO_TRUST_PROXY=1: sau proxy, người ngoài máy này vào "
                    "được bằng tài khoản minh họa có mật khẩu đã công bố. Bỏ một trong hai."
                )
            )
        if self.demo and not self.local:
            problems.append(
                _(
                    "SAURO_DEMO=1 chỉ dùng được khi máy chủ nghe trên chính máy này (SAURO_HOST=127.0.0.1, "
                    "SAURO_HOSTS để "
                    "trống), vì tài khoản minh họa có mật khẩu đã công bố. Bỏ SAURO_DEMO hoặc đưa "
                    "SAURO_HOST về 127.0.0.1."
                )
            )
        if problems:
            raise _FieldError("\n".join(problems))
        return self

    def _problems_of_the_open(self) -> list[str]:
        problems = []
        if not is_loopback(self.host) and not self.hosts:
            problems.append(
                _(
                    "SAURO_HOSTS đang để trống trong khi SAURO_HOST mở ra ngoài máy này. "
                    "Ghi tên miền người dùng sẽ gõ, cách nhau bằng dấu phẩy, ví dụ "
                    "SAURO_HOSTS=sauro.tinh.example."
                )
            )
        if "*" in self.hosts:
            problems.append(
                _(
                    "SAURO_HOSTS không nhận dấu *, vì khi đó tên miền giả cũng được trả lời. Ghi từng tên "
                    "miền."
                )
            )
        if not self.local and self.served_by_https and not self.trust_proxy:
            problems.append(
                _(
                    "SAURO_TRUST_PROXY chưa bật: ngoài máy này, trang chạy bằng HTTPS sau một máy chủ "
                    "proxy. Cấu hình proxy gửi tiêu đề "
                    "X-Forwarded-Proto rồi đặt SAURO_TRUST_PROXY=1; chỉ thử trong mạng kín mới đặt "
                    "SAURO_HTTPS=0."
                )
            )
        return problems

    def _problems_of_the_secret(self) -> list[str]:
        if not self.secret_key and not self.local:
            return [
                _(
                    "SAURO_SECRET_KEY đang để trống. Ngoài máy này cần một khóa bí mật riêng, giữ nguyên "
                    "qua các lần "
                    'khởi động. Tạo bằng lệnh: python -c "import secrets; print(secrets.token_urlsafe(50))"'
                )
            ]
        if self.secret_key and len(self.secret_key) < SHORTEST_SECRET:
            return [
                _("SAURO_SECRET_KEY quá ngắn: cần ít nhất %(least)d ký tự ngẫu nhiên.")
                % {"least": SHORTEST_SECRET}
            ]
        return []

    def _problems_of_the_mail(self) -> list[str]:
        if self.email_url and not looks_like_address(self.email_from):
            return [
                _(
                    "SAURO_EMAIL_FROM chưa dùng được: khi đã đặt SAURO_EMAIL_URL, cần ghi địa chỉ gửi thư, ví dụ "
                    "SAURO_EMAIL_FROM=sauro@tinh.example."
                )
            ]
        if self.email_from and not self.email_url:
            return [
                _(
                    "SAURO_EMAIL_FROM chỉ có tác dụng cùng SAURO_EMAIL_URL. Đặt máy chủ thư, hoặc bỏ "
                    "SAURO_EMAIL_FROM."
                )
            ]
        return []

    def _problems_of_the_webhook(self) -> list[str]:
        problems = []
        if self.webhook_url and not usable(self.webhook_url, private=self.webhook_private):
            problems.append(
                _(
                    "SAURO_WEBHOOK_URL không dùng được: cần địa chỉ https://… không kèm tên và mật khẩu. Địa chỉ http://… "
                    "hoặc trong mạng nội bộ chỉ dùng được khi đặt thêm SAURO_WEBHOOK_PRIVATE=1."
                )
            )
        if self.webhook_url and len(self.webhook_secret) < SHORTEST_SECRET:
            problems.append(
                _(
                    "SAURO_WEBHOOK_SECRET cần ít nhất %(least)d ký tự ngẫu nhiên khi đã đặt SAURO_WEBHOOK_URL: bên nhận dùng "
                    "khóa này để biết thông báo là thật."
                )
                % {"least": SHORTEST_SECRET}
            )
        return problems

    @property
    def webhook(self) -> Webhook | None:
        """The address that gets the notices of those who chose it, or None: then the channel is closed."""
        if not self.webhook_url:
            return None
        return Webhook(self.webhook_url, self.webhook_secret, self.webhook_private)

    @property
    def site_root(self) -> str:
        """How addresses in letters begin: the first announced name, else this machine."""
        if self.hosts and self.hosts[0] != "*":
            return f"{'https' if self.served_by_https else 'http'}://{self.hosts[0]}"
        return f"http://{'127.0.0.1' if is_loopback(self.host) else self.host}:{self.port}"

    def _problems_of_the_storage(self) -> list[str]:
        others = (self.s3_endpoint, self.s3_region, self.s3_key, self.s3_secret)
        if not self.s3_bucket:
            return (
                [
                    _(
                        "SAURO_S3_BUCKET đang để trống nên các biến SAURO_S3_ khác không có tác dụng. Ghi tên kho, hoặc bỏ các biến đó."
                    )
                ]
                if any(others)
                else []
            )
        problems = []
        if not (self.s3_key and self.s3_secret):
            problems.append(
                _("SAURO_S3_BUCKET cần có SAURO_S3_KEY và SAURO_S3_SECRET để vào được kho. Ghi cả hai biến.")
            )
        if self.s3_endpoint and not self.s3_endpoint.startswith(("https://", "http://")):
            problems.append(
                _(
                    "SAURO_S3_ENDPOINT chưa dùng được: ghi địa chỉ đầy đủ của dịch vụ lưu trữ, ví dụ https://s3.tinh.example."
                )
            )
        if find_spec("storages") is None or find_spec("boto3") is None:
            problems.append(
                _(
                    "SAURO_S3_BUCKET cần gói bổ sung chưa được cài. Cài các gói trong requirements/s3.txt, hoặc bỏ SAURO_S3_BUCKET."
                )
            )
        return problems

    @property
    def email_server(self) -> MailServer | None:
        """The mail server, or None: then nothing is sent and the pages say whom to ask instead."""
        return parse_mail_url(self.email_url)

    @property
    def second_factor_required(self) -> bool:
        """Whether the roles that roles.yaml names must have a second factor; never in the demo by itself."""
        return self.second_factor == "required" or (self.second_factor == "auto" and not self.demo)

    @property
    def local(self) -> bool:
        """Only this machine can reach it: neither the socket nor an announced name is open to others."""
        return is_loopback(self.host) and all(is_loopback(host) for host in self.hosts)

    @property
    def served_by_https(self) -> bool:
        return not self.local if self.https is None else self.https

    @property
    def database(self) -> DatabaseAddress:
        return parse_database_url(self.database_url, default=self.data / "sauro.sqlite3")


OTHER_NAMES = {"database_url": "DATABASE_URL", "port": "PORT"}
"""Fields whose variable is not simply SAURO_ and the field's name."""

SECRET_FIELDS = frozenset({"secret_key", "database_url", "email_url", "webhook_secret"})


def variable_of(field: str) -> str:
    return OTHER_NAMES.get(field, f"SAURO_{field.upper()}")


def known_variables() -> frozenset[str]:
    """Every variable that means something, for telling a misspelt one."""
    own = {variable_of(name) for name in Environment.model_fields}
    return frozenset(own | {"SAURO_PORT", "SAURO_LANG", "SAURO_SHARED", "SAURO_KEEPER_PID"})


def unknown_variables(environ: dict[str, str]) -> list[str]:
    """Variables that look like ours and mean nothing: most often a slip of the pen."""
    return sorted(name for name in environ if name.startswith("SAURO_") and name not in known_variables())


def read_environment(**given: Any) -> Environment:
    """The checked environment; :class:`SettingsError` names everything that is wrong at once."""
    if UNDER_TEST and "data" not in given and not os.environ.get("SAURO_DATA"):
        given["data"] = _folder_of_tests()
    try:
        return Environment(**given)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(entry) for entry in error.errors())) from None


def _folder_of_tests() -> Path:
    import tempfile

    return Path(tempfile.gettempdir()) / f"sauro-tests-{os.getuid()}"


def _sentence(error: Any) -> str:
    context = error.get("ctx") or {}
    if isinstance(context.get("error"), _FieldError):
        return str(context["error"])
    field = str(error["loc"][0])
    matched = next(
        (name for name in Environment.model_fields if field in (name, variable_of(name))), field.lower()
    )
    value = "…" if matched in SECRET_FIELDS else str(error.get("input"))
    return _(
        "%(variable)s=%(value)s không dùng được: cần %(need)s. Sửa biến môi trường này rồi chạy lại."
    ) % {
        "variable": variable_of(matched),
        "value": value,
        "need": _need(error["type"], context),
    }


def _need(kind: str, context: dict[str, Any]) -> str:
    if kind == "bool_parsing":
        return _("1 (bật) hoặc 0 (tắt)")
    if kind == "int_parsing":
        return _("một số nguyên")
    if kind == "greater_than_equal":
        return _("một số từ %(least)s trở lên") % {"least": context["ge"]}
    if kind == "less_than_equal":
        return _("một số không quá %(most)s") % {"most": context["le"]}
    if kind == "literal_error":
        return _("một trong các giá trị %(values)s") % {"values": context["expected"]}
    return _("một giá trị đúng dạng ghi trong .env.example")
