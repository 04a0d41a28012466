"""Kinds of documents with a name (form 1.4) and the công văn (form 1.5), with their abbreviations.

Belongs here: names and abbreviations. Does not belong here: kinds with a form of their own (nghị quyết, quyết
định, công điện, giấy mời, giấy giới thiệu, biên bản, giấy nghỉ phép), which enter with the first page that needs one.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I and forms 1.4, 1.5.
"""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """``label`` as it is printed (in capitals by the writer), ``abbreviation`` as it stands in the symbol."""

    DIRECTIVE = ("Chỉ thị", "CT")
    STATUTE = ("Quy chế", "QC")
    RULES = ("Quy định", "QyĐ")
    COMMUNIQUE = ("Thông cáo", "TC")
    NOTICE = ("Thông báo", "TB")
    GUIDE = ("Hướng dẫn", "HD")
    PROGRAMME = ("Chương trình", "CTr")
    PLAN = ("Kế hoạch", "KH")
    SCHEME = ("Phương án", "PA")
    PROPOSAL = ("Đề án", "ĐA")
    PROJECT = ("Dự án", "DA")
    REPORT = ("Báo cáo", "BC")
    SUBMISSION = ("Tờ trình", "TTr")
    MANDATE = ("Giấy ủy quyền", "GUQ")
    SENDING_SLIP = ("Phiếu gửi", "PG")
    TRANSFER_SLIP = ("Phiếu chuyển", "PC")
    NOTICE_SLIP = ("Phiếu báo", "PB")
    LETTER = ("Công văn", "")

    def __init__(self, label: str, abbreviation: str) -> None:
        self.label = label
        self.abbreviation = abbreviation
