"""Names of files as their senders wrote them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.files.names import LONGEST, clean_name, extension_of

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("sent", "name", "extension"),
    [
        ("Danh mục rà soát.PDF", "Danh mục rà soát.PDF", "pdf"),
        (r"C:\Users\an\Tờ trình.docx", "Tờ trình.docx", "docx"),
        ("../../etc/passwd", "passwd", ""),
        ("ke\u202efdp.exe", "kefdp.exe", "exe"),
        ("a\x00b\nc.pdf", "ab c.pdf", "pdf"),
        ("..pdf", "pdf", ""),
        (".pdf", "pdf", ""),
        ("báo cáo.pdf.", "báo cáo.pdf", "pdf"),
        (unicodedata.normalize("NFD", "Tệp.pdf"), "Tệp.pdf", "pdf"),
        ("", "", ""),
        (" / ", "", ""),
        ("x" * 300 + ".xlsx", "x" * 250 + ".xlsx", "xlsx"),
        ("x" * 300, "x" * 255, ""),
    ],
)
def test_a_name(sent: str, name: str, extension: str) -> None:
    assert clean_name(sent) == name
    assert extension_of(name) == extension


@given(st.text(max_size=400))
def test_any_name_is_one_line_without_a_path(sent: str) -> None:
    name = clean_name(sent)
    assert len(name) <= LONGEST
    assert not set("/\\\x00\n\r\t") & set(name)
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") for character in name)
    assert clean_name(name) == name
