"""People are put in order by the given name and found without marks."""

from __future__ import annotations

from sauro.people.naming import KEY_LENGTH, SEARCH_LENGTH, name_key, search_text


def test_by_given_name_then_family_name() -> None:
    names = ["Nguyễn Văn Bình", "Trần Thị An", "Lê Bình", "Đỗ Ân", "Bùi An (mẫu)", "An"]
    assert sorted(names, key=name_key) == [
        "An",
        "Bùi An (mẫu)",
        "Trần Thị An",
        "Đỗ Ân",
        "Lê Bình",
        "Nguyễn Văn Bình",
    ]


def test_a_name_of_brackets_alone_still_has_an_order() -> None:
    assert name_key("(mẫu)")


def test_found_by_any_of_the_words() -> None:
    found = search_text("Đặng Thị Hòa", "TK-1", None, "dang.hoa@x.test")
    assert found == "dang thi hoa tk-1 dang.hoa@x.test"


def test_very_long_names_fit_their_columns() -> None:
    assert len(name_key("ế" * 5000)) <= KEY_LENGTH
    assert len(search_text("ế" * 5000)) <= SEARCH_LENGTH
