"""A made-up plan of any number of tasks, the same for the same number.

Belongs here: words of tasks and the frame of the document. Does not belong here: entering it into a register (``filling``).
One task in twenty is given to all communes at once, as real plans do; the rest go to the agencies and communes of the province in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd

EVERYONE_SHARE = 20
"""One task in so many is given to the group of all communes."""

_DOING = (
    "Rà soát, trình công bố",
    "Xây dựng",
    "Tổ chức kiểm tra việc thực hiện",
    "Cập nhật, công khai",
    "Tham mưu ban hành",
    "Hoàn thiện",
    "Đánh giá, tổng kết",
)
_WHAT = (
    "danh mục thủ tục hành chính nội bộ thuộc phạm vi quản lý",
    "quy trình nội bộ, quy trình điện tử giải quyết thủ tục hành chính",
    "kế hoạch đào tạo, bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức",
    "báo cáo khảo sát mức độ hài lòng của người dân, tổ chức đối với dịch vụ công",
    "quy chế phối hợp tiếp nhận, xử lý phản ánh, kiến nghị của người dân và doanh nghiệp",
    "bộ dữ liệu dùng chung về đất đai, hộ tịch và giấy phép kinh doanh",
    "đề án sắp xếp, tinh gọn bộ máy và vị trí việc làm",
    "tài liệu tuyên truyền về thanh toán trực tuyến phí, lệ phí",
    "phương án cắt giảm thời gian và chi phí tuân thủ thủ tục",
    "danh sách văn bản quy phạm pháp luật hết hiệu lực, không còn phù hợp",
    "mô hình bộ phận một cửa không phụ thuộc địa giới hành chính",
)
_WHERE = (
    "tại trụ sở cơ quan",
    "trên Cổng dịch vụ công",
    "tại các điểm tiếp nhận lưu động",
    "ở vùng biên giới và hải đảo",
    "trong lĩnh vực y tế và giáo dục",
    "trong lĩnh vực xây dựng và môi trường",
    "đối với doanh nghiệp nhỏ và vừa",
    "đối với người cao tuổi và người khuyết tật",
    "tại khu công nghiệp và cảng cá",
    "cho hộ kinh doanh ở chợ",
    "thuộc chương trình chuyển đổi số",
    "theo kết quả kiểm tra năm trước",
    "gắn với cải cách chế độ công vụ",
)
_AIM = (
    "bảo đảm đúng quy định và không làm phát sinh giấy tờ",
    "phấn đấu đạt ít nhất 95 % hồ sơ đúng hạn",
    "nâng cao chỉ số Cải cách hành chính (PAR INDEX) của tỉnh",
    "góp phần nâng cao sự hài lòng của người dân (SIPAS)",
    "làm rõ trách nhiệm của người đứng đầu",
)
_WHEN = (
    "; hoàn thành trước ngày {day}/{month}/2026.",
    "; hoàn thành trong quý {quarter}/2027.",
    ", thực hiện hằng quý.",
    ", thường xuyên.",
    ".",
    "; trước ngày {day} tháng {month} năm 2028.",
    ", báo cáo kết quả trước 15/12 hằng năm.",
    ".",
)
_QUARTERS = ("I", "II", "III", "IV")


def sentence(number: int, helper: str) -> str:
    """The task with that number. The lists have lengths without a common divisor, so that their words meet in every combination."""
    lengths = [len(words) for words in (_DOING, _WHAT, _WHERE, _AIM, _WHEN)]
    assert all(gcd(a, b) == 1 for i, a in enumerate(lengths) for b in lengths[:i]), lengths
    doing, what, where, aim, when = (
        words[number % len(words)] for words in (_DOING, _WHAT, _WHERE, _AIM, _WHEN)
    )
    together = f"Chủ trì, phối hợp với {helper} {doing[0].lower()}{doing[1:]}" if number % 3 == 0 else doing
    time = when.format(day=1 + number % 28, month=1 + number % 12, quarter=_QUARTERS[number % 4])
    return f"{together} {what} {where}, đợt {1 + number % 97}, {aim}{time}"


def sections(tasks: int, leads: Sequence[str], everyone: str) -> Iterator[tuple[str, list[str]]]:
    """(heading, its tasks): every lead with its share, then the group of all communes."""
    shared = tasks // EVERYONE_SHARE
    own = tasks - shared
    begin = 0
    for place, lead in enumerate(leads):
        end = own * (place + 1) // len(leads)
        if end > begin:
            yield lead, [sentence(n, leads[(n * 7 + 1) % len(leads)]) for n in range(begin, end)]
        begin = end
    if shared:
        yield everyone, [sentence(n, leads[n % len(leads)]) for n in range(own, tasks)]


def plan_text(tasks: int, *, number: str, province: str, leads: Sequence[str], everyone: str) -> str:
    """The whole document as text."""
    lines = [
        f"ỦY BAN NHÂN DÂN\n{province.upper()}\n\nSố: {number}\n",
        "Ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\n\nCải cách hành chính giai đoạn 2026 - 2030\n",
        "I. MỤC ĐÍCH\n\nGiao việc rõ cho từng cơ quan.\n",
        "II. NHIỆM VỤ VÀ GIẢI PHÁP\n",
    ]
    for place, (heading, works) in enumerate(sections(tasks, leads, everyone), start=1):
        lines.append(f"{place}. {heading}\n")
        lines += [f"- {work}\n" for work in works]
    return "\n".join(lines)
