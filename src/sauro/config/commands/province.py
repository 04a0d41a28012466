"""`sauro province`: installs a province's units from a data pack. Does not belong here: reading packs
(people).
"""

from __future__ import annotations

import click

from sauro.config.commands._shared import (
    _,
    format_option,
    pack_refusal,
    print_json,
    print_text,
    start_django,
    start_with_database,
)


@click.group(
    help=_(
        "Đơn vị của một tỉnh, theo gói dữ liệu.\n\n"
        "\b\nVí dụ:\n  sauro province list\n  sauro province install TÊN-GÓI\n  sauro province install "
        "./goi-tinh"
    )
)
def command() -> None:
    pass


@command.command("list", help=_("Liệt kê các gói tỉnh đi kèm sản phẩm.\n\n\b\nVí dụ:\n  sauro province list"))
@format_option
def list_packs(output_format: str) -> None:
    start_django()
    from sauro.people.packs import shipped

    names = shipped()
    if output_format == "json":
        print_json({"schema": "sauro.provinces/1", "provinces": list(names)})
    else:
        print_text("".join(f"{name}\n" for name in names))


@command.command(
    help=_(
        "Cài hoặc cập nhật đơn vị từ gói NAME đi kèm, hoặc từ thư mục NAME. Cài lại cùng một gói không đổi "
        "gì.\n\n"
        "\b\nVí dụ:\n  sauro province install TÊN-GÓI"
    )
)
@click.argument("name")
@format_option
def install(name: str, output_format: str) -> None:
    start_with_database()
    from sauro.audit.actor import Actor
    from sauro.engine.text.packs import PackRefused
    from sauro.people.actions import install_province

    try:
        installed = install_province(pack=name, by=Actor.system("cli"))
    except PackRefused as refused:
        raise pack_refusal(refused, name) from None
    changes = {
        "units_created": list(installed.created),
        "units_changed": list(installed.changed),
        "groups_created": list(installed.groups_created),
        "groups_changed": list(installed.groups_changed),
    }
    if output_format == "json":
        print_json({"schema": "sauro.province/1", "province": installed.pack, **changes})
    elif installed.nothing_changed:
        print_text(_("Không có gì thay đổi: các đơn vị đã có đúng như trong gói.") + "\n")
    else:
        words = _(
            "Đã cài: %(units_created)d đơn vị mới, %(units_changed)d đơn vị cập nhật, "
            "%(groups_created)d nhóm mới, %(groups_changed)d nhóm cập nhật."
        )
        print_text(words % {key: len(value) for key, value in changes.items()} + "\n")
