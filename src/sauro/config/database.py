"""DATABASE_URL understood: which database, where, and the options that keep both kinds behaving alike.

Belongs here: the address and Django's DATABASES entry. Does not belong here: schema and queries.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from sauro.config.language import gettext as _

SQLITE_WAIT_SECONDS = 20
POOL_WAIT_SECONDS = 5
"""A server that is away is reported within this time; a process has fewer threads than its pool connections."""
SQLITE_PRAGMAS = ";".join(
    (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=NORMAL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA temp_store=MEMORY",
        "PRAGMA cache_size=-32000",
    )
)
POSTGRES_OPTIONS = frozenset(
    {
        "host",
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "connect_timeout",
        "application_name",
        "target_session_attrs",
    }
)


class DatabaseUrlError(ValueError):
    """The address cannot be used; the message says why and shows the right form. It never repeats the
    address (password).
    """


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where the data live: ``path`` for SQLite, the rest for PostgreSQL."""

    kind: Literal["sqlite", "postgresql"]
    path: Path | None = None
    name: str = ""
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()


def parse_database_url(url: str, *, default: Path) -> DatabaseAddress:
    """``postgresql://user:password@host:port/name?sslmode=…`` or ``sqlite:///relative`` /
    ``sqlite:////absolute``.

    An empty ``url`` is the SQLite file ``default``. A socket folder is given by ``?host=/path``.
    """
    if not url.strip():
        return DatabaseAddress("sqlite", path=default)
    try:
        parts = urlsplit(url.strip())
        port = str(parts.port or "")
    except ValueError:
        raise DatabaseUrlError(_wrong(_("không đọc được địa chỉ hoặc cổng"))) from None
    if parts.scheme in ("postgresql", "postgres"):
        return _postgres(parts, port)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    raise DatabaseUrlError(_wrong(_("không biết loại cơ sở dữ liệu này")))


def _wrong(reason: str) -> str:
    return _(
        "DATABASE_URL không dùng được: %(reason)s. Dạng đúng: "
        "postgresql://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu "
        "hoặc sqlite:////đường/dẫn/tệp.sqlite3; để trống thì dùng SQLite trong thư mục dữ liệu."
    ) % {"reason": reason}


def _sqlite(parts: Any) -> DatabaseAddress:
    if parts.netloc:
        raise DatabaseUrlError(_wrong(_("sau sqlite: cần ba hoặc bốn dấu gạch chéo")))
    path = unquote(parts.path).removeprefix("/")
    if not path or path == ":memory:":
        raise DatabaseUrlError(_wrong(_("thiếu đường dẫn tệp SQLite")))
    if parts.query:
        raise DatabaseUrlError(_wrong(_("địa chỉ SQLite không nhận tham số")))
    return DatabaseAddress("sqlite", path=Path(path))


def _postgres(parts: Any, port: str) -> DatabaseAddress:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(options) - POSTGRES_OPTIONS)
    if unknown:
        raise DatabaseUrlError(_wrong(_("tham số không biết: %(names)s") % {"names": ", ".join(unknown)}))
    name = unquote(parts.path).removeprefix("/")
    if not name or "/" in name:
        raise DatabaseUrlError(_wrong(_("thiếu tên cơ sở dữ liệu sau tên máy")))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return DatabaseAddress(
        "postgresql",
        name=name,
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(sorted(options.items())),
    )


def django_database(address: DatabaseAddress, *, pool: int) -> dict[str, Any]:
    """Django's entry for the address; ``pool`` is the most connections one process keeps, 0 for none."""
    if address.kind == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(address.path),
            # each thread keeps its own: opening the file and setting it up costs more than a small page reads
            "CONN_MAX_AGE": None,
            # IMMEDIATE: a transaction that will write waits at its start instead of failing in its middle.
            # It forbids ATOMIC_REQUESTS, under which every page view would take the write lock.
            "OPTIONS": {
                "timeout": SQLITE_WAIT_SECONDS,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
            },
        }
    options: dict[str, Any] = dict(address.options)
    if pool:
        options["pool"] = {"min_size": 0, "max_size": pool, "timeout": POOL_WAIT_SECONDS}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "HOST": address.host,
        "PORT": address.port,
        "USER": address.user,
        "PASSWORD": address.password,
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }
