"""`sauro restore`: puts a backup in force. Does not belong here: how it is done (config.backup)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sauro.config.commands._shared import Refusal, _, format_option, print_json, print_text, say, start_django

if TYPE_CHECKING:
    from sauro.config.backup.manifest import Manifest


@click.command(
    help=_(
        "Khôi phục dữ liệu và tệp từ một bản sao lưu. Toàn bộ bản sao lưu được kiểm tra trước, nạp vào nơi mới, đối "
        "chiếu, rồi mới thay dữ liệu hiện có trong một bước; dừng giữa chừng thì dữ liệu cũ còn nguyên. Dừng sauro "
        "serve và sauro worker trước khi chạy; sau đó mọi người đăng nhập lại.\n\n"
        "\b\nVí dụ:\n  sauro restore sauro-2026-11-23.tar\n"
        "  sauro restore sauro-2026-11-23.tar --replace\n"
        "  sauro restore sauro-2026-11-23.tar --check --format json"
    )
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help=_("Thay toàn bộ dữ liệu hiện có."))
@click.option("--check", "only_check", is_flag=True, help=_("Chỉ kiểm tra bản sao lưu, không đổi gì."))
@format_option
def command(file: Path, replace: bool, only_check: bool, output_format: str) -> None:
    start_django()
    from sauro.audit.actor import Actor
    from sauro.config.backup.actions import check, restore
    from sauro.config.backup.refusals import BackupRefused
    from sauro.config.health import database_answers

    if not only_check and not database_answers():
        _refuse_unless_file()
    try:
        told: dict[str, Any] = {"schema": "sauro.backup_checked/1"}
        if only_check:
            manifest = check(archive=file, say=say)
            lines = [_("Bản sao lưu nguyên vẹn và phiên bản này đọc được.")]
        else:
            restored = restore(archive=file, replace=replace, by=Actor.system("restore"), say=say)
            manifest = restored.manifest
            told = {
                "schema": "sauro.restored/1",
                "upgraded": restored.upgraded,
                "other_key": restored.other_key,
            }
            lines = [_("Đã khôi phục. Chạy: sauro setup, rồi khởi động lại sauro serve và sauro worker.")]
            if restored.upgraded:
                lines.append(_("Bản sao lưu của phiên bản cũ hơn: dữ liệu đã được nâng cấp."))
            if restored.other_key:
                lines.append(
                    _(
                        "Khóa bí mật khác với khi sao lưu: đặt lại SAURO_SECRET_KEY cũ, nếu không, người dùng phải cài "
                        "lại xác thực hai lớp."
                    )
                )
    except BackupRefused as refused:
        raise Refusal(
            f"backup_{refused.code}", refused.message, place=refused.place, remedy=refused.remedy
        ) from None
    if output_format == "json":
        print_json({**told, **_as_json(manifest)})
    else:
        print_text("\n".join([*lines, *_lines(manifest)]) + "\n")


def _refuse_unless_file() -> None:
    """A broken SQLite file is no obstacle: it is replaced. A server that does not answer is."""
    from django.db import connection

    if connection.vendor != "sqlite":
        raise Refusal(
            "database_unreachable",
            _("Chưa kết nối được cơ sở dữ liệu."),
            place="DATABASE_URL",
            remedy=_("Kiểm tra máy chủ cơ sở dữ liệu đang chạy và địa chỉ trong DATABASE_URL, rồi chạy lại."),
        )


def _lines(manifest: Manifest) -> list[str]:
    from sauro.web.text import moment_words

    counts = {"tables": len(manifest.tables), "rows": manifest.rows, "files": len(manifest.files)}
    lines = [
        _("Bản sao lưu lập lúc %(made_at)s bằng phiên bản %(version)s.")
        % {"made_at": moment_words(manifest.head.moment), "version": manifest.head.version},
        _("%(tables)d bảng, %(rows)d dòng, %(files)d tệp.") % counts,
    ]
    if manifest.lost:
        lines.append(
            _("Khi sao lưu, %(count)d tệp đã mất hoặc bị đổi trên đĩa nên không có trong bản này.")
            % {"count": len(manifest.lost)}
        )
    if not manifest.trail.whole:
        lines.append(_("Chuỗi nhật ký đã không còn nguyên vẹn từ khi sao lưu."))
    return lines


def _as_json(manifest: Manifest) -> dict[str, Any]:
    trail = manifest.trail
    return {
        "made_at": manifest.head.made_at,
        "version": manifest.head.version,
        "database": manifest.head.database,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "files": len(manifest.files),
        "lost": list(manifest.lost),
        "audit": {"events": trail.events, "head": trail.head, "whole": trail.whole},
    }
