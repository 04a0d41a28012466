"""DATABASE_URL: what is understood, what is refused, and that a password never shows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.config.database import DatabaseAddress, DatabaseUrlError, django_database, parse_database_url

DEFAULT = Path("var/sauro.sqlite3")


def parsed(url: str) -> DatabaseAddress:
    return parse_database_url(url, default=DEFAULT)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "var/sauro.sqlite3"),
        ("  ", "var/sauro.sqlite3"),
        ("sqlite:///data/x.sqlite3", "data/x.sqlite3"),
        ("sqlite:////srv/x.sqlite3", "/srv/x.sqlite3"),
        ("sqlite:////srv/c%C3%B3%20d%E1%BA%A5u.db", "/srv/có dấu.db"),
    ],
)
def test_sqlite(url: str, path: str) -> None:
    assert parsed(url) == DatabaseAddress("sqlite", path=Path(path))


def test_postgresql_with_everything() -> None:
    address = parsed("postgresql://s%C3%A1u:p%40ss%2Fw@db.example:5433/sauro?sslmode=require")
    assert (address.user, address.password, address.host) == ("sáu", "p@ss/w", "db.example")
    assert (address.port, address.name, address.options) == ("5433", "sauro", (("sslmode", "require"),))


def test_postgresql_by_socket() -> None:
    address = parsed("postgresql://postgres:@/postgres?host=/run/pg")
    assert (address.host, address.name, address.password) == ("/run/pg", "postgres", "")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:p@h/d",
        "sauro.sqlite3",
        "sqlite://x.sqlite3",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///x?mode=ro",
        "postgresql://u:p@h",
        "postgresql://u:p@h/",
        "postgresql://u:p@h/a/b",
        "postgresql://u:p@h:port/d",
        "postgresql://u:p@h:99999/d",
        "postgresql://u:p@[::1/d",
        "postgresql://u:p@h/d?unheard=1",
    ],
)
def test_what_is_refused_says_the_right_form(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match=r"DATABASE_URL.*postgresql://.*sqlite:") as caught:
        parsed(url)
    assert "u:p@" not in str(caught.value).replace("tên:mật-khẩu@", "")


@given(password=st.text(min_size=1, max_size=30), name=st.text("abcdefgh_", min_size=1, max_size=20))
def test_any_password_survives_quoting_and_is_not_shown(password: str, name: str) -> None:
    try:
        url = f"postgresql://u:{quote(password, safe='')}@h/{name}"
    except UnicodeEncodeError:
        return  # half a character has no place in an address
    address = parsed(url)
    assert address.password == password
    assert "password" not in repr(address)


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused_in_words(url: str) -> None:
    try:
        kind = parsed(url).kind
    except DatabaseUrlError as refused:
        kind = str(refused)
    assert kind in ("sqlite", "postgresql") or "DATABASE_URL" in kind


def test_both_kinds_are_set_up_for_many_writers() -> None:
    sqlite = django_database(parsed("sqlite:///x"), pool=4)
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in sqlite["OPTIONS"]["init_command"]
    assert "ATOMIC_REQUESTS" not in sqlite
    pooled = django_database(parsed("postgresql://u@h/d?sslmode=require"), pool=4)
    assert pooled["OPTIONS"]["pool"]["max_size"] == 4
    assert pooled["OPTIONS"]["sslmode"] == "require"
    assert "pool" not in django_database(parsed("postgresql://u@h/d"), pool=0)["OPTIONS"]
