"""`sauro calendar`: working days and terms. Needs neither database nor clock, unless entered decisions are asked for.

Belongs here: options and the two prints. Does not belong here: counting (``engine.calendars``), sentences of days
(``deadlines.words``).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import click

from sauro.config.commands._shared import (
    Refusal,
    _,
    format_option,
    print_json,
    print_text,
    start_with_database,
)
from sauro.config.language import current
from sauro.deadlines import shipped
from sauro.deadlines.words import day_status_words, refusal_words, refused_words, step_words
from sauro.engine.calendars import HO_CHI_MINH, CalendarRefused, Derivation, WorkCalendar, term

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")


@click.group(
    help=_(
        "Ngày làm việc: tính thời hạn kèm từng ngày, xem các ngày đặc biệt của một năm.\n\n"
        "\b\nVí dụ:\n  sauro calendar due --from 2026-04-29T16:00 --working-days 15\n"
        "  sauro calendar year 2026"
    )
)
def command() -> None:
    pass


def _database_option(function: Any) -> Any:
    return click.option(
        "--from-database",
        is_flag=True,
        help=_(
            "Tính cả các lịch năm đã nhập trong hệ thống; không chọn thì chỉ dùng lịch đi kèm sản phẩm và "
            "không cần cơ sở dữ liệu."
        ),
    )(function)


@command.command(
    help=_(
        "Ngày cuối của thời hạn tính bằng ngày làm việc, kèm lý do của từng ngày. Ngày nhận không tính; hết hạn "
        "lúc 24 giờ của ngày cuối.\n\n"
        "\b\nVí dụ:\n  sauro calendar due --from 2026-04-29T16:00 --working-days 15\n"
        "  sauro calendar due --from 2026-09-10T17:30 --working-days 15 --closing 17:00 --format json"
    )
)
@click.option(
    "--from",
    "received",
    required=True,
    metavar=_("THỜI-ĐIỂM"),
    help=_("Lúc nhận, giờ Việt Nam, ví dụ 2026-04-29T16:00; hoặc chỉ ngày."),
)
@click.option("--working-days", type=int, required=True, metavar=_("SỐ"), help=_("Số ngày làm việc."))
@click.option(
    "--closing",
    metavar=_("GIỜ"),
    help=_("Giờ đóng cửa, ví dụ 17:00: nhận sau giờ này tính là nhận vào ngày làm việc tiếp theo."),
)
@_database_option
@format_option
def due(
    received: str, working_days: int, closing: str | None, from_database: bool, output_format: str
) -> None:
    shuts = _closing(closing)
    moment = _moment(received, closing)
    calendar = _calendar(from_database)
    try:
        found = term(calendar, moment, working_days, shuts)
    except CalendarRefused as refused:
        message, remedy = refused_words(refused, current())
        raise Refusal(refused.code, message, remedy=remedy) from None
    if output_format == "json":
        print_json(_due_json(found, _as_given(received, moment)))
    else:
        print_text("\n".join(_due_lines(found)) + "\n")


@command.command(
    help=_(
        "Các ngày của NĂM khác với thứ trong tuần: nghỉ lễ, nghỉ bù, làm bù, nửa ngày.\n\n"
        "\b\nVí dụ:\n  sauro calendar year 2026\n  sauro calendar year 2025 --format json"
    )
)
@click.argument("year", type=int, metavar=_("NĂM"))
@_database_option
@format_option
def year(year: int, from_database: bool, output_format: str) -> None:
    calendar = _calendar(from_database)
    try:
        days = calendar.special_days(year)
    except CalendarRefused as refused:
        message, remedy = refused_words(refused, current())
        raise Refusal(refused.code, message, remedy=remedy) from None
    decided = calendar.is_decided(year)
    label = calendar.label([date(year, 1, 1)])
    rows = [
        {
            "date": one.day.isoformat(),
            "working": one.working,
            "code": one.code,
            "reason": day_status_words(one, current()),
            "decided": one.decided,
        }
        for one in days
    ]
    if output_format == "json":
        head = {"schema": "sauro.calendar/1", "year": year, "provisional": not decided, "calendar": label}
        print_json({**head, "days": rows})
        return
    lines = [_state_of_year(year, decided)]
    lines += [
        f"  {row['date']}  {_weekday(date.fromisoformat(str(row['date'])))}  {row['reason']}" for row in rows
    ]
    print_text("\n".join(lines) + "\n")


def _calendar(from_database: bool) -> WorkCalendar:
    if not from_database:
        return shipped.calendar()
    start_with_database()
    from sauro.deadlines.queries import working_calendar

    return working_calendar()


def _refuse(code: str, **values: str) -> Refusal:
    message, remedy = refusal_words(code, values, current())
    return Refusal(code, message, remedy=remedy)


def _moment(given: str, closing: str | None) -> datetime:
    """The moment in Việt Nam; a day alone is its beginning, which is enough where no closing hour decides."""
    words = given.strip()
    try:
        day = date.fromisoformat(words)
    except ValueError:
        pass
    else:
        if closing is not None:
            raise _refuse("hour_missing", value=words, closing=closing)
        return datetime.combine(day, time(0), tzinfo=HO_CHI_MINH)
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise _refuse("when_not_read", value=words) from None
    try:
        return moment.replace(tzinfo=HO_CHI_MINH) if moment.tzinfo is None else moment.astimezone(HO_CHI_MINH)
    except OverflowError:
        raise _refuse("when_not_read", value=words) from None


def _closing(given: str | None) -> time | None:
    if given is None:
        return None
    if not _HOUR.fullmatch(given.strip()):
        raise _refuse("closing_not_read", value=given)
    return time.fromisoformat(given.strip())


def _as_given(given: str, moment: datetime) -> str:
    """The receipt in the time of Việt Nam; the day alone where only a day was given."""
    local = moment.replace(tzinfo=None)
    if local.time() == time(0) and "T" not in given.upper() and " " not in given.strip():
        return local.date().isoformat()
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _due_json(found: Derivation, received: str) -> dict[str, Any]:
    return {
        "schema": "sauro.due/1",
        "from": received,
        "counted_from": found.counted_from.isoformat(),
        "due": found.due.isoformat(),
        "provisional": found.provisional,
        "calendar": found.calendar,
        "days": [
            {
                "date": step.day.isoformat(),
                "counts": step.counts,
                "n": step.n,
                "code": step.code,
                "reason": step_words(step, found, current()),
            }
            for step in found.steps
        ],
    }


def _due_lines(found: Derivation) -> list[str]:
    lines = [
        _("Ngày cuối: %(day)s, hết lúc 24 giờ.") % {"day": f"{_weekday(found.due)} {_day(found.due)}"},
        _("Tính từ ngày: %(day)s (không tính ngày này).") % {"day": _day(found.counted_from)},
    ]
    lines += [_state_of_year(year, False) for year in found.undecided]
    lines.append("")
    for step in found.steps:
        number = f"{step.n:>4}" if step.counts else "   –"
        why = step_words(step, found, current())
        lines.append(f"{number}  {_weekday(step.day)} {_day(step.day)}  {why}")
    return lines


def _state_of_year(year: int, decided: bool) -> str:
    if decided:
        return _("Năm %(year)d: đã có lịch làm việc theo văn bản.") % {"year": year}
    return _("Năm %(year)d: chưa nhập lịch làm việc, kết quả là tạm tính.") % {"year": year}


def _day(day: date) -> str:
    return f"{day.day:>2}/{day.month}/{day.year}" if current() == "vi" else day.isoformat()


def _weekday(day: date) -> str:
    names = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
    return names[day.weekday()]
