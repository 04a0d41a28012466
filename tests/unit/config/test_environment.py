"""Settings fail loudly: which variable, what is wrong, how to mend it; and never repeat a secret."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sauro.config.environment import (
    Environment,
    SettingsError,
    is_loopback,
    known_variables,
    read_environment,
    unknown_variables,
    variable_of,
)

SECRET = "s" * 50
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what the settings must judge
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("SAURO_") or name in ("DATABASE_URL", "PORT"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SAURO_DATA", str(tmp_path))


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_environment()
    return str(caught.value)


def test_nothing_needs_to_be_set_on_one_machine(tmp_path: Path) -> None:
    environment = read_environment()
    assert environment.local
    assert not environment.served_by_https
    assert environment.database.path == tmp_path / "sauro.sqlite3"
    assert (environment.host, environment.port) == ("127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"PORT": "http"}, "PORT=http"),
        ({"PORT": "70000"}, "PORT=70000"),
        ({"SAURO_DEMO": "maybe"}, "SAURO_DEMO=maybe"),
        ({"SAURO_UPLOAD_MB": "0"}, "SAURO_UPLOAD_MB=0"),
        ({"SAURO_LOG": "xml"}, "SAURO_LOG=xml"),
        ({"SAURO_IDLE_MINUTES": "1"}, "SAURO_IDLE_MINUTES=1"),
        ({"DATABASE_URL": "mysql://u:p@h/d"}, "DATABASE_URL"),
        ({"SAURO_SECRET_KEY": "short"}, "SAURO_SECRET_KEY"),
        ({"SAURO_HOST": EVERYWHERE, "SAURO_SECRET_KEY": SECRET}, "SAURO_HOSTS"),
        ({"SAURO_HOSTS": "*", "SAURO_SECRET_KEY": SECRET, "SAURO_TRUST_PROXY": "1"}, "SAURO_HOSTS"),
        ({"SAURO_HOSTS": "saurox.example", "SAURO_TRUST_PROXY": "1"}, "SAURO_SECRET_KEY"),
        ({"SAURO_HOSTS": "saurox.example", "SAURO_SECRET_KEY": SECRET}, "SAURO_TRUST_PROXY"),
        ({"SAURO_CLAMAV": "clamd"}, "SAURO_CLAMAV"),
        ({"SAURO_S3_BUCKET": "kho"}, "SAURO_S3_SECRET"),
        ({"SAURO_S3_KEY": "k"}, "SAURO_S3_BUCKET"),
        (
            {"SAURO_S3_BUCKET": "k", "SAURO_S3_KEY": "k", "SAURO_S3_SECRET": "s", "SAURO_S3_ENDPOINT": "s3"},
            "SAURO_S3_ENDPOINT",
        ),
    ],
)
def test_what_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], named: str
) -> None:
    sentence = refusal(monkeypatch, **variables)
    assert named in sentence
    assert sentence.endswith((".", ")", '"')), "a whole sentence, or a command to copy"


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = refusal(monkeypatch, SAURO_HOST=EVERYWHERE, SAURO_DEMO="1")
    assert all(
        name in sentence for name in ("SAURO_HOSTS", "SAURO_SECRET_KEY", "SAURO_TRUST_PROXY", "SAURO_DEMO")
    )
    assert len(sentence.splitlines()) == 4


@pytest.mark.parametrize(
    "opening", [{"SAURO_HOST": EVERYWHERE}, {"SAURO_HOSTS": "saurox.example"}, {"SAURO_HOST": "::"}]
)
def test_the_demo_refuses_to_be_reached_from_elsewhere(
    monkeypatch: pytest.MonkeyPatch, opening: dict[str, str]
) -> None:
    rest = {
        "SAURO_HOSTS": "saurox.example",
        "SAURO_SECRET_KEY": SECRET,
        "SAURO_TRUST_PROXY": "1",
        "SAURO_DEMO": "1",
    }
    assert "SAURO_DEMO" in refusal(monkeypatch, **{**rest, **opening})


def test_a_real_installation_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SAURO_HOST": "10.0.0.5",
        "SAURO_HOSTS": "saurox.example, www.saurox.example",
        "SAURO_SECRET_KEY": SECRET,
        "SAURO_TRUST_PROXY": "1",
        "DATABASE_URL": "postgresql://u:p@db/sauro",
    }.items():
        monkeypatch.setenv(name, value)
    environment = read_environment()
    assert environment.hosts == ("saurox.example", "www.saurox.example")
    assert environment.served_by_https
    assert not environment.local


def test_a_secret_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = refusal(monkeypatch, SAURO_SECRET_KEY="tooshort1", DATABASE_URL="postgres://u:hidden-word@h")
    assert "tooshort1" not in sentence
    assert "hidden-word" not in sentence


def test_english_is_spoken_when_asked_for_and_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAURO_LANG", "en")
    assert "PORT=x" in refusal(monkeypatch, PORT="x")


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("localhost", True),
        ("[::1]", True),
        ("::1", True),
        ("app.localhost", True),
        (EVERYWHERE, False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
    ],
)
def test_loopback_is_told_from_what_looks_like_it(host: str, only_here: bool) -> None:
    assert is_loopback(host) is only_here


def test_a_misspelt_variable_is_found() -> None:
    assert unknown_variables({"SAURO_DEBGU": "1", "SAURO_DEBUG": "1", "PATH": "x"}) == ["SAURO_DEBGU"]


def test_the_example_file_names_every_variable_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE))
    assert named - {"SAURO_LANG"} == {variable_of(name) for name in Environment.model_fields}
    assert named <= known_variables()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SAURO_EMAIL_URL": "http://u:b1-mat@mail.test"}, "SAURO_EMAIL_URL không đúng dạng"),
        ({"SAURO_EMAIL_URL": "smtp://mail.test"}, "SAURO_EMAIL_FROM chưa dùng được"),
        (
            {"SAURO_EMAIL_URL": "smtp://mail.test", "SAURO_EMAIL_FROM": "tỉnh"},
            "SAURO_EMAIL_FROM chưa dùng được",
        ),
        ({"SAURO_EMAIL_FROM": "a@tinh.example"}, "SAURO_EMAIL_FROM chỉ có tác dụng cùng SAURO_EMAIL_URL"),
        ({"SAURO_SECOND_FACTOR": "always"}, "SAURO_SECOND_FACTOR=always"),
    ],
)
def test_mail_and_second_factor_are_checked(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str
) -> None:
    words = refusal(monkeypatch, **variables)
    assert said in words
    assert "b1-mat" not in words


@pytest.mark.parametrize(
    ("chosen", "demo", "required"),
    [
        ("auto", "0", True),
        ("auto", "1", False),
        ("required", "1", True),
        ("recommended", "0", False),
    ],
)
def test_a_second_factor_is_required_except_in_the_demo(
    monkeypatch: pytest.MonkeyPatch, chosen: str, demo: str, required: bool
) -> None:
    monkeypatch.setenv("SAURO_SECOND_FACTOR", chosen)
    monkeypatch.setenv("SAURO_DEMO", demo)
    assert read_environment().second_factor_required is required
