"""The form of Nghị định 30/2020, measured on pages that LibreOffice draws: one run for all documents."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sauro.engine.documents.out import Annex, Header, Paragraph, Signature, issued, write_docx
from sauro.engine.documents.out.header import MOTTO, NATION
from sauro.engine.documents.out.metrics import Face, width
from unit.documents.measured import Line, Page, render, why_not
from unit.documents.official import letter, report, submission

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "measured")

# A millimetre of what a word processor may round.
NEAR = 1.0
LEFT, RIGHT, TOP, BOTTOM = 30, 190, 20, 277

LONG = Header(
    superior="Ủy ban nhân dân tỉnh Thạch Lam",
    issuer="Ban Quản lý các khu kinh tế, khu công nghiệp và khu công nghệ cao",
    symbol="BC-BQLKKT",
    place="Thành phố Thạch Lam Tây",
    number=123,
    day=date(2026, 11, 15),
    in_text="Ban Quản lý các khu kinh tế, khu công nghiệp và khu công nghệ cao tỉnh Thạch Lam",
)
STACKED = ("TM. Ủy ban nhân dân", "TUQ. Chủ tịch", "Giám đốc Sở Nội vụ")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Page, ...]]:
    filler = (
        Paragraph(
            "Đoạn văn minh họa của một trang đầy, dài hơn một dòng để thấy cách ngắt dòng của văn bản."
        ),
    )
    made = {
        "report": report(),
        "issued": issued(report(), number=5, day=date(2026, 3, 9)),
        "letter": letter(),
        "submission": submission(),
        "long": report(
            header=LONG,
            title="Về kết quả thực hiện các nhiệm vụ cải cách hành chính, chuyển đổi số, cải thiện môi trường đầu tư kinh "
            "doanh và nâng cao chất lượng phục vụ người dân, doanh nghiệp chín tháng đầu năm 2026",
            addressees=(),
            body=filler * 19 + (Paragraph("Chi tiết tại Phụ lục."),),
            signature=Signature(STACKED, ""),
            annexes=(Annex("Một phụ lục", filler),),
        ),
        # All of its text fits on the first page, the signature does not.
        "edge": report(header=LONG, addressees=(), body=filler * 11, annexes=()),
    }
    folder = tmp_path_factory.mktemp("layout")
    return render({name: write_docx(document) for name, document in made.items()}, folder)


def test_every_page_is_a4_with_the_margins_of_the_decree(pages: dict[str, tuple[Page, ...]]) -> None:
    for name, drawn in pages.items():
        for number, page in enumerate(drawn, 1):
            upright = page.width < page.height
            assert sorted((round(page.width), round(page.height))) == [210, 297], (name, number)
            right = RIGHT if upright else 277
            bottom = BOTTOM if upright else 190
            body = [line for line in page.lines if line.base > TOP]
            assert min(line.left for line in body) >= LEFT - 0.3, (name, number)
            assert max(line.right for line in body) <= right + 0.6, (name, number)
            assert max(line.base for line in body) <= bottom, (name, number)
            assert min(line.base for line in body) > TOP + 3, (name, number)


def test_justified_text_fills_the_width(pages: dict[str, tuple[Page, ...]]) -> None:
    line = pages["report"][0].line("Ủy ban nhân dân tỉnh, Ủy ban nhân dân tỉnh báo cáo")
    assert line.left == pytest.approx(LEFT, abs=NEAR)
    assert line.right == pytest.approx(RIGHT, abs=NEAR)
    first = pages["report"][0].line("Thực hiện Kế hoạch số 12/KH-UBND")
    assert first.left == pytest.approx(LEFT + 12.7, abs=NEAR)
    assert (first.size, first.bold, first.italic) == (14, False, False)


@pytest.mark.parametrize(
    ("name", "opening", "size", "bold", "italic"),
    [
        ("report", NATION, 12, True, False),
        ("report", MOTTO, 13, True, False),
        ("report", "ỦY BAN NHÂN DÂN", 12, True, False),
        ("submission", "UBND TỈNH THẠCH LAM", 12, False, False),
        ("submission", "SỞ NỘI VỤ", 12, True, False),
        ("report", "Số:", 13, False, False),
        ("report", "Thạch Lam, ngày", 13, False, True),
        ("report", "BÁO CÁO", 14, True, False),
        ("report", "Kết quả thực hiện", 14, True, False),
        ("report", "Kính gửi: Bộ Nội vụ", 14, False, False),
        ("letter", "V/v đôn đốc", 12, False, False),
        ("submission", "Căn cứ Luật", 14, False, True),
        ("report", "I. CÔNG TÁC", 14, True, False),
        ("report", "1. Tiến độ", 14, True, False),
        ("report", "a) Kiểm tra định kỳ", 14, False, False),
        ("letter", "Nơi nhận:", 12, True, True),
        ("letter", "- Như trên;", 11, False, False),
        ("letter", "- Lưu: VT, NC.", 11, False, False),
        ("letter", "TL. CHỦ TỊCH", 14, True, False),
        ("letter", "Nguyễn Văn Minh Họa", 14, True, False),
    ],
)
def test_size_and_face_of_each_part(
    pages: dict[str, tuple[Page, ...]], name: str, opening: str, size: float, bold: bool, italic: bool
) -> None:
    line = pages[name][0].line(opening)
    assert (line.size, line.bold, line.italic) == (size, bold, italic)


def test_one_typeface_for_all_letters(pages: dict[str, tuple[Page, ...]]) -> None:
    faces = {line.font for drawn in pages.values() for page in drawn for line in page.lines}
    assert {face.split("-")[0] for face in faces} == {"Tinos"}


@pytest.mark.parametrize(
    ("name", "opening", "face"),
    [
        ("report", NATION, Face.BOLD),
        ("report", MOTTO, Face.BOLD),
        ("letter", "- Như trên;", Face.REGULAR),
        ("letter", "hiện Kế hoạch quý", Face.REGULAR),
        ("issued", "Thạch Lam, ngày", Face.ITALIC),
        ("submission", "Căn cứ Luật", Face.ITALIC),
        ("letter", "Nguyễn Văn Minh Họa", Face.BOLD),
    ],
)
def test_words_are_as_long_as_we_reckon(
    pages: dict[str, tuple[Page, ...]], name: str, opening: str, face: Face
) -> None:
    line = pages[name][0].line(opening)
    assert line.length == pytest.approx(width(line.text, line.size, face) * 25.4 / 72, rel=0.01, abs=0.5)


def test_columns_of_the_head(pages: dict[str, tuple[Page, ...]]) -> None:
    for name in ("report", "issued", "letter", "submission", "long"):
        page = pages[name][0]
        nation, motto = page.line(NATION), page.line(MOTTO)
        number, day = page.line("Số:"), _day(page)
        assert nation.middle == pytest.approx(motto.middle, abs=NEAR)
        assert day.middle == pytest.approx(nation.middle, abs=NEAR), name
        assert number.base == pytest.approx(day.base, abs=0.2), name  # the same line
        assert number.right < day.left, name
        assert re.search(r"năm 20\d\d$", day.text), name  # on one line
        assert nation.right <= RIGHT + NEAR, name
        issuer = [line for line in page.lines if line.base < number.base and line.right < nation.left]
        assert issuer, name
        for line in issuer:
            assert line.middle == pytest.approx(number.middle, abs=NEAR), (name, line.text)


def test_rules_are_as_long_as_the_decree_says(pages: dict[str, tuple[Page, ...]]) -> None:
    for name in ("report", "submission", "long"):
        page = pages[name][0]
        motto = page.line(MOTTO)
        below = page.rule_below(motto)
        assert below.length == pytest.approx(motto.length, abs=NEAR), name
        assert below.middle == pytest.approx(motto.middle, abs=NEAR), name
        number = page.line("Số:")
        issuer = [x for x in page.lines if x.bold and x.base < number.base and x.right < motto.left]
        _third_to_half(page, issuer)
        kind = page.line("BÁO CÁO" if name != "submission" else "TỜ TRÌNH")
        title = [x for x in page.lines if x.bold and kind.base < x.base < kind.base + 25 and x.size == 14]
        assert len(title) == {"report": 2, "submission": 1, "long": 3}[name]
        _third_to_half(page, title)


def _third_to_half(page: Page, lines: list[Line]) -> None:
    below = page.rule_below(max(lines, key=lambda line: line.base))
    longest = max(line.length for line in lines)
    assert longest / 3 <= below.length <= longest / 2
    assert below.middle == pytest.approx(lines[0].middle, abs=NEAR)


def test_lines_of_a_long_title_are_alike(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["long"][0]
    kind = page.line("BÁO CÁO")
    title = [x for x in page.lines if x.bold and kind.base < x.base < kind.base + 25 and x.size == 14]
    lengths = [line.length for line in title]
    assert min(lengths) > 0.75 * max(lengths)


def test_number_and_day_are_blank_until_issue(pages: dict[str, tuple[Page, ...]]) -> None:
    blank, given = pages["report"][0], pages["issued"][0]
    assert blank.line("Số:").text == "Số: /BC-UBND"
    assert blank.line("Số:").length > 33  # the words alone take 25 mm: the rest is room for the number
    assert _day(blank).text == "Thạch Lam, ngày tháng năm 2026"
    assert given.line("Số:").text == "Số: 05/BC-UBND"
    assert _day(given).text == "Thạch Lam, ngày 09 tháng 3 năm 2026"
    assert "(Kèm theo Báo cáo số 05/BC-UBND ngày 09 tháng 3 năm 2026 của" in pages["issued"][3].text


def test_title_of_a_letter_stands_6_points_below_its_number(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["letter"][0]
    number, about = page.line("Số:"), page.line("V/v đôn đốc")
    assert about.middle == pytest.approx(number.middle, abs=NEAR)
    # From line to line: 6 points and the height of a line of 12 points.
    assert about.base - number.base == pytest.approx((6 + 13.8) * 25.4 / 72, abs=0.5)
    assert not any(line.text == "CÔNG VĂN" for line in page.lines)


def test_addressees_stand_below_the_colon(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["letter"][0]
    heading = page.line("Kính gửi:")
    dashes = [page.line("- Sở Minh họa;"), page.line("- Sở Ví dụ;"), page.line("- Ủy ban nhân dân các xã")]
    assert len({round(line.left, 1) for line in dashes}) == 1
    assert dashes[0].left == pytest.approx(heading.right, abs=2)
    assert dashes[-1].text.endswith(".")
    alone = pages["report"][0].line("Kính gửi: Bộ Nội vụ")
    assert alone.middle == pytest.approx((LEFT + RIGHT) / 2, abs=NEAR)


def test_signature_beside_the_recipients(pages: dict[str, tuple[Page, ...]]) -> None:
    page = pages["letter"][0]
    copies = page.line("Nơi nhận:")
    posts = [page.line("TL. CHỦ TỊCH"), page.line("KT. CHÁNH VĂN PHÒNG"), page.line("PHÓ CHÁNH VĂN PHÒNG")]
    name = page.line("Nguyễn Văn Minh Họa")
    assert copies.left == pytest.approx(LEFT, abs=0.5)
    assert posts[0].base == pytest.approx(copies.base, abs=NEAR)
    assert all(line.middle == pytest.approx(name.middle, abs=NEAR) for line in posts)
    assert posts[0].middle > (LEFT + RIGHT) / 2
    assert 20 < name.base - posts[-1].base < 40  # room for signature and stamp


def test_stacked_forms_stand_above_one_another(pages: dict[str, tuple[Page, ...]]) -> None:
    page = next(page for page in pages["long"] if "Nơi nhận:" in page.text)
    posts = [page.line("TM. ỦY BAN NHÂN DÂN"), page.line("TUQ. CHỦ TỊCH"), page.line("GIÁM ĐỐC SỞ NỘI VỤ")]
    assert [line.base for line in posts] == sorted(line.base for line in posts)
    assert len({round(line.middle) for line in posts}) == 1


def test_signature_is_never_alone_on_a_page(pages: dict[str, tuple[Page, ...]]) -> None:
    """The last paragraph goes to the next page with the signature, although there is room for it."""
    first, last = pages["edge"]
    assert "Nơi nhận:" not in first.text
    assert max(line.base for line in first.lines) < 255
    assert last.line("ngắt dòng của văn bản./.").base < last.line("Nơi nhận:").base


def test_page_numbers_stand_in_the_middle_of_the_top_margin(pages: dict[str, tuple[Page, ...]]) -> None:
    shown = []
    for page in pages["report"]:
        numbers = [line for line in page.lines if line.base < TOP]
        shown.append(numbers[0].text if numbers else "")
        for line in numbers:
            right = page.width - 20
            assert line.middle == pytest.approx((LEFT + right) / 2, abs=NEAR)
            assert 9 < line.base < 16
            assert (line.size, line.bold, line.italic) == (14, False, False)
    assert len(shown) == len(pages["report"])
    # The document, the wide annex and the last annex are each counted from one; a first page shows none.
    assert shown[:3] == ["", "2", "3"]
    wide = [number for number, page in zip(shown, pages["report"], strict=True) if page.width > page.height]
    assert len(wide) > 1
    assert wide == ["", *(str(number) for number in range(2, len(wide) + 1))]
    assert shown[-1] == ""


def test_wide_annexes_lie_across_and_repeat_their_header_rows(pages: dict[str, tuple[Page, ...]]) -> None:
    wide = [page for page in pages["report"] if page.width > page.height]
    assert len(wide) >= 4
    for page in wide:
        head = page.line("Chỉ tiêu thống kê")
        assert head.bold
        assert page.line("Kỳ trước").base > page.line("Kết quả thống kê").base
    title = wide[0].line("SỐ LIỆU THỐNG KÊ")
    assert (title.size, title.bold) == (14, True)
    assert title.middle == pytest.approx((LEFT + 277) / 2, abs=NEAR)
    assert wide[0].line("Phụ lục I").size == 14
    assert wide[0].line("(Kèm theo Báo cáo số").italic
    assert pages["report"][-1].line("Phụ lục II").bold
    assert pages["submission"][-1].line("Phụ lục").text == "Phụ lục"


def test_a_group_row_never_ends_a_page(pages: dict[str, tuple[Page, ...]]) -> None:
    for page in pages["report"]:
        last = max(page.lines, key=lambda line: line.base)
        assert not last.text.split(" ", 1)[-1].startswith("Nhóm chỉ tiêu")


def _day(page: Page) -> Line:
    found = [line for line in page.lines if line.italic and ", ngày" in line.text]
    assert len(found) == 1
    return found[0]
