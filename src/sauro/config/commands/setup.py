"""`sauro setup`: makes an installation ready to serve.

Belongs here: database schema, static files and catalogues, in this order. Does not belong here: content
(province, demo).
"""

from __future__ import annotations

import click

from sauro.config.commands._shared import Refusal, _, say, start_django


@click.command(
    help=_(
        "Chuẩn bị để chạy: biên dịch tệp ngôn ngữ giao diện, tạo hoặc nâng cấp cơ sở dữ liệu, gom tệp tĩnh. "
        "Chạy lại nhiều lần không làm mất dữ liệu.\n\n"
        "\b\nVí dụ:\n  sauro setup\n  DATABASE_URL=postgresql://sauro:mật-khẩu@localhost/sauro sauro setup"
    )
)
def command() -> None:
    from sauro.config.catalogue import compile_stale, language_of

    for source in compile_stale():
        say(_("Đã biên dịch tệp ngôn ngữ giao diện %(language)s.") % {"language": language_of(source)})
    start_django()
    from django.conf import settings
    from django.core.management import call_command

    from sauro.config.health import database_answers, pending_migrations

    if not database_answers():
        raise Refusal(
            "database_unreachable",
            _("Chưa kết nối được cơ sở dữ liệu."),
            place="DATABASE_URL",
            remedy=_("Kiểm tra máy chủ cơ sở dữ liệu đang chạy và địa chỉ trong DATABASE_URL, rồi chạy lại."),
        )
    waiting = len(pending_migrations())
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
        say(_("Đã nâng cấp cơ sở dữ liệu: %(count)d bước.") % {"count": waiting})
    if settings.ENVIRONMENT.static == "manifest":
        call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    say(_("Đã sẵn sàng. Chạy máy chủ: sauro serve --with-worker"))
