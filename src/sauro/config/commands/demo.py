"""`sauro demo`: the demo world, on this machine only. Does not belong here: the world itself (demo)."""

from __future__ import annotations

from pathlib import Path

import click

from sauro.config.commands._shared import Refusal, _, need_database, print_text, say, start_django


@click.group(
    help=_("Dữ liệu minh họa, chỉ trên chính máy này.\n\n\b\nVí dụ:\n  SAURO_DEMO=1 sauro demo build")
)
def command() -> None:
    pass


def _start() -> None:
    start_django()
    from django.conf import settings

    if not settings.DEMO:
        raise Refusal(
            "demo_off",
            _("Dữ liệu minh họa chưa được bật."),
            place="SAURO_DEMO",
            remedy=_("Đặt SAURO_DEMO=1 khi chạy thử trên chính máy này; không bật ở nơi dùng thật."),
        )
    need_database()


@command.command(
    help=_(
        "Tạo dữ liệu minh họa và in các tài khoản. Chạy lại không tạo thêm.\n\n\b\nVí dụ:\n  sauro demo build"
    )
)
def build() -> None:
    _start()
    from sauro.demo.actions import build_world

    print_text(_("Tài khoản minh họa (thư điện tử, mật khẩu, vai trò, đơn vị):") + "\n")
    for account in build_world().accounts:
        print_text(f"  {account.email}  {account.password}  {account.role}, {account.unit}\n")


@command.command(
    "import",
    help=_(
        "Nhập và xác nhận một kế hoạch với tư cách cán bộ minh họa. Nhập lại cùng một tệp không đổi gì.\n\n"
        "\b\nVí dụ:\n  sauro demo import ke-hoach.docx"
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
def import_file(file: Path) -> None:
    _start()
    from sauro.demo.actions import DemoRefused, import_plan_file
    from sauro.plans.presenters.imports import refusal_words
    from sauro.plans.refusals import ActionRefused
    from sauro.plans.states import ImportState

    say(_("Đang đọc %(file)s …") % {"file": file.name})
    try:
        taken = import_plan_file(data=file.read_bytes(), filename=file.name)
    except ActionRefused as refused:
        raise Refusal(refused.code, refused.sentence, place=file.name) from None
    except DemoRefused as refused:
        raise Refusal("demo", str(refused)) from None
    if taken.state == ImportState.REFUSED:
        words = refusal_words(taken)
        raise Refusal(taken.refusal_code, words.message, place=file.name, remedy=words.remedy)
    say(_("Đã đưa kế hoạch vào sổ."))
