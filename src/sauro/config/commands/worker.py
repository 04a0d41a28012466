"""`sauro worker`: runs background jobs. Does not belong here: the loop itself (jobs.worker)."""

from __future__ import annotations

import click

from sauro.config.commands._shared import _, start_with_database


@click.command(
    help=_(
        "Chạy các công việc nền: đọc văn bản tải lên, niêm phong nhật ký. Dừng bằng Ctrl+C; việc đang làm "
        "được làm xong trước khi dừng.\n\n\b\nVí dụ:\n  sauro worker"
    )
)
def command() -> None:
    from sauro.config.processes import follow_keeper

    follow_keeper()
    start_with_database()
    from sauro.jobs.worker import serve_jobs

    serve_jobs()
