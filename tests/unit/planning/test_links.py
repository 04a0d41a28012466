"""Links to indices: by names of indices, by quoted names of their parts, and nothing else."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro import definitions
from sauro.engine.planning.links import IndexNames, read_links

SOURCE = definitions.text("indices/names.yaml")
INDICES = IndexNames.from_yaml(SOURCE)
PIECES = st.sampled_from(
    [
        "Chỉ số",
        "PAPI",
        "PAR INDEX",
        "“",
        "”",
        "Quản trị điện tử",
        "quản trị môi trường",
        "trong",
        "của",
        ".",
        ";",
        "(PGI)",
        "Xanh",
        "766",
    ]
)


def read(text: str) -> list[tuple[str, str | None]]:
    return [(link.index, link.node) for link in read_links(text, INDICES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nâng “Cải cách thể chế” của Chỉ số PAR INDEX.", [("par_index", "2")]),
        ("Nâng “CẢI CÁCH TTHC” của Chỉ số PAR INDEX.", [("par_index", "3")]),
        ("Nâng “Công tác chỉ đạo, điều hành cải cách hành chính” của PAR INDEX.", [("par_index", "1")]),
        ("Nâng “quản trị điện tử” trong Chỉ số PAPI.", [("papi", "8")]),
        ("Nâng hiệu quả quản trị môi trường trong Chỉ số PAPI.", [("papi", "7")]),
        (
            "Nâng “Mức độ thu hút đầu tư”, “Mức độ phát triển doanh nghiệp” của Chỉ số PAR INDEX.",
            [("par_index", "8.2"), ("par_index", "8.3")],
        ),
        (
            "Nâng “Cải cách tài chính công” của Chỉ số PAR INDEX; “Thủ tục hành chính công” trong Chỉ số PAPI.",
            [("par_index", "6"), ("papi", "5")],
        ),
        ("Nâng các Chỉ số PAR INDEX, SIPAS, PAPI.", [("par_index", None), ("sipas", None), ("papi", None)]),
        ("Nâng Chỉ số Xanh (PGI).", [("pgi", None)]),
        ("Nâng Chỉ số phục vụ người dân, doanh nghiệp.", [("766", None)]),
        (
            "Nâng “Tính minh bạch” của PCI và “Công khai, minh bạch” của Bộ chỉ số 766.",
            [("pci", "3"), ("766", "1")],
        ),
        ("Đẩy mạnh cải cách thủ tục hành chính và quản trị môi trường.", []),
        ("Nâng cải cách thể chế. Công bố Chỉ số PAPI.", [("papi", None)]),
        ("", []),
    ],
)
def test_names_in_a_sentence(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(text) == expected


def test_the_file_of_names_means_something() -> None:
    data = yaml.safe_load(SOURCE)
    codes = [index["code"] for index in data["indices"]]
    assert codes == ["par_index", "sipas", "papi", "pgi", "pci", "dti", "766"]
    for index in data["indices"]:
        nodes = [node["node"] for node in index["nodes"]]
        assert len(nodes) == len(set(nodes))
        assert all("." not in node or node.rsplit(".", 1)[0] in nodes for node in nodes)
        assert all(node["confidence"] in {"C", "C2", "R"} for node in (index, *index["nodes"]))
        assert not any(key in node for node in index["nodes"] for key in ("points", "maximum", "max_points"))


def test_a_file_without_names_is_refused() -> None:
    with pytest.raises(ValueError, match="mapping"):
        IndexNames.from_yaml("- a")
    with pytest.raises(ValueError, match="no index"):
        IndexNames.from_yaml("indices: []")


@settings(deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    links = read_links(text, INDICES)
    assert len({(link.index, link.node) for link in links}) == len(links)
    for link in links:
        assert text[link.anchor.start : link.anchor.end] == link.text
