"""`sauro backup`: database and files into one archive. Does not belong here: how it is made (config.backup)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sauro.config.commands._shared import (
    Refusal,
    _,
    format_option,
    print_json,
    print_text,
    say,
    start_with_database,
)

if TYPE_CHECKING:
    from sauro.config.backup.actions import Made

MEGABYTE = 1024 * 1024


@click.command(
    help=_(
        "Sao lưu toàn bộ dữ liệu và tệp vào một tệp duy nhất, trong khi sản phẩm vẫn chạy. Bản sao lưu khôi phục "
        "được vào cả SQLite lẫn PostgreSQL. Tệp chứa dữ liệu cá nhân: chỉ chủ tệp đọc được (0600), cần cất ở nơi "
        "kín. Không ghi đè lên tệp đã có.\n\n"
        "\b\nVí dụ:\n  sauro backup /sao-luu/sauro-2026-11-23.tar\n"
        "  sauro backup sauro-2026-11-23.tar --format json"
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@format_option
def command(file: Path, output_format: str) -> None:
    start_with_database()
    from sauro.audit.actor import Actor
    from sauro.config.backup.actions import make_backup
    from sauro.config.backup.refusals import BackupRefused

    try:
        made = make_backup(target=file.absolute(), by=Actor.system("backup"), say=say)
    except BackupRefused as refused:
        raise Refusal(
            f"backup_{refused.code}", refused.message, place=refused.place, remedy=refused.remedy
        ) from None
    for sentence in _warnings(made):
        say(sentence)
    if output_format == "json":
        print_json(_as_json(made))
    else:
        print_text("\n".join(_lines(made)) + "\n")


def _lines(made: Made) -> list[str]:
    manifest = made.manifest
    counts = {
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "files": len(manifest.files),
        "megabytes": made.size / MEGABYTE,
    }
    return [
        _("Đã sao lưu vào %(file)s.") % {"file": made.path},
        _("%(tables)d bảng, %(rows)d dòng, %(files)d tệp; %(megabytes).1f MB.") % counts,
        _("Mã SHA-256 để ghi lại ở nơi khác: %(sha256)s") % {"sha256": made.sha256},
        _("Khóa bí mật (SAURO_SECRET_KEY) không nằm trong bản sao lưu: cất riêng."),
    ]


def _warnings(made: Made) -> list[str]:
    found = []
    if made.manifest.lost:
        found.append(
            _("Không sao lưu được %(count)d tệp vì nội dung trên đĩa đã mất hoặc bị đổi: %(names)s.")
            % {"count": len(made.manifest.lost), "names": ", ".join(made.manifest.lost[:10])}
        )
    if not made.manifest.trail.whole:
        found.append(
            _(
                "Chuỗi nhật ký không còn nguyên vẹn; bản sao lưu giữ đúng như hiện có. Chạy: sauro audit verify"
            )
        )
    return found


def _as_json(made: Made) -> dict[str, Any]:
    manifest = made.manifest
    return {
        "schema": "sauro.backup_made/1",
        "file": str(made.path),
        "bytes": made.size,
        "sha256": made.sha256,
        "made_at": manifest.head.made_at,
        "database": manifest.head.database,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "files": len(manifest.files),
        "lost": list(manifest.lost),
        "audit": {
            "events": manifest.trail.events,
            "head": manifest.trail.head,
            "whole": manifest.trail.whole,
        },
    }
