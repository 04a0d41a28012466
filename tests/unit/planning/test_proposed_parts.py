"""Where an item that holds several pieces of work may be parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sauro.engine.planning.parts import count_works, proposed_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rà soát giá muối ở chợ sớm.", ("Rà soát giá muối ở chợ sớm.",)),
        (
            "Rà soát giá muối ở chợ sớm. Xây dựng bảng giá chung cho tỉnh.",
            ("Rà soát giá muối ở chợ sớm.", "Xây dựng bảng giá chung cho tỉnh."),
        ),
        (
            "Rà soát giá muối ở chợ sớm. Việc này làm mỗi tháng. Công khai bảng giá tại bến.",
            ("Rà soát giá muối ở chợ sớm. Việc này làm mỗi tháng.", "Công khai bảng giá tại bến."),
        ),
        ("", ()),
    ],
)
def test_parts(text, parts):
    assert proposed_parts(text) == parts


@given(
    st.lists(
        st.sampled_from(
            ["Rà soát giá muối ở chợ.", "Việc này làm hằng tháng.", "Công khai bảng giá tại bến;"]
        ),
        max_size=6,
    )
)
def test_nothing_is_lost_and_each_part_but_the_first_opens_work(sentences):
    text = " ".join(sentences)
    parts = proposed_parts(text)
    assert " ".join(parts) == text
    assert count_works(text) <= max(len(parts), 1)
