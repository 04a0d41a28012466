"""`sauro audit`: checks the audit trail. Does not belong here: the walk over the chain (audit.queries)."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from sauro.config.commands._shared import (
    REFUSED,
    _,
    format_option,
    print_json,
    print_text,
    start_with_database,
)

if TYPE_CHECKING:
    from sauro.audit.queries import Verdict

HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


@click.group(help=_("Nhật ký thao tác: kiểm tra chuỗi niêm phong.\n\n\b\nVí dụ:\n  sauro audit verify"))
def command() -> None:
    pass


def _head(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, str] | None:
    if value is None:
        return None
    found = HEAD.fullmatch(value)
    if found is None:
        raise click.BadParameter(_("cần dạng SỐ:MÃ-BĂM, chép từ kết quả lần kiểm tra trước."))
    return int(found[1]), found[2]


@command.command(
    help=_(
        "Kiểm tra chuỗi niêm phong từ đầu đến cuối và báo phần chưa niêm phong. Mã thoát 1 khi chuỗi bị "
        "sửa.\n\n"
        "\b\nVí dụ:\n  sauro audit verify\n  sauro audit verify --head 1204:9f86d0… --format json"
    )
)
@click.option(
    "--head",
    "head",
    callback=_head,
    metavar=_("SỐ:MÃ-BĂM"),
    help=_("Điểm cuối đã ghi lại lần trước; báo lỗi nếu chuỗi không còn đi qua điểm này."),
)
@format_option
def verify(head: tuple[int, str] | None, output_format: str) -> None:
    start_with_database()
    from sauro.audit.queries import verify as walk

    verdict = walk(expected_head=head)
    if output_format == "json":
        print_json(_as_json(verdict))
    else:
        print_text("\n".join(_lines(verdict)) + "\n")
    if not verdict.whole:
        sys.exit(REFUSED)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    broken = verdict.broken
    oldest = verdict.oldest_unsealed
    return {
        "schema": "sauro.audit/1",
        "whole": verdict.whole,
        "events": verdict.events,
        "head": verdict.head,
        "break": {"code": broken.code, "sequence": broken.sequence, "event": broken.event}
        if broken
        else None,
        "unsealed": verdict.unsealed,
        "oldest_unsealed": oldest.isoformat() if oldest else None,
    }


def _lines(verdict: Verdict) -> list[str]:
    lines = []
    if verdict.broken is None:
        lines.append(_("Chuỗi nhật ký nguyên vẹn: %(events)d sự kiện.") % {"events": verdict.events})
        if verdict.events:
            lines.append(
                _("Điểm cuối để ghi lại: %(sequence)d:%(hash)s")
                % {"sequence": verdict.events, "hash": verdict.head}
            )
    else:
        lines.append(
            _("Chuỗi nhật ký không còn nguyên vẹn tại số %(sequence)d: %(reason)s")
            % {"sequence": verdict.broken.sequence, "reason": _reason(verdict.broken.code)}
        )
        if verdict.broken.event:
            lines.append(_("Sự kiện: %(event)s") % {"event": verdict.broken.event})
    lines.append(_("Chưa niêm phong: %(count)d sự kiện.") % {"count": verdict.unsealed})
    if verdict.tail_is_late():
        lines.append(_("Có sự kiện chờ niêm phong quá một phút: kiểm tra tiến trình sauro worker đang chạy."))
    return lines


def _reason(code: str) -> str:
    return {
        "gap": _("thiếu một sự kiện hoặc số thứ tự bị đổi."),
        "relinked": _("sự kiện không nối tiếp sự kiện đứng trước."),
        "altered": _("văn bản đã niêm phong bị sửa."),
        "columns": _("các cột không khớp văn bản đã niêm phong."),
        "head": _("không còn điểm cuối đã ghi lại; phần cuối chuỗi có thể đã bị cắt."),
    }[code]
