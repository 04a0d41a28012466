"""What `sauro doctor` looks at: one function per matter, each giving findings with the way to mend them.

Belongs here: judging an installation. Does not belong here: printing (commands/doctor.py), repairing
(commands/setup.py).
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from sauro.config import catalogue
from sauro.config.doctor_backup import backups
from sauro.config.doctor_evidence import evidence
from sauro.config.doctor_reports import reports
from sauro.config.doctor_work import roll_ups, schedule
from sauro.config.environment import unknown_variables
from sauro.config.language import gettext as _

Level = Literal["ok", "warn", "fail"]
GIGABYTE = 1024**3
LITTLE_DISK, TOO_LITTLE_DISK = 2 * GIGABYTE, GIGABYTE // 4


@dataclass(frozen=True, slots=True)
class Finding:
    """``remedy`` is empty only where nothing needs to be done."""

    code: str
    level: Level
    message: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.level != "ok" and not self.remedy:
            raise ValueError(f"the finding {self.code!r} does not say how to mend it")


def examine() -> Iterator[Finding]:
    """All findings. What rests on something broken is left out: first mend that."""
    yield from _python()
    yield from _packages()
    yield from _variables()
    yield from _catalogues()
    wrong = _settings()
    if wrong is not None:
        yield wrong
        return
    yield from _data_folder()
    yield from _static_files()
    database = list(_database())
    yield from database
    if any(finding.level == "fail" for finding in database):
        return
    for matter in _WITH_DATABASE:
        yield from matter()


def _python() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] in ((3, 11), (3, 12)):
        yield Finding("python", "ok", _("Python %(version)s.") % {"version": version})
    else:
        yield Finding(
            "python",
            "fail",
            _("Python %(version)s chưa được thử với sản phẩm này.") % {"version": version},
            _("Cài Python 3.11 hoặc 3.12 rồi tạo lại .venv: xóa thư mục .venv và chạy make run."),
        )


def _packages() -> Iterator[Finding]:
    from packaging.requirements import Requirement

    wrong = []
    wanted = [Requirement(text) for text in metadata.requires("sauro") or []]
    for requirement in wanted:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            wrong.append(requirement.name)
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            wrong.append(f"{requirement.name} {installed}")
    if wrong:
        yield Finding(
            "packages",
            "fail",
            _("Gói thiếu hoặc sai phiên bản: %(names)s.") % {"names": ", ".join(wrong)},
            _("Chạy: .venv/bin/python -m pip install --require-hashes -r requirements/run.txt"),
        )
    else:
        yield Finding("packages", "ok", _("Các gói phần mềm đủ và đúng phiên bản."))


def _variables() -> Iterator[Finding]:
    unknown = unknown_variables(dict(os.environ))
    if unknown:
        yield Finding(
            "variables",
            "warn",
            _("Biến môi trường không có tác dụng: %(names)s.") % {"names": ", ".join(unknown)},
            _("Kiểm tra chính tả theo .env.example, hoặc bỏ biến này."),
        )


def _catalogues() -> Iterator[Finding]:
    stale = [catalogue.language_of(source) for source in catalogue.stale()]
    if stale:
        yield Finding(
            "catalogues",
            "warn",
            _("Tệp ngôn ngữ giao diện chưa biên dịch hoặc đã cũ: %(names)s.") % {"names": ", ".join(stale)},
            _("Chạy: sauro setup"),
        )
    else:
        yield Finding("catalogues", "ok", _("Tệp ngôn ngữ giao diện đã sẵn sàng."))


def _settings() -> Finding | None:
    from sauro.config.commands._shared import Refusal, start_django

    try:
        start_django()
    except Refusal as refusal:
        return Finding("settings", "fail", refusal.message, refusal.remedy)
    return None


def _data_folder() -> Iterator[Finding]:
    from django.conf import settings

    folder = settings.DATA
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(
            "data_folder",
            "fail",
            _("Không ghi được thư mục dữ liệu %(folder)s.") % {"folder": folder},
            _("Cấp quyền ghi cho tài khoản chạy sản phẩm, hoặc đặt SAURO_DATA sang thư mục khác."),
        )
        return
    yield Finding("data_folder", "ok", _("Thư mục dữ liệu: %(folder)s.") % {"folder": folder})
    yield _disk(shutil.disk_usage(folder).free)
    key = folder / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield Finding(
            "secret_key",
            "fail",
            _("Tệp khóa bí mật %(file)s mở cho tài khoản khác đọc.") % {"file": key},
            _("Chạy: chmod 600 %(file)s") % {"file": key},
        )
    if settings.DEMO:
        yield Finding(
            "demo",
            "warn",
            _("Đang bật dữ liệu minh họa với mật khẩu đã công bố."),
            _("Khi dùng thật, bỏ biến SAURO_DEMO và dùng cơ sở dữ liệu mới."),
        )


def _disk(free: int) -> Finding:
    words = _("Còn trống %(gigabytes).1f GB đĩa cho dữ liệu.") % {"gigabytes": free / GIGABYTE}
    if free >= LITTLE_DISK:
        return Finding("disk", "ok", words)
    remedy = _("Dọn đĩa, hoặc chuyển SAURO_DATA sang đĩa lớn hơn.")
    return Finding("disk", "warn" if free >= TOO_LITTLE_DISK else "fail", words, remedy)


def _static_files() -> Iterator[Finding]:
    from django.conf import settings

    if settings.ENVIRONMENT.static == "plain" or (settings.STATIC_ROOT / "staticfiles.json").is_file():
        yield Finding("static", "ok", _("Tệp tĩnh đã được gom."))
    else:
        yield Finding("static", "fail", _("Tệp tĩnh chưa được gom."), _("Chạy: sauro setup"))


def _database() -> Iterator[Finding]:
    from django.db import connection

    from sauro.config import health

    if not health.database_answers():
        yield Finding(
            "database",
            "fail",
            _("Không kết nối được cơ sở dữ liệu."),
            _("Kiểm tra máy chủ cơ sở dữ liệu đang chạy và địa chỉ trong DATABASE_URL."),
        )
        return
    version = ".".join(str(part) for part in connection.get_database_version())
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    yield Finding("database", "ok", _("%(kind)s %(version)s.") % {"kind": kind, "version": version})
    if connection.vendor == "sqlite":
        yield _journal_mode()
    pending = health.pending_migrations()
    if pending:
        yield Finding(
            "migrations",
            "fail",
            _("Cơ sở dữ liệu thiếu %(count)d bước nâng cấp.") % {"count": len(pending)},
            _("Chạy: sauro setup"),
        )
    else:
        yield Finding("migrations", "ok", _("Cơ sở dữ liệu đúng phiên bản."))


def _journal_mode() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        mode = str(cursor.execute("PRAGMA journal_mode").fetchone()[0]).lower()
        keys = bool(cursor.execute("PRAGMA foreign_keys").fetchone()[0])
    if mode == "wal" and keys:
        return Finding("sqlite", "ok", _("SQLite: chế độ WAL, khóa ngoại bật."))
    return Finding(
        "sqlite",
        "warn",
        _("SQLite: chế độ ghi %(mode)s, nhiều người dùng cùng lúc sẽ phải chờ nhau.") % {"mode": mode},
        _("Đặt tệp dữ liệu trên đĩa của chính máy chủ, không đặt trên ổ mạng."),
    )


def _units() -> Iterator[Finding]:
    from sauro.people.models import Unit

    count = Unit.objects.count()
    if count:
        yield Finding("units", "ok", _("Đã cài %(count)d đơn vị.") % {"count": count})
    else:
        yield Finding(
            "units",
            "warn",
            _("Chưa cài đơn vị của tỉnh nào."),
            _("Chạy: sauro province list để xem các gói, rồi: sauro province install TÊN-GÓI"),
        )


def _worker() -> Iterator[Finding]:
    from sauro.jobs.queries import queue_state

    state = queue_state()
    if state.workers:
        yield Finding(
            "worker", "ok", _("Tiến trình nền đang chạy: %(count)d.") % {"count": len(state.workers)}
        )
    else:
        yield Finding(
            "worker",
            "warn",
            _("Không có tiến trình nền nào đang chạy; %(count)d việc đang chờ.") % {"count": state.waiting},
            _("Chạy: sauro worker, hoặc sauro serve --with-worker"),
        )
    if state.failed:
        yield Finding(
            "jobs_failed",
            "warn",
            _("Có %(count)d công việc nền không thành công.") % {"count": state.failed},
            _("Tìm mã công việc trong dòng nhật ký job_failed, sửa nguyên nhân rồi gửi lại yêu cầu."),
        )


def _audit() -> Iterator[Finding]:
    from django.db import connection

    from sauro.audit import triggers
    from sauro.audit.queries import verify

    if not triggers.installed(connection):
        yield Finding(
            "audit_guard",
            "fail",
            _("Cơ sở dữ liệu không còn chặn việc sửa nhật ký."),
            _(
                "Tìm xem ai đã gỡ, rồi đặt DJANGO_SETTINGS_MODULE=sauro.config.settings và chạy: "
                "python -m django migrate audit 0001, python -m django migrate audit"
            ),
        )
    verdict = verify()
    if verdict.whole:
        yield Finding(
            "audit", "ok", _("Chuỗi nhật ký nguyên vẹn: %(events)d sự kiện.") % {"events": verdict.events}
        )
    else:
        yield Finding(
            "audit",
            "fail",
            _("Chuỗi nhật ký không còn nguyên vẹn."),
            _("Chạy: sauro audit verify, giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu gần nhất."),
        )
    if verdict.tail_is_late():
        yield Finding(
            "audit_tail",
            "warn",
            _("%(count)d sự kiện chờ niêm phong quá một phút.") % {"count": verdict.unsealed},
            _("Chạy: sauro worker, hoặc sauro serve --with-worker"),
        )


_WITH_DATABASE: tuple[Callable[[], Iterator[Finding]], ...] = (
    _units,
    _worker,
    schedule,
    roll_ups,
    reports,
    _audit,
    backups,
    evidence,
)
