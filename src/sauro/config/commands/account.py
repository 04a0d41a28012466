"""`sauro account`: the first person of a fresh server. Does not belong here: opening accounts (people)."""

from __future__ import annotations

import click

from sauro.config.commands._shared import (
    Refusal,
    _,
    format_option,
    print_json,
    print_text,
    start_with_database,
)


@click.group(
    help=_(
        "Tài khoản đầu tiên của một máy chủ mới; các tài khoản sau mở trên trang Người dùng.\n\n"
        "\b\nVí dụ:\n  sauro account invite --email ten@coquan.gov.vn --name 'Họ và tên' --unit MÃ-ĐƠN-VỊ "
        "--role administrator"
    )
)
def command() -> None:
    pass


@command.command(
    help=_(
        "Mở một tài khoản với một vai trò và in liên kết dùng một lần để người đó đặt mật khẩu. "
        "Tài khoản đã có thì được giao vai trò và nhận liên kết mới.\n\n"
        "\b\nVí dụ:\n  sauro account invite --email ten@coquan.gov.vn --name 'Họ và tên' --unit MÃ-ĐƠN-VỊ "
        "--role administrator --url https://sauro.tinh.gov.vn"
    )
)
@click.option("--email", default="", help=_("Thư điện tử công vụ, dùng để đăng nhập."))
@click.option("--username", default="", help=_("Tên đăng nhập của người không có thư điện tử."))
@click.option("--name", required=True, help=_("Họ và tên."))
@click.option("--unit", "unit_code", required=True, help=_("Mã đơn vị, như trong địa chỉ trang của đơn vị."))
@click.option("--role", required=True, help=_("Mã vai trò, ví dụ administrator."))
@click.option("--scope", default="", help=_("Lĩnh vực của vai trò theo lĩnh vực, ví dụ par_index:3."))
@click.option("--url", default="", help=_("Địa chỉ của hệ thống, ghi trước liên kết."))
@format_option
def invite(
    email: str, username: str, name: str, unit_code: str, role: str, scope: str, url: str, output_format: str
) -> None:
    start_with_database()
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from sauro.audit.actor import Actor
    from sauro.people import actions, queries
    from sauro.people.models import Unit
    from sauro.people.refusals import ActionRefused

    by = Actor.system("cli")
    unit = Unit.objects.filter(code=unit_code.upper()).first()
    if unit is None:
        raise Refusal(
            "unit_unknown",
            _("Không có đơn vị mã %(code)s.") % {"code": unit_code},
            remedy=_("Cài đơn vị bằng: sauro province install TÊN-GÓI; mã đơn vị là cột code trong gói."),
        )
    try:
        with transaction.atomic():
            account = queries.account_named(email or username)
            if account is None:
                account = actions.create_account(
                    name=name, email=email, username=username, password=None, by=by
                )
            actions.give_role(account=account, unit=unit, role=role, scope=scope, by=by)
            link = actions.make_link(account=account, by=by)
    except ActionRefused as refused:
        raise Refusal(refused.code, refused.sentence) from None
    except ValidationError as wrong:
        raise Refusal("account_wrong", " ".join(wrong.messages)) from None
    address = url.rstrip("/") + reverse("people:link", args=[link.token])
    if output_format == "json":
        until = link.expires_at.isoformat()
        print_json({"schema": "sauro.invitation/1", "account": account.code, "link": address, "until": until})
        return
    print_text(f"{address}\n")
    until = f"{timezone.localtime(link.expires_at):%H:%M %d/%m/%Y}"
    click.echo(
        _("Liên kết dùng được một lần, đến %(until)s. Chuyển cho đúng người.") % {"until": until}, err=True
    )
