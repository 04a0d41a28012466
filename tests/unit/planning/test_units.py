"""Names of units in lists, in headings and in sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sauro.engine.planning.model import UnitRef
from sauro.engine.planning.unit_grammar import UnitGrammar
from sauro.engine.planning.units import is_unit_heading, read_roles, read_unit_list, subject_unit
from sauro.engine.text.names import Gazetteer, UnitName

GAZETTEER = Gazetteer(
    [
        UnitName("NV", "Sở Nội vụ"),
        UnitName("PQ", "Ban Quản lý Cảng Bãi Vàng"),
        UnitName("KT", "Ban Quản lý Cảng tỉnh"),
        UnitName("XP", "UBND các xã, phường", ("Ủy ban nhân dân xã, phường", "UBND cấp xã"), group=True),
        UnitName("SBN", "Các sở, ban, ngành", group=True),
        UnitName("ND", "Các cơ quan ngành dọc", ("cơ quan ngành dọc",), group=True),
        UnitName("TH", "Thuế tỉnh"),
    ]
)
PIECES = st.sampled_from(
    [
        *(
            "Sở",
            "Nội vụ",
            "các",
            "sở, ban, ngành",
            "UBND",
            "xã, phường",
            "và",
            ",",
            ";",
            ".",
            "(",
            ")",
            "Giám đốc",
        ),
        *(
            "Thủ trưởng",
            "cơ quan",
            "chủ trì",
            "phối hợp với",
            "Giao",
            "Đề nghị",
            "tỉnh",
            "Văn phòng",
            "Ban",
            "\n",
        ),
        *("Văn hóa, Thể thao", "liên quan", "-", "Tổ công tác", ":", "do", "trực thuộc", "hội", "Bộ"),
    ]
)


def shown(units: tuple[UnitRef, ...]) -> list[str]:
    """A group in brackets."""
    return [f"[{unit.text}]" if unit.group else unit.text for unit in units]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Sở Nội vụ", ["Sở Nội vụ"]),
        ("Sở Nội vụ.", ["Sở Nội vụ"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Văn hoá Thể thao du lịch", ["Sở Văn hoá Thể thao du lịch"]),
        ("Báo và Phát thanh, Truyền hình tỉnh; Sở Y tế", ["Báo và Phát thanh, Truyền hình tỉnh", "Sở Y tế"]),
        ("Các sở, ban, ngành", ["[Các sở, ban, ngành]"]),
        ("Các Sở, ngành, đơn vị, UBND cấp xã.", ["[Các Sở, ngành, đơn vị]", "[UBND cấp xã]"]),
        ("UBND các xã, phường, đặc khu", ["[UBND các xã, phường, đặc khu]"]),
        ("Sở Y tế; các cơ quan, đơn vị liên quan", ["Sở Y tế", "[các cơ quan, đơn vị liên quan]"]),
        ("Sở Y tế và các cơ quan, đơn vị liên quan", ["Sở Y tế", "[các cơ quan, đơn vị liên quan]"]),
        (
            "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ và UBND các tỉnh, thành phố trực thuộc trung ương",
            [
                "[các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ]",
                "[UBND các tỉnh, thành phố trực thuộc trung ương]",
            ],
        ),
        (
            "Viện, Trường; Doanh nghiệp, Sở, ban, ngành",
            ["[Viện, Trường]", "[Doanh nghiệp]", "[Sở, ban, ngành]"],
        ),
        ("Sở Y tế\nSở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("- Sở Y tế;\n- Sở Nội vụ;", ["Sở Y tế", "Sở Nội vụ"]),
        ("Văn phòng\nUBND tỉnh", ["Văn phòng\nUBND tỉnh"]),
        ("Văn phòng UBND tỉnh (Trung tâm Thông tin)", ["Văn phòng UBND tỉnh (Trung tâm Thông tin)"]),
        (
            "Bộ Công an tiến hành rà soát; các bộ, ngành rà soát trong lĩnh vực",
            ["Bộ Công an", "[các bộ, ngành]"],
        ),
        ("Nhà văn hóa Bãi Vàng", ["Nhà văn hóa Bãi Vàng"]),
        ("Theo phân công tại Quyết định số 9/QĐ-UBND", ["[Theo phân công tại Quyết định số 9/QĐ-UBND]"]),
        ("Các cơ quan, đơn vị theo quy định", ["[Các cơ quan, đơn vị theo quy định]"]),
        ("Giám đốc Sở Y tế", ["Giám đốc Sở Y tế"]),
        ("Các Sở: Y tế; Nội vụ", ["Y tế", "Nội vụ"]),
        ("Phòng Văn hóa\n- Xã hội", ["Phòng Văn hóa\n- Xã hội"]),
        ("Ông Lê Văn A, Phó Chủ tịch", ["Ông Lê Văn A, Phó Chủ tịch"]),
        ("", []),
        ("…", []),
    ],
)
def test_a_cell_that_names_units(cell: str, expected: list[str]) -> None:
    assert shown(read_unit_list(cell, None)) == expected


@pytest.mark.parametrize(
    ("heading", "expected", "requested"),
    [
        ("Sở Dân tộc và Tôn giáo", ["Sở Dân tộc và Tôn giáo"], False),
        ("SỞ XÂY DỰNG", ["SỞ XÂY DỰNG"], False),
        ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"], False),
        ("Thanh tra tỉnh", ["Thanh tra tỉnh"], False),
        ("Bảo hiểm xã hội khu vực XX", ["Bảo hiểm xã hội khu vực XX"], False),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật", ["Liên hiệp các Hội Khoa học và Kỹ thuật"], False),
        ("Hiệp hội Doanh nghiệp tỉnh", ["Hiệp hội Doanh nghiệp tỉnh"], False),
        ("Trung tâm phục vụ hành chính công", ["Trung tâm phục vụ hành chính công"], False),
        ("Sở Y tế:", ["Sở Y tế"], False),
        ("Sở Y tế có trách nhiệm:", ["Sở Y tế"], False),
        ("Giao Sở Y tế", ["Sở Y tế"], False),
        ("Trách nhiệm của Sở Y tế", ["Sở Y tế"], False),
        (
            "Đề nghị Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh",
            ["Tòa án nhân dân tỉnh", "Viện kiểm sát nhân dân tỉnh"],
            True,
        ),
        ("Giám đốc, Thủ trưởng các sở, ngành", ["[Giám đốc, Thủ trưởng các sở, ngành]"], False),
        ("Trưởng ấp, khóm", ["[Trưởng ấp, khóm]"], False),
        ("Các đơn vị được kiểm tra", ["[Các đơn vị được kiểm tra]"], False),
        ("Các trường học trên địa bàn phường", ["[Các trường học trên địa bàn phường]"], False),
        ("Thống kê tỉnh", ["Thống kê tỉnh"], False),
        ("Sở Y tế (cơ quan thường trực)", ["Sở Y tế"], False),
        ("Sở Y tế - Cơ quan thường trực Ban Chỉ đạo", ["Sở Y tế"], False),
        ("Đội Kiểm lâm số 3", ["Đội Kiểm lâm số 3"], False),
        ("Giao cho Sở Y tế thực hiện các nhiệm vụ sau", ["Sở Y tế"], False),
        ("Các Sở: Y tế, Văn hóa, Thể thao và Du lịch", ["Y tế", "Văn hóa, Thể thao và Du lịch"], False),
        (
            "UBND các xã: Bãi Vàng, Cồn Én và phường Bến Gỗ",
            ["Bãi Vàng", "Cồn Én", "phường Bến Gỗ"],
            False,
        ),
        ("Đồng chí Lê B, Phó Chủ tịch UBND xã", ["Đồng chí Lê B, Phó Chủ tịch UBND xã"], False),
        ("Các đồng chí Ủy viên UBND xã", ["[Các đồng chí Ủy viên UBND xã]"], False),
        ("Người dân và doanh nghiệp", ["[Người dân và doanh nghiệp]"], False),
        ("Các thôn, bản", ["[Các thôn, bản]"], False),
    ],
)
def test_headings_that_name_units(heading: str, expected: list[str], requested: bool) -> None:
    found = is_unit_heading(heading)
    assert found is not None
    assert (shown(found.units), found.requested) == (expected, requested)


@pytest.mark.parametrize(
    "heading",
    [
        "Cải cách tổ chức bộ máy",
        "Công tác tuyên truyền",
        "Hội nghị sơ kết",
        "HỘI NHẬP QUỐC TẾ",
        "Báo cáo kết quả",
        "BAN HÀNH KẾ HOẠCH",
        "Ban hành kế hoạch",
        "Tổ chức thực hiện",
        "TỔ CHỨC THỰC HIỆN",
        "Đoàn kiểm tra làm việc tại cơ sở",
        "Thanh tra, kiểm tra công vụ",
        "Công khai, minh bạch",
        "Bộ máy hành chính",
        "Bộ chỉ số đánh giá",
        "Sở hữu trí tuệ",
        "Trường hợp đặc biệt",
        "Các trường hợp đặc biệt",
        "CÁC THÀNH PHẦN THỂ THỨC CHÍNH",
        "Văn phòng điện tử",
        "Quỹ đất sạch",
        "Thuế thu nhập cá nhân",
        "Đào tạo, bồi dưỡng công chức",
        "Chính quyền số",
        "Trung tâm dữ liệu dùng chung",
        "Phòng, chống tham nhũng",
        "Các cơ sở dữ liệu dùng chung",
        "Mục đích, yêu cầu",
        "Kinh phí thực hiện",
        "Cơ quan",
        "Sở Y tế rà soát quy trình khám bệnh",
        "",
        "12.",
    ],
)
def test_headings_that_do_not(heading: str) -> None:
    assert is_unit_heading(heading) is None


def roles(
    text: str, heading: str = "", gazetteer: Gazetteer | None = None
) -> tuple[list[str], list[str], list[str]]:
    found = is_unit_heading(heading, gazetteer) if heading else None
    read = read_roles(text, gazetteer, found.units if found else ())
    return shown(read.inherited), shown(read.lead), shown(read.support)


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        ("Nâng chất lượng phục vụ.", "Sở Y tế", (["Sở Y tế"], [], [])),
        (
            "Chủ trì, phối hợp với các ngành, các địa phương mở lớp.",
            "Sở Y tế",
            (["Sở Y tế"], [], ["[các ngành]", "[các địa phương]"]),
        ),
        (
            "Phối hợp với Sở Nội vụ và các đơn vị liên quan đẩy mạnh.",
            "Sở Y tế",
            (["Sở Y tế"], [], ["Sở Nội vụ", "[các đơn vị liên quan]"]),
        ),
        ("Phối hợp chặt chẽ với Công an tỉnh rà soát.", "Sở Y tế", (["Sở Y tế"], [], ["Công an tỉnh"])),
        ("Chủ trì, phối hợp tổ chức lớp.", "Sở Y tế", (["Sở Y tế"], [], [])),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Y tế mở lớp.", "", ([], ["Sở Nội vụ"], ["Sở Y tế"])),
        ("Giao Sở Y tế cử người trực.", "", ([], ["Sở Y tế"], [])),
        (
            "Mở lớp (Sở Nội vụ chủ trì, phối hợp Sở Y tế; xong trong quý III/2031).",
            "",
            ([], ["Sở Nội vụ"], ["Sở Y tế"]),
        ),
        (
            "Ngoài ra, Ban Quản lý Cảng Bãi Vàng: xin cơ chế riêng.",
            "Ban Quản lý Cảng tỉnh, Ban Quản lý Cảng Bãi Vàng",
            ([], ["Ban Quản lý Cảng Bãi Vàng"], []),
        ),
        (
            "Thủ trưởng cơ quan, đơn vị có trách nhiệm báo cáo.",
            "Các sở, ban, ngành",
            (["[Các sở, ban, ngành]"], [], []),
        ),
        ("Mở lớp học.", "", ([], [], [])),
    ],
)
def test_roles_by_the_verbs_of_a_sentence(
    text: str, heading: str, expected: tuple[list[str], list[str], list[str]]
) -> None:
    assert roles(text, heading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Tài chính chủ trì bố trí kinh phí.", ["Sở Tài chính"]),
        ("Các Sở, ngành liên quan kiện toàn đội ngũ.", ["[Các Sở, ngành liên quan]"]),
        ("UBND các xã, phường tăng cường lãnh đạo.", ["[UBND các xã, phường]"]),
        ("Chánh Thanh tra tỉnh chủ trì thanh tra.", ["Chánh Thanh tra tỉnh"]),
        ("Sở Nội vụ: Theo dõi việc thực hiện.", ["Sở Nội vụ"]),
        (
            "Đề nghị người đứng đầu cấp ủy; thủ trưởng cơ quan, đơn vị trực tiếp chỉ đạo.",
            ["[người đứng đầu cấp ủy]", "[thủ trưởng cơ quan, đơn vị]"],
        ),
    ],
)
def test_an_item_that_opens_with_who_must_do_it(text: str, expected: list[str]) -> None:
    found = subject_unit(text, None)
    assert found is not None
    assert shown(found.units) == expected


@pytest.mark.parametrize(
    "text", ["Nâng chất lượng phục vụ.", "Báo cáo kết quả về UBND tỉnh.", "Hội nghị bàn về sách.", ""]
)
def test_an_item_that_does_not(text: str) -> None:
    assert subject_unit(text, None) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công an tỉnh dệt lưới dữ liệu.", ["Công an tỉnh"]),
        ("Sở Nông nghiệp và Môi trường nghiệm thu rừng trồng.", ["Sở Nông nghiệp và Môi trường"]),
        ("Đội Kiểm lâm số 3 canh rừng.", ["Đội Kiểm lâm số 3"]),
        ("Hội Liên hiệp Phụ nữ tỉnh gây quỹ học bổng.", ["Hội Liên hiệp Phụ nữ tỉnh"]),
        ("Các cấp ủy trực thuộc Tỉnh ủy học tập.", ["[Các cấp ủy trực thuộc Tỉnh ủy]"]),
        ("Cục Quản lý thị trường soát hàng.", ["Cục Quản lý thị trường"]),
        ("Trung tâm Công nghệ thông tin tỉnh dựng cổng.", ["Trung tâm Công nghệ thông tin tỉnh"]),
    ],
)
def test_a_name_ends_where_its_capitals_and_known_tails_end(text: str, expected: list[str]) -> None:
    found = subject_unit(text, None)
    assert found is not None
    assert shown(found.units) == expected


@pytest.mark.parametrize(
    ("text", "monitor"),
    [
        ("Mở lớp đọc sách; giao Sở Nội vụ theo dõi, đôn đốc.", ["Sở Nội vụ"]),
        ("Mở lớp đọc sách; giao Sở Y tế theo dõi, đôn đốc.", []),
        ("Mở lớp đọc sách; giao Sở Nội vụ theo dõi.", []),
        ("Giao Sở Nội vụ theo dõi, đôn đốc.", []),
    ],
)
def test_who_watches_over_an_item_of_another(text: str, monitor: list[str]) -> None:
    found = is_unit_heading("Sở Y tế")
    assert found is not None
    assert shown(read_roles(text, None, found.units).monitor) == monitor


def test_an_enumeration_shares_its_noun_for_the_province() -> None:
    found = is_unit_heading("Các Sở: Nội vụ, Y tế", GAZETTEER)
    assert found is not None
    assert codes(found.units) == ["NV", None]


def codes(units: tuple[UnitRef, ...]) -> list[str | None]:
    return [unit.code for unit in units]


def test_names_of_a_province_give_codes_and_groups() -> None:
    found = is_unit_heading("Các sở, ban, ngành, cơ quan ngành dọc, UBND các xã, phường", GAZETTEER)
    assert found is not None
    assert codes(found.units) == ["SBN", "ND", "XP"]
    assert all(unit.group for unit in found.units)
    assert codes(read_unit_list("Thuế tỉnh; Sở Nội vụ tỉnh; Sở Mây", GAZETTEER)) == ["TH", "NV", None]
    assert codes(read_unit_list("Giám đốc Sở Nội vụ", GAZETTEER)) == ["NV"]


def test_a_known_name_ends_before_a_verb_that_no_list_foresees() -> None:
    read = read_roles("Phối hợp với Thuế tỉnh dệt lưới dữ liệu.", GAZETTEER, ())
    assert [(unit.text, unit.code) for unit in read.support] == [("Thuế tỉnh", "TH")]


def check(units: tuple[UnitRef, ...], text: str) -> None:
    for unit in units:
        assert text[unit.anchor.start : unit.anchor.end] == unit.text
        assert unit.text == unit.text.strip()


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    check(read_unit_list(text, GAZETTEER), text)
    for found in (is_unit_heading(text), subject_unit(text, GAZETTEER)):
        check(found.units if found else (), text)
    read = read_roles(text, GAZETTEER, ())
    check((*read.lead, *read.support), text)


@pytest.mark.parametrize(
    "piece",
    [
        "phối hợp với ",
        "Giám đốc ",
        "các sở, ",
        "Sở Y tế (",
        "Sở Văn hóa, Thể thao, ",
        "(Giám đốc ",
        "UBND các xã, ",
        "giao do ",
        "Các Sở: Nội vụ, ",
        "Đồng chí Lê A, ",
        "giao Sở Y tế, ",
        "các cấp ủy trực thuộc Tỉnh ủy ",
    ],
)
def test_hostile_repetitions_cost_no_more_than_their_length(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookups = _counted(UnitGrammar, "longest", monkeypatch)
    for read in (
        lambda text: read_unit_list(text, GAZETTEER),
        lambda text: is_unit_heading(text, GAZETTEER),
        lambda text: subject_unit(text, GAZETTEER),
        lambda text: read_roles(text, GAZETTEER, ()),
    ):
        costs = []
        for times in (60, 240):
            before = lookups[0]
            read(piece * times)
            costs.append(lookups[0] - before)
        # Four times the text may cost four times the look-ups and a constant; its square would be sixteen times.
        assert costs[1] <= 5 * costs[0] + 50, costs


def _counted(owner: type, name: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a method is called, counted while it does its work."""
    real: Callable[..., int] = getattr(owner, name)
    count = [0]

    def counting(*arguments: object) -> int:
        count[0] += 1
        return real(*arguments)

    monkeypatch.setattr(owner, name, counting)
    return count
