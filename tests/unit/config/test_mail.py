"""The address of the mail server: read, or refused with a sentence that repeats no password."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.config.mail import MailServer, MailUrlError, looks_like_address, parse_mail_url

SECRET = "b1-mat"


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("", None),
        ("  ", None),
        ("smtp://mail.test", MailServer("mail.test", 25, "", "", False, False)),
        ("smtp://u:p@mail.test:2525/", MailServer("mail.test", 2525, "u", "p", False, False)),
        ("smtp://u%40a:p%2F@mail.test/?tls=1", MailServer("mail.test", 587, "u@a", "p/", True, False)),
        ("smtps://u:p@mail.test", MailServer("mail.test", 465, "u", "p", False, True)),
        ("smtps://u:p@mail.test/?tls=1", MailServer("mail.test", 465, "u", "p", False, True)),
        ("smtp://[::1]:1025", MailServer("::1", 1025, "", "", False, False)),
    ],
)
def test_what_is_read(text: str, server: MailServer | None) -> None:
    assert parse_mail_url(text) == server


@pytest.mark.parametrize(
    "text",
    [
        f"http://u:{SECRET}@mail.test",
        f"smtp://u:{SECRET}@",
        f"smtp://u:{SECRET}@mail.test:99999",
        f"smtp://u:{SECRET}@mail.test:abc",
        f"smtp://u:{SECRET}@mail.test/inbox",
        f"smtp://u:{SECRET}@mail.test/?tls=yes",
        f"smtp://u:{SECRET}@mail.test/?ssl=1",
        f"smtp://u:{SECRET}@mail.test/#x",
        f"smtp://:{SECRET}@mail.test",
        "smtp://u@mail.test",
        "mail.test",
        "smtp://[::1",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(MailUrlError) as wrong:
        parse_mail_url(text)
    assert "SAURO_EMAIL_URL" in str(wrong.value)
    assert SECRET not in str(wrong.value)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    said = "SAURO_EMAIL_URL"
    try:
        parse_mail_url(text)
    except MailUrlError as wrong:
        said = str(wrong)
    assert "SAURO_EMAIL_URL" in said


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_names_and_passwords_come_back_whole(user: str, password: str) -> None:
    encodable = (user + password).encode("utf-8", "ignore").decode() == user + password
    if not encodable:
        return
    server = parse_mail_url(f"smtp://{quote(user, safe='')}:{quote(password, safe='')}@mail.test")
    assert server is not None
    assert (server.user, server.password) == (user, password)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a@b.vn", True),
        ("a@b", False),
        ("", False),
        ("A <a@b.vn>", False),
        ("a@b.vn,c@d.vn", False),
        ("a@@b.vn", False),
    ],
)
def test_an_address_of_a_sender(text: str, is_one: bool) -> None:
    assert looks_like_address(text) is is_one
