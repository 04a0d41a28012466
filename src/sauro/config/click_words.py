"""click's own sentences in the language of the command line.

Belongs here: the Vietnamese of what click says by itself. click looks its words up in a catalogue that
nobody ships for Vietnamese, and its source is English while ours is Vietnamese: so a table, put in click's
place for looking up words.
"""

from __future__ import annotations

import importlib

from sauro.config.language import current

VIETNAMESE = {
    "Usage: ": "Cách dùng: ",
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Commands": "Các lệnh",
    "Arguments": "Tham số",
    "Show this message and exit.": "Hiện trợ giúp này rồi thoát.",
    "Show the version and exit.": "Hiện phiên bản rồi thoát.",
    "Try '{command} {option}' for help.": "Xem trợ giúp: {command} {option}",
    "Error: {message}": "Chưa chạy được: {message}",
    "Aborted!": "Đã dừng theo yêu cầu.",
    "Missing command.": "Thiếu tên lệnh.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option {name!r}.": "Không có tùy chọn {name!r}.",
    "Missing argument": "Thiếu tham số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing {param_type}": "Thiếu {param_type}",
    "Missing parameter: {param_name}": "Thiếu tham số: {param_name}",
    "Invalid value: {message}": "Giá trị không dùng được: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không dùng được: {message}",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "default: {default}": "mặc định: {default}",
    "required": "bắt buộc",
    "env var: {var}": "biến môi trường: {var}",
    "{name} {filename!r} does not exist.": "Không có {name} {filename!r}.",
    "{name} {filename!r} is a file.": "{name} {filename!r} là một tệp.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} là một thư mục.",
    "{name} {filename!r} is not readable.": "Không đọc được {name} {filename!r}.",
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "argument": "tham số",
    "option": "tùy chọn",
    "parameter": "tham số",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là số đúng dạng.",
    "Did you mean {possibility}?": "Có phải là {possibility}?",
    "Could not open file {filename!r}: {message}": "Không mở được tệp {filename!r}: {message}",
    "{name} {filename!r} is not writable.": "Không ghi được {name} {filename!r}.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
}
SINGULAR_PLURAL = {
    "{value!r} is not {choice}.": "{value!r} khác với {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} không thuộc các giá trị: {choices}.",
    "Got unexpected extra argument ({args})": "Thừa tham số ({args})",
    "Got unexpected extra arguments ({args})": "Thừa tham số ({args})",
    "Did you mean {possibility}?": "Có phải là {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Có phải là một trong: {possibilities}?)",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} requires {nargs} arguments.": "Tùy chọn {name!r} cần {nargs} giá trị.",
    "Takes {nargs} values but 1 was given.": "Cần {nargs} giá trị nhưng chỉ có 1.",
    "Takes {nargs} values but {len} were given.": "Cần {nargs} giá trị nhưng có {len}.",
}
MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "termui")


def word(message: str) -> str:
    return VIETNAMESE.get(message, message) if current() == "vi" else message


def counted(singular: str, plural: str, number: int) -> str:
    chosen = singular if number == 1 else plural
    return SINGULAR_PLURAL.get(chosen, chosen) if current() == "vi" else chosen


def speak() -> None:
    """Makes click look its words up here. Safe to call again."""
    for name in MODULES:
        module = importlib.import_module(f"click.{name}")
        if hasattr(module, "_"):
            module._ = word  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = counted  # type: ignore[attr-defined]
