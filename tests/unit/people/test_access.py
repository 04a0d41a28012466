"""Small rules of signing in: devices in words, networks, the drawn code, roles that need a second factor."""

from __future__ import annotations

import re

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from sauro.people.access.devices import device_words
from sauro.people.access.network import UNKNOWN, network_address, network_of
from sauro.people.access.presenters import QUIET, grouped, square
from sauro.people.roles import RolesWrong, all_roles, read_roles

ROLES = """
roles:
  r:
    name: {vi: a, en: a}
    description: {vi: a, en: a}
    permissions: {units.view: own}
"""


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/109.0 Safari/537.36", "Chrome trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 6.1) coc_coc_browser/100 Chrome/94 Safari", "Cốc Cốc trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Version/17 Safari/604", "Safari trên iPhone"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari", "Chrome trên Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko Firefox/120.0", "Firefox trên Linux"),
        ("curl/8.0", "Trình duyệt không rõ"),
        ("", "Trình duyệt không rõ"),
        ("Windows", "Windows"),
    ],
)
def test_a_device_in_words(agent: str, words: str) -> None:
    assert device_words(agent) == words


@given(st.text(max_size=300))
def test_any_description_gives_words(agent: str) -> None:
    assert device_words(agent)


@pytest.mark.parametrize(
    ("peer", "written", "trusted", "address"),
    [
        ("10.0.0.1", "", False, "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4", False, "10.0.0.1"),
        ("10.0.0.1", "9.9.9.9, 1.2.3.4", True, "1.2.3.4"),
        ("10.0.0.1", "1.2.3.4, nonsense", True, "10.0.0.1"),
        ("", "", False, UNKNOWN),
        ("unix:", "2001:db8::1", True, "2001:db8::1"),
    ],
)
def test_the_other_side(settings, peer: str, written: str, trusted: bool, address: str) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if trusted else None
    headers = {"X-Forwarded-For": written} if written else {}
    assert network_address(RequestFactory(REMOTE_ADDR=peer).get("/", headers=headers)) == address


def test_one_subscriber_is_one_network() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1") != network_of("2001:db8:0:1::1")
    assert network_of("10.0.0.1") != network_of("10.0.0.2")
    assert network_of("nonsense") == "nonsense"


def test_the_drawn_code_has_its_quiet_rim_and_nothing_else() -> None:
    drawn = square("otpauth://totp/a?secret=ABC")
    places = [(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn.path)]
    assert len(places) * len("h1v1h-1z") < len(drawn.path)
    assert min(min(place) for place in places) == QUIET
    assert max(max(place) for place in places) == drawn.size - QUIET - 1


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=64))
def test_groups_lose_nothing(secret: str) -> None:
    assert grouped(secret).replace(" ", "") == secret
    assert all(len(part) <= 4 for part in grouped(secret).split())


def test_which_roles_must_have_a_second_factor() -> None:
    asked = {code for code, role in all_roles().items() if role.second_factor}
    assert asked == {"administrator", "owner_office"}
    assert not read_roles(ROLES)["r"].second_factor
    assert read_roles(ROLES + "    second_factor: required\n")["r"].second_factor


@pytest.mark.parametrize("value", ["recommended", "yes", "true", "[]", "0"])
def test_another_word_for_it_is_refused(value: str) -> None:
    with pytest.raises(RolesWrong, match="second_factor"):
        read_roles(ROLES + f"    second_factor: {value}\n")
