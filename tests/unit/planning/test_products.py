"""Documents that a text makes the result of a task, and documents that it only follows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.planning.products import read_product

PIECES = st.sampled_from(
    [
        "xây dựng",
        "ban hành",
        "trình",
        "UBND tỉnh",
        "kế hoạch",
        "các",
        "đề án",
        "phát triển",
        "sách",
        ",",
        ".",
        "này",
        "và",
        "số 5/KH",
    ]
)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        (
            "Xây dựng Đề án phát triển thư viện giai đoạn 2031 - 2035.",
            "Đề án phát triển thư viện giai đoạn 2031 - 2035",
        ),
        ("Tham mưu UBND tỉnh ban hành các chính sách ưu đãi, thu hút bạn đọc.", "chính sách ưu đãi"),
        ("Công bố danh mục sách hết hạn định kỳ hằng năm.", "danh mục sách hết hạn"),
        ("Xây dựng kế hoạch rà soát, đẩy mạnh số hóa kho sách.", "kế hoạch rà soát"),
        (
            "Mở lớp, ban hành các văn bản hướng dẫn, quy chế mượn sách và thực hiện các giải pháp.",
            "văn bản hướng dẫn, quy chế mượn sách",
        ),
        (
            "Ban hành Quyết định phê duyệt quy trình mượn sách trước ngày 30/6/2031.",
            "Quyết định phê duyệt quy trình mượn sách",
        ),
        ("Biên soạn sổ tay hướng dẫn mượn sách, phát hành đến bạn đọc.", "sổ tay hướng dẫn mượn sách"),
        (
            "Ban hành và tổ chức thực hiện đầy đủ, kịp thời Kế hoạch mua sách hằng năm.",
            "Kế hoạch mua sách hằng năm",
        ),
        (
            "Kết luận thanh tra công tác mượn sách trước ngày 30/6/2031.",
            "Kết luận thanh tra công tác mượn sách",
        ),
        ("Ra mắt chuyên mục đọc sách, đăng tải hằng tuần.", "chuyên mục đọc sách"),
        ("Lập sổ theo dõi sách mượn.", "sổ theo dõi sách mượn"),
        ("Phát hành cẩm nang mượn sách.", "cẩm nang mượn sách"),
        ("Xây dựng báo cáo kiểm kê sách, hoàn thành trước ngày 30/6/2031.", "báo cáo kiểm kê sách"),
        ("Tham mưu kế hoạch kiểm kê sách, trình UBND xã phê duyệt.", "kế hoạch kiểm kê sách"),
    ],
)
def test_documents_that_are_made(text: str, product: str) -> None:
    found = read_product(text, cell=False)
    assert found is not None
    assert found.text == product
    assert text[found.anchor.start : found.anchor.end] == product


@pytest.mark.parametrize(
    "text",
    [
        "Kết luận thanh tra phải được công khai.",
        "Phát hành văn bản.",
        "Thực hiện Kế hoạch mua sách hằng năm.",
        "Theo dõi việc triển khai Kế hoạch này.",
        "Xây dựng Kế hoạch này.",
        "Bồi dưỡng đội ngũ cán bộ, công chức xây dựng chính sách, pháp luật.",
        "Triển khai Quyết định số 14/QĐ-UBND ngày 25/9/2031 của Chủ tịch UBND tỉnh công bố danh mục sách cũ.",
        "Đầu tư theo lộ trình quy định tại văn bản cấp trên.",
        "Xây dựng thư viện, phòng đọc.",
        "Xây dựng chính sách.",
        "",
    ],
)
def test_documents_that_are_not(text: str) -> None:
    assert read_product(text, cell=False) is None


def test_a_cell_is_the_product_as_it_stands() -> None:
    found = read_product(" Báo cáo.\n", cell=True)
    assert found is not None
    assert found.text == "Báo cáo."
    assert read_product(" - ", cell=True) is None


@settings(deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=25).map(" ".join)), st.booleans())
def test_any_text_is_read_without_an_error(text: str, cell: bool) -> None:
    found = read_product(text, cell=cell)
    if found:
        assert text[found.anchor.start : found.anchor.end] == found.text
