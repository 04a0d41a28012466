"""`sauro doctor`: says what is missing and how to mend it. Does not belong here: the examination
(config.doctor).
"""

from __future__ import annotations

import sys

import click

from sauro.config.commands._shared import REFUSED, _, format_option, print_json, print_text


@click.command(
    help=_(
        "Kiểm tra bản cài đặt: Python, gói phần mềm, biến môi trường, cơ sở dữ liệu, tệp, tiến trình nền, "
        "nhật ký. "
        "Mỗi dòng ghi OK, LƯU Ý hoặc LỖI kèm cách sửa. Mã thoát 1 khi có lỗi.\n\n"
        "\b\nVí dụ:\n  sauro doctor\n  sauro doctor --format json"
    )
)
@format_option
def command(output_format: str) -> None:
    from sauro.config.doctor import examine

    findings = list(examine())
    failed = any(finding.level == "fail" for finding in findings)
    if output_format == "json":
        checks = [
            {"code": found.code, "level": found.level, "message": found.message, "remedy": found.remedy}
            for found in findings
        ]
        print_json({"schema": "sauro.doctor/1", "healthy": not failed, "checks": checks})
    else:
        marks = {"ok": _("OK"), "warn": _("LƯU Ý"), "fail": _("LỖI")}
        width = max(len(mark) for mark in marks.values())
        for found in findings:
            print_text(f"{marks[found.level]:<{width}}  {found.message}\n")
            if found.remedy:
                print_text(f"{'':<{width}}  → {found.remedy}\n")
    if failed:
        sys.exit(REFUSED)
