"""An installation that would be open says so and does not start."""

from __future__ import annotations

import pytest

from sauro.config.environment import SettingsError, read_environment

SECRET = "k9" * 24
BEHIND_PROXY = {"SAURO_TRUST_PROXY": "1", "SAURO_SECRET_KEY": SECRET}


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    for name in ("SAURO_HOST", "SAURO_HOSTS", "SAURO_DEMO", "SAURO_DEBUG", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as wrong:
        read_environment()
    return str(wrong.value)


@pytest.mark.parametrize("name", ["SAURO_DEMO", "SAURO_DEBUG"])
@pytest.mark.parametrize(
    "opening",
    [
        BEHIND_PROXY,
        {**BEHIND_PROXY, "SAURO_HOST": "10.0.0.5", "SAURO_HOSTS": "a.example"},
        {**BEHIND_PROXY, "SAURO_HOSTS": "a.example"},
        {"SAURO_HOST": "0.0.0.0", "SAURO_HOSTS": "a.example", "SAURO_SECRET_KEY": SECRET, "SAURO_HTTPS": "0"},  # noqa: S104
    ],
)
def test_neither_demo_nor_debug_where_others_can_reach_it(
    monkeypatch: pytest.MonkeyPatch, name: str, opening: dict[str, str]
) -> None:
    """A proxy in front makes a loopback address reachable from outside."""
    assert f"{name}=1" in refusal(monkeypatch, **{**opening, name: "1"})


@pytest.mark.parametrize("name", ["SAURO_DEMO", "SAURO_DEBUG"])
def test_both_are_taken_on_this_machine(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    assert getattr(read_environment(), name.removeprefix("SAURO_").lower())
