"""Paragraphs that give no work: aims and their like by heading, closing sentences, notes in brackets,
enactment.

Belongs here: the words by which every such paragraph opens. Does not belong here: anything about units or
tasks.
"""

from __future__ import annotations

import re

from sauro.engine.text import fold

_AIM = re.compile(
    r"(?:i+\s)?(?:muc dich|muc tieu|quan diem|phuong cham|nguyen tac|can cu(?: phap ly)?|co so (?:phap"
    r" ly|thuc tien|xay dung)|su can thiet"
    r"|(?:danh gia )?thuc trang|danh gia (?:chung|ket qua|tinh hinh)|ket qua (?:dat duoc|thuc hien"
    r"|cong tac)|boi canh|pham vi|doi tuong|chi tieu"
    r"|tinh hinh|dac diem|dinh huong|tam nhin|giai thich tu ngu|thoi gian|dia diem|thanh phan|ton tai"
    r"|han che|nguyen nhan|uu diem"
    r"|cac (?:muc tieu|chi tieu|quan diem|nguyen tac|yeu cau)|mot so chi tieu|he thong chi tieu"
    r"|yeu cau(?= *$| *[:,;.]| va | chung| cu the| doi voi| trong))\b"
)
_WORK = re.compile(r"nhiem vu|giai phap|phan cong|trach nhiem|to chuc thuc hien|noi dung|cong viec|hoat dong")
_TARGETS = re.compile(r"muc tieu|chi tieu")
_NOTE = re.compile(
    r"tren day la|(?:trong )?qua trinh (?:to chuc )?(?:trien khai|thuc hien)"
    r"|(?:uy ban nhan dan|ubnd|chu tich|thu tuong|bo truong|giam doc|so|bo|ban chi dao|thuong truc|ban"
    r" thuong vu)[^,.;:]{0,80}? (?:yeu cau|de nghi) "
    r"|(?:ke hoach|chi thi|thong bao|quyet dinh|chuong trinh|cong van|huong dan|phuong an|nghi quyet) nay"
    r" (?:co hieu luc|thay the|duoc)|(?:yeu cau|de nghi)[^.]{0,200}nghiem tuc"
    r"|(?:neu|khi) (?:co|phat sinh) (?:kho khan|vuong mac)"
    r"|(?:van phong|uy ban|ubnd|vp)[^,.;:]{0,60}? (?:xin )?(?:thong bao|truyen dat)"
    r" (?:de|den|toi|y kien|ket luan|noi dung)[^.]{0,200}?biet"
    r"|\[\d{1,3}\] "
)
ENACTMENT = re.compile(
    r"chịu\s+trách\s+nhiệm\s+(?:tổ\s+chức\s+)?(?:thi\s+hành|thực\s+hiện)\s+(?:Quyết\s+định"
    r"|Nghị\s+quyết|Nghị\s+định|Thông\s+tư|Chỉ\s+thị)\s+này"
    r"|căn\s+cứ\s+(?:Quyết\s+định|Nghị\s+quyết)\s+(?:này\s+)?(?:tổ\s+chức\s+)?(?:thi\s+hành|thực\s+hiện)"
    r"|chịu\s+trách\s+nhiệm\s+thi\s+hành\s*\./"
    r"|có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày|[Bb]an\s+hành\s+kèm\s+theo\s+"
    r"(?:Quyết\s+định|Nghị\s+quyết)\s+này"
)


_OF_DOCUMENT = re.compile(
    r"(?:ke hoach|chi thi|thong bao|quyet dinh|chuong trinh|cong van|huong dan|phuong an|nghi quyet"
    r"|van ban|ket luan) nay|tren day la|thong bao (?:de|den|toi)|^(?:yeu cau|de nghi|nhan duoc)"
)
_YEAR = re.compile(r"năm\s+(20\d\d)", re.I)
_LONGEST_YEAR_HEADING = 60
_LAST_STOP = re.compile(r"\./\.?[\s*_]*$")


def _opening(words: str, length: int) -> str:
    return re.sub(r"\s+", " ", fold(words[:length])).strip(" *_-+")


def is_aim(words: str, is_heading: bool) -> bool:
    """A heading of aims, requirements, bases, scope or state of affairs, under which nobody is given work."""
    if not is_heading and ":" not in words[:40]:
        return False
    opening = _opening(words, 200)
    return _AIM.match(opening) is not None and _WORK.search(opening) is None


def is_aim_of_targets(words: str) -> bool:
    return _TARGETS.search(_opening(words, 120)) is not None


def year_of_heading(words: str) -> str:
    """ "Đến năm 2030:" says the year of what stands under it; "" where a heading says none or two."""
    years = set(_YEAR.findall(words)) if len(words) <= _LONGEST_YEAR_HEADING else set()
    return years.pop() if len(years) == 1 else ""


def is_closing(words: str) -> bool:
    """A paragraph without a marker that ends the document ("./.") and speaks of the document itself."""
    return (
        _LAST_STOP.search(words[-20:]) is not None and _OF_DOCUMENT.search(_opening(words, 600)) is not None
    )


def is_note(words: str) -> bool:
    """A closing sentence or a remark in brackets: no item of work, even under an agency."""
    stripped = words.strip(" *_\n")
    if stripped.startswith("(") and stripped.rstrip("./ \n").endswith(")"):
        return True
    return _NOTE.match(_opening(words, 260)) is not None
