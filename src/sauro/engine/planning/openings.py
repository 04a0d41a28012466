"""The words by which a sentence of work opens, and by which a heading of a subject (not of an agency) opens.

Belongs here: two lists of openings. Does not belong here: names of units (``units``), aims and notes
(``notes``).
"""

from __future__ import annotations

import re

from sauro.engine.text import fold

_ADVERBS = (
    r"(?:(?:tiep tuc|thuong xuyen|chu dong|kip thoi|khan truong|dinh ky|tich cuc|nghiem tuc|phai|can"
    r"|dong thoi,?"
    r"|hang nam|hang quy|hang thang|hang tuan|phan dau|tap trung(?: vao)?) )*"
)
_VERBS = (
    r"(?:ap dung|bao cao|bao dam|ban hanh|ban giao|bien soan|bo sung|bo tri|boi duong|cai thien|cap"
    r" nhat|chi dao|cho y|chu tri"
    r"|chu trong|chuan bi|chuyen|cong bo|cong khai|cu |cung cap|cung co|da dang hoa|dam bao|dan dau"
    r"|dang tai|danh gia|dao tao|dau tu"
    r"|day manh|de xuat|dieu chinh|doi moi|doi thoai|don doc|dua |gan |giai quyet|giam sat|giao |gioi"
    r" thieu|giup|gui |han che|hinh thanh"
    r"|ho tro|hoan thanh|hoan thien|huong dan|huy dong|ket noi|kham|khao sat|khuyen khich|kien nghi"
    r"|kien toan|kiem soat|kiem tra|lam "
    r"|lap |lay y kien|lua chon|mo rong|mo |nang cao|nghien cuu|nhan rong|phat dong|phat huy|phat hien"
    r"|phat trien|phan cong|pho bien"
    r"|phoi hop|quan ly|quan tam|quan triet|ra soat|rut ngan|sap xep|so hoa|so ket|sua doi|sua |tang"
    r" cuong|tao dieu kien|tap huan"
    r"|tham dinh|tham gia|tham muu|thanh lap|thanh tra|theo doi|thi diem|thu hut|thuc day|thuc hien"
    r"|tiep nhan|to chuc|tong hop|tong ket"
    r"|trang bi|trien khai|trinh|tuyen duong|tuyen truyen|ung dung|van dong|van hanh|vinh danh|xay"
    r" dung|xac dinh|xu ly|xuc tien|tuan tra|dieu tra|niem yet|bao ve|phan bo|dieu tri|lap dat|sua chua"
    r"|nang cap|thu gom|di doi)"
)
_OPENS_WITH_VERB = re.compile(
    _ADVERBS + _VERBS + r"(?![a-z])|" + _ADVERBS + r"(?:dua|cu|lam|lap|mo|giao|gui|gan|sua) "
)
_SUBJECT = re.compile(
    r"(?:cong tac|che do|kinh phi|thoi gian|giai phap|nhiem vu|noi dung|ve |viec |mot so|cac (?:nhiem"
    r" vu|giai phap|hoat dong|noi dung"
    r"|buoc|giai doan)|dieu (?:khoan|kien)|hieu luc|khen thuong|nguon|ket qua|hinh thuc|phuong|che tai"
    r"|muc |giai doan|nam |quy |doi voi)"
)
_LONGEST_NAME = 100


def opens_with_action(words: str) -> bool:
    opening = re.sub(r"\s+", " ", fold(words[:80])).lstrip(" -+*“\"'(")
    return _OPENS_WITH_VERB.match(opening) is not None


def is_subject(words: str) -> bool:
    """Does a heading open with a subject ("Kinh phí", "Chế độ báo cáo"), which is nobody?"""
    return _SUBJECT.match(re.sub(r"\s+", " ", fold(words[:80])).lstrip(" -+*“\"'(")) is not None


def may_be_name(words: str) -> bool:
    """A heading that could be the name of somebody: short, no sentence, no activity."""
    stripped = " ".join(words.split())
    if (
        not 3 <= len(stripped) <= _LONGEST_NAME
        or not stripped[0].isupper()
        or stripped.endswith((".", ";", ","))
    ):
        return False
    if any(sign in stripped for sign in "%.!?") or any(c.isdigit() for c in stripped):
        return False
    plain = fold(stripped)
    return not opens_with_action(stripped) and _SUBJECT.match(plain) is None
