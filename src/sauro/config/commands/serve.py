"""`sauro serve`: the application server, alone or with a worker beside it.

Belongs here: options and what must be true before serving. Does not belong here: the processes
(processes.py).
"""

from __future__ import annotations

import os
import sys

import click

from sauro.config.commands._shared import Refusal, _, say, start_django


@click.command(
    help=_(
        "Chạy máy chủ web. Mặc định chỉ nghe trên chính máy này.\n\n"
        "\b\nVí dụ:\n  sauro serve --with-worker\n  sauro serve --host 0.0.0.0 --port 8080"
    )
)
@click.option(
    "--host", envvar="SAURO_HOST", default="127.0.0.1", show_default=True, help=_("Địa chỉ để nghe.")
)
@click.option(
    "--port", envvar=["PORT", "SAURO_PORT"], type=click.IntRange(1, 65535), default=8000, show_default=True,
    help=_("Cổng để nghe."),
)  # fmt: skip
@click.option(
    "--with-worker",
    is_flag=True,
    help=_("Chạy kèm một tiến trình công việc nền; hai tiến trình dừng cùng nhau."),
)
def command(host: str, port: int, with_worker: bool) -> None:
    from sauro.config.processes import Keeper, follow_keeper, port_is_free, serve

    kept = "SAURO_KEEPER_PID" in os.environ
    follow_keeper()
    # the settings judge the address that is really opened (demo only on loopback, names and keys when open)
    os.environ["SAURO_HOST"], os.environ["PORT"] = host, str(port)
    start_django()
    from django.conf import settings

    if not kept:
        _refuse_unready()
        if not port_is_free(host, port):
            raise Refusal(
                "port_in_use",
                _("Cổng %(port)d đang có chương trình khác dùng.") % {"port": port},
                place=f"{host}:{port}",
                remedy=_(
                    "Dừng chương trình đó, hoặc chọn cổng khác: --port 8001 (với make: make run PORT=8001)."
                ),
            )
        say(_("Địa chỉ: http://%(host)s:%(port)d/ (dừng bằng Ctrl+C)") % {"host": host, "port": port})
    if with_worker:
        sauro = [sys.executable, "-m", "sauro.config.cli"]
        programs = {
            "server": [*sauro, "serve", "--host", host, "--port", str(port)],
            "worker": [*sauro, "worker"],
        }
        sys.exit(Keeper(programs).run())
    _leave_database()
    environment = settings.ENVIRONMENT
    serve(
        host=host,
        port=port,
        processes=environment.processes,
        threads=environment.threads,
        logging=settings.LOGGING,
    )


def _leave_database() -> None:
    """The processes that the server forks would inherit a pool whose threads stay behind, and wait for it in
    vain.
    """
    from django.db import connection

    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def _refuse_unready() -> None:
    from django.conf import settings

    from sauro.config import health

    ready = health.database_answers() and health.migrations_applied()
    if ready and settings.ENVIRONMENT.static == "manifest":
        ready = (settings.STATIC_ROOT / "staticfiles.json").is_file()
    if not ready:
        raise Refusal(
            "not_ready",
            _("Cơ sở dữ liệu hoặc tệp tĩnh chưa được chuẩn bị cho phiên bản này."),
            remedy=_("Chạy: sauro setup, rồi chạy lại lệnh này. Xem chi tiết: sauro doctor"),
        )
