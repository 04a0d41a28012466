"""Small things at the edge: the local key, log lines, the policy of pages, the words of the command line."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest

from sauro.config import click_words, policy
from sauro.config.cli import language_first
from sauro.config.doctor import Finding
from sauro.config.logs import MASK, mask_personal, masked
from sauro.config.processes import port_is_free
from sauro.config.secret import local_secret_key


def test_the_local_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: local_secret_key(tmp_path / "data"), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Key (email)=(tran.anh@tinh.example) already exists", f"Key (email)=({MASK}) already exists"),
        ("phone 0912 345 678 called", f"phone {MASK} called"),
        ("card 089123456789", f"card {MASK}"),
        ("task NV-02.03 on 2026-11-22, 68 items", "task NV-02.03 on 2026-11-22, 68 items"),
        ("GET /nhiem-vu/NV-201.02.03", "GET /nhiem-vu/NV-201.02.03"),
    ],
)
def test_log_lines_hide_addresses_and_long_numbers_and_keep_the_rest(line: str, shown: str) -> None:
    assert masked(line) == shown


def test_masking_reaches_every_field_but_the_ones_that_identify_the_line() -> None:
    event = {"event": "x a@b.vn", "exception": "Traceback a@b.vn", "request_id": "12345678901", "n": 5}
    assert mask_personal(None, "info", event) == {
        "event": f"x {MASK}",
        "exception": f"Traceback {MASK}",
        "request_id": "12345678901",
        "n": 5,
    }


def test_pages_may_load_nothing_inline_and_nothing_from_elsewhere() -> None:
    directives = policy.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {source for sources in directives.values() for source in sources} == {"'self'", "'none'"}
    for closed in ("base-uri", "object-src", "frame-ancestors"):
        assert directives[closed] == ["'none'"]
    assert directives["form-action"] == ["'self'"]


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["doctor", "--lang", "en"], ["--lang", "en", "doctor"]),
        (["doctor", "--lang=en", "--format", "json"], ["--lang", "en", "doctor", "--format", "json"]),
        (["plan", "read", "--", "--lang"], ["plan", "read", "--", "--lang"]),
        (["doctor", "--lang"], ["doctor", "--lang"]),
        ([], []),
    ],
)
def test_the_language_may_stand_anywhere(given: list[str], ordered: list[str]) -> None:
    assert language_first(given) == ordered


def test_every_sentence_of_click_that_is_translated_is_one_click_says() -> None:
    folder = Path(click.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    source = source.replace('"\n', "").replace("\n", "")
    known = {sentence for table in click_words.vietnamese() for sentence in table}
    missing = [sentence for sentence in known if repr_of(sentence) not in source]
    assert missing == []


def repr_of(sentence: str) -> str:
    return sentence.replace("\n", "\\n").replace("\t", "\\t")


def test_click_speaks_vietnamese_unless_english_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    click_words.speak()
    words = click.core._  # type: ignore[attr-defined]
    monkeypatch.setenv("SAURO_LANG", "vi")
    assert words("Options") == "Tùy chọn"
    monkeypatch.setenv("SAURO_LANG", "en")
    assert words("Options") == "Options"


def test_a_finding_that_is_not_well_says_how_to_mend_it() -> None:
    with pytest.raises(ValueError, match="how to mend"):
        Finding("disk", "warn", "Sắp hết đĩa.")


def test_a_port_in_use_is_seen() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not port_is_free("127.0.0.1", taken.getsockname()[1])
    assert port_is_free("127.0.0.1", 0)
