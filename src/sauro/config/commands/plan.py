"""`sauro plan`: reads an official plan and prints what it says. Needs no database and no clock.

Belongs here: files, options, the two prints. Does not belong here: how a plan is read
(``engine.planning``).
Django is not imported.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from sauro.config.commands._shared import Refusal, _, format_option, pack_refusal, print_json, print_text
from sauro.config.commands._summary import summary
from sauro.config.language import current
from sauro.engine.documents import read_document
from sauro.engine.documents.limits import Limits
from sauro.engine.documents.model import Document, DocumentRefused
from sauro.engine.planning import read_plan
from sauro.engine.planning.serialise import as_json
from sauro.engine.text.names import Gazetteer
from sauro.plans.definitions import finding_messages, index_names, refusal_sentence

STDIN = "-"


@click.group(
    help=_(
        "Đọc kế hoạch của cơ quan nhà nước thành danh sách nhiệm vụ.\n\n"
        "\b\nVí dụ:\n  sauro plan read ke-hoach.docx\n"
        "  sauro plan read ke-hoach.pdf --province ./goi-tinh --format json\n"
        "  sauro plan text ke-hoach.docx"
    )
)
def command() -> None:
    pass


@command.command(
    help=_(
        "Đọc FILE (DOCX, PDF có lớp chữ, TXT, MD; dấu - là đầu vào chuẩn): phần đầu, các mục, "
        "nhiệm vụ với 6 rõ, chỉ tiêu và những điều cần xem lại.\n\n"
        "\b\nVí dụ:\n  sauro plan read ke-hoach.docx --province ./goi-tinh --format json"
    )
)
@click.argument("file")
@click.option(
    "--province",
    metavar="NAME|FOLDER",
    help=_("Gói tỉnh để khớp tên đơn vị: tên gói đi kèm, hoặc thư mục của gói."),
)
@format_option
def read(file: str, province: str | None, output_format: str) -> None:
    gazetteer = _gazetteer(province)
    data = _bytes_of(file)
    document = _document(data)
    plan = read_plan(document, gazetteer=gazetteer, indices=index_names())
    name = _("đầu vào chuẩn") if file == STDIN else Path(file).name
    written = as_json(
        plan,
        document,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        messages=finding_messages(),
        language=current(),
    )
    if output_format == "json":
        print_json(written)
    else:
        print_text(summary(written))


@command.command(
    help=_(
        "In phần chữ của FILE, đúng từng ký tự mà các vị trí trong kết quả đọc dẫn tới.\n\n"
        "\b\nVí dụ:\n  sauro plan text ke-hoach.docx > ke-hoach.txt"
    )
)
@click.argument("file")
@format_option
def text(file: str, output_format: str) -> None:
    document = _document(_bytes_of(file))
    if output_format == "json":
        print_json({"schema": "sauro.text/1", "media_type": str(document.media_type), "text": document.text})
    else:
        print_text(document.text)


def _bytes_of(file: str) -> bytes:
    """The content, never more than one byte over the limit: a larger file is refused without being held."""
    most = Limits().bytes + 1
    if file == STDIN:
        return sys.stdin.buffer.read(most)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except FileNotFoundError:
        raise Refusal(
            "file_missing",
            _("Không có tệp này."),
            place=file,
            remedy=_("Kiểm tra lại đường dẫn và tên tệp."),
        ) from None
    except IsADirectoryError:
        raise Refusal(
            "file_is_folder",
            _("Đây là thư mục, không phải tệp."),
            place=file,
            remedy=_("Ghi đường dẫn tới một tệp trong thư mục này."),
        ) from None
    except OSError as fault:
        raise Refusal(
            "file_unreadable",
            _("Không mở được tệp: %(why)s.") % {"why": fault.strerror or fault},
            place=file,
            remedy=_("Kiểm tra quyền đọc tệp rồi chạy lại."),
        ) from None


def _document(data: bytes) -> Document:
    try:
        return read_document(data)
    except DocumentRefused as refused:
        message, remedy = refusal_sentence(refused.code, refused.values, current())
        raise Refusal(refused.code, message, place=refused.place, remedy=remedy) from None


def _gazetteer(province: str | None) -> Gazetteer | None:
    if province is None:
        return None
    from sauro.engine.text.packs import PackRefused
    from sauro.people.packs import load

    try:
        return Gazetteer(load(province).names())
    except PackRefused as refused:
        raise pack_refusal(refused, province) from None
