"""How single time expressions are written, in the order in which they are tried.

Belongs here: patterns on keys (``engine.text.words``: lower case, one space between words and signs), each
with the name of the builder that reads it. Does not belong here: the builders (``when_dates``).

An earlier pattern takes its words from later ones, so the longer way of writing stands first.
"""

from __future__ import annotations

import re

from sauro.engine.text.words import pattern

_YEAR = r"(?P<{}>(?:19|20|21)\d\d)"
_EACH = r"(?:hằng|hàng|mỗi|từng|các)"
_LIST_OF_QUARTERS = (
    r"(?P<q1>i|ii|iii|iv|0?[1-4])(?:(?: ,| và| -|,)? (?:quý )?(?P<q2>i|ii|iii|iv|0?[1-4]))?"
    r"(?: (?:,|và) (?:quý )?(?P<q3>i|ii|iii|iv))?"
)

Group = tuple[str, ...]
# A text without any part of a group cannot hold what a pattern seeks: most sentences say nothing of time.
_DIGITS: Group = tuple("0123456789")
_YEARS: Group = ("19", "20", "21")
_SLASH: Group = (" / ",)
_SPLITS: Group = (" / ", " - ")
_MONTH: Group = ("tháng",)
_QUARTER: Group = ("quý", "quí")
_ENDS: Group = ("cuối", "đầu", "hằng", "hàng", "mỗi")
_TIMES: Group = ("lần",)
_EVERY: Group = ("hằng", "hàng")
_PERIODIC: Group = ("định kỳ",)
_EACH_ONE: Group = ("mỗi", "từng")
_BY: Group = ("theo tuần", "theo tháng", "theo quý", "theo quí")
_PHRASES: Group = ("năm học", "sớm nhất")
_AT_ONCE: Group = ("ngay sau khi",)
_AHEAD: Group = ("trước",)
_GOING_ON: Group = ("thường xuyên", "liên tục", "suốt", "cả năm")

PATTERNS: tuple[tuple[str, re.Pattern[str], tuple[Group, ...]], ...] = tuple(
    (name, pattern(source), needs)
    for name, source, needs in (
        # A school year is no calendar year: it is kept as words that a person must date.
        (
            "relative",
            r"(?:đầu |cuối |giữa )?năm học \d{4} - \d{4}|(?:trong )?thời gian sớm nhất",
            (_PHRASES,),
        ),
        (
            "days",
            r"(?:ngày )?(?P<d>\d{1,2}) (?:/ (?P<m>\d{1,2}) )?(?:-|đến|đến "
            r"ngày|đến hết ngày) (?P<d2>\d{1,2}) / (?P<m2>\d{1,2}) / " + _YEAR.format("y"),
            (_YEARS, _SLASH),
        ),
        (
            "day",
            r"(?:ngày )?(?P<d>\d{1,2}) (?P<s>[/.-]) (?P<m>\d{1,2}) (?P=s) " + _YEAR.format("y"),
            (_YEARS,),
        ),
        (
            "day",
            r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) (?:năm |/ )" + _YEAR.format("y"),
            (_YEARS, _MONTH),
        ),
        (
            "halves",
            r"(?:6|06|sáu|9|09|chín) tháng (?P<half>đầu|cuối)(?: của)? năm(?: " + _YEAR.format("y") + ")?",
            (_MONTH,),
        ),
        (
            "next_month",
            r"(?:ngày )?(?P<d>\d{1,2}) (?:của )?tháng (?:liền kề|sau|tiếp "
            "theo|liền sau|kế tiếp)(?: sau| tiếp theo)?",
            (_DIGITS, _MONTH),
        ),
        (
            "day_of_span",
            r"(?:ngày )?(?P<d>\d{1,2}) (?:của )?(?:(?:tháng )?(?P<last>cuối"
            "|đầu|cuối cùng)(?: của)?(?: mỗi| hằng| hàng)? (?P<of>quý|kỳ|tháng"
            "|năm|6 tháng)"
            "|tháng cuối cùng của (?:mỗi |hằng |hàng )?(?P<of2>quý)|(?:hằng"
            "|hàng|mỗi) (?P<of3>tháng|tuần|quý))",
            (_DIGITS, _ENDS),
        ),
        (
            "day_of_year",
            r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2})(?! (?:năm \d|/))",
            (_DIGITS, _MONTH),
        ),
        (
            "day_of_year",
            r"(?<!/ )(?:ngày )?(?P<d>\d{1,2}) (?P<s>[/-]) (?P<m>\d{1,2})(?! [/-])",
            (_DIGITS, _SPLITS),
        ),
        # "trước ngày kiểm tra ít nhất 03 ngày", "trước 05 ngày làm việc": a day that depends on another.
        (
            "relative",
            r"trước (?!mắt |đây |đó )(?:[^\s\d.;:,]+ ){0,6}\d{1,3}(?: \( \S+ \))? (?:ngày|tháng|tuần|giờ)"
            r"(?: làm việc)?(?! \d| đầu| cuối)",
            (_AHEAD, _DIGITS),
        ),
        (
            "relative",
            "(?:sau|trong|trong vòng|trong thời hạn|chậm nhất|không quá|tối "
            r"đa|sau khi)(?: là| sau)? \d{1,3}(?: \( \S+(?: \S+)? \))? (?:ngày(?: "
            "làm việc)?|tháng|tuần|năm|giờ)(?: làm việc)? (?:kể từ|từ|sau"
            "|tính từ|trước)",
            (_DIGITS,),
        ),
        (
            "relative",
            r"(?:sau|trong vòng|trong thời hạn|không quá) \d{1,3}(?: \( \S+ "
            r"\))? (?:ngày(?: làm việc)?|tháng|tuần|năm)",
            (_DIGITS,),
        ),
        ("relative", r"ngay sau khi(?: [^\s.;:,]+){1,12}", (_AT_ONCE,)),
        (
            "weeks",
            r"(?:tuần|nửa|10 ngày|15 ngày) (?P<part>đầu|cuối|thứ \S+|đầu tiên"
            r"|cuối cùng)(?: của)? tháng (?P<m>\d{1,2})(?: năm| /)? " + _YEAR.format("y"),
            (_YEARS, _MONTH),
        ),
        (
            "months_each",
            r"(?P<n>\d{1,2}) (?P<u>tháng|năm|tuần|ngày|quý) (?:/|một|1|01) (?:1 |01 )?lần",
            (_TIMES,),
        ),
        (
            "months_each",
            r"(?P<n2>hai|ba|sáu) (?P<u>tháng|năm|tuần|ngày|quý) (?:/|một|1|01) (?:1 |01 )?lần",
            (_TIMES,),
        ),
        (
            "times",
            r"(?:ít nhất |tối thiểu )?(?P<n>\d{1,2}|một|hai|bốn) lần (?:/"
            "|mỗi|trong|một|trong một|trên) (?:1 |01 |một )?(?P<u>năm|quý"
            "|tháng|tuần|ngày|kỳ)",
            (_TIMES,),
        ),
        (
            "each_half",
            r"(?:định kỳ )?(?:"
            + _EACH
            + r" )?(?:6|06|sáu) tháng(?: một lần)?(?: ,)?(?: và)?(?: "
            + _EACH
            + r")?(?: năm| 01 năm| một năm)(?: \( 02 lần \))?",
            (_MONTH,),
        ),
        ("each_half", r"(?:định kỳ |báo cáo )?" + _EACH + r" (?:6|06|sáu) tháng", (_MONTH,)),
        ("each_half", r"định kỳ (?:6|06|sáu) tháng(?: một lần)?", (_MONTH,)),
        ("every", r"(?:định kỳ )?(?:hằng|hàng) (?P<u>ngày|tuần|tháng|quý|quí|năm)", (_EVERY,)),
        ("every", r"định kỳ (?:vào )?(?:mỗi )?(?P<u>ngày|tuần|tháng|quý|quí|năm)", (_PERIODIC,)),
        (
            "every",
            r"(?:mỗi|từng) (?P<u>ngày|tuần|tháng|quý|quí|năm)(?: một lần| 1 lần| 01 lần)?",
            (_EACH_ONE,),
        ),
        ("every", r"theo (?P<u>tuần|tháng|quý|quí)(?: , năm)?", (_BY,)),
        (
            "quarters",
            "(?:quý|quí) " + _LIST_OF_QUARTERS + r"(?: năm| /| ,| -)? " + _YEAR.format("y"),
            (_QUARTER, _YEARS),
        ),
        ("quarters", "(?:quý|quí) " + _LIST_OF_QUARTERS + r"(?: (?P<each>hằng năm|hàng năm))?", (_QUARTER,)),
        (
            "months",
            r"tháng (?P<m>\d{1,2})(?: (?:-|,|và|đến|đến tháng) (?:tháng )?(?P<m2>\d{1,2}))?(?: "
            r"/| năm| -| \.)? " + _YEAR.format("y"),
            (_MONTH, _YEARS),
        ),
        (
            "months",
            r"(?P<m>\d{1,2}) / " + _YEAR.format("y"),
            (_YEARS, _SLASH),
        ),
        (
            "month_of_year",
            r"tháng (?P<m>\d{1,2})(?! / \d| năm \d| \d{4})",
            (_MONTH, _DIGITS),
        ),
        (
            "years",
            r"(?:giai đoạn |các năm |trong các năm |năm |từ năm |trong giai đoạn )?"
            + _YEAR.format("y")
            + r" (?:-|đến|đến năm|đến hết năm|đến hết) (?:năm )?"
            + _YEAR.format("y2"),
            (_YEARS,),
        ),
        (
            "year_list",
            r"(?:trong )?(?:các )?năm "
            + _YEAR.format("y")
            + r"(?: (?:,|và) (?:năm )?(?:19|20|21)\d\d){0,6} (?:,|và) (?:năm )?"
            + _YEAR.format("y2"),
            (_YEARS,),
        ),
        ("years", r"(?:(?P<part>đầu|cuối|giữa) )?năm " + _YEAR.format("y"), (_YEARS,)),
        (
            "year_list",
            _YEAR.format("y") + r"(?: (?:,|và) (?:19|20|21)\d\d){0,6} (?:,|và) " + _YEAR.format("y2"),
            (_YEARS,),
        ),
        ("bare_year", _YEAR.format("y"), (_YEARS,)),
        (
            "ongoing",
            "thường xuyên|liên tục|hằng ngày và liên tục|suốt (?:cả )?(?:năm"
            "|kỳ|giai đoạn|quá trình)|cả năm|trong suốt (?:quá trình|giai "
            "đoạn)",
            (_GOING_ON,),
        ),
    )
)
NEEDED: frozenset[Group] = frozenset(group for *_, needs in PATTERNS for group in needs)
