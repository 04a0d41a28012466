"""`sauro worker`: runs background jobs. Does not belong here: the loop itself (jobs.worker)."""

from __future__ import annotations

import click

from sauro.config.commands._shared import Refusal, _, start_django


@click.command(
    help=_(
        "Chạy các công việc nền: đọc văn bản tải lên, niêm phong nhật ký. Dừng bằng Ctrl+C; việc đang làm "
        "được làm xong trước khi dừng.\n\n\b\nVí dụ:\n  sauro worker"
    )
)
def command() -> None:
    from sauro.config.processes import follow_keeper

    follow_keeper()
    start_django()
    from sauro.config.health import database_answers, migrations_applied
    from sauro.jobs.worker import serve_jobs

    if not database_answers() or not migrations_applied():
        raise Refusal(
            "not_ready",
            _("Cơ sở dữ liệu chưa sẵn sàng cho công việc nền."),
            remedy=_("Chạy: sauro setup, rồi chạy lại lệnh này."),
        )
    serve_jobs()
