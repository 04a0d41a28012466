"""A plan that was read, as a short table for a person at a terminal.

Belongs here: words and widths of that table. Does not belong here: the JSON it is made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sauro.config.language import gettext as _

_WIDTH = 100


def summary(plan: Mapping[str, Any]) -> str:
    return (
        "\n".join(
            [*_head(plan["header"]), "", *_sections(plan), "", *_clarity(plan["clarity"]), *_findings(plan)]
        )
        + "\n"
    )


def _cut(words: str, width: int = _WIDTH) -> str:
    words = " ".join(words.split())
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def _head(header: Mapping[str, Any]) -> Iterator[str]:
    def value(name: str) -> str:
        return header[name]["value"] if header[name] else _("chưa ghi")

    yield _("Số: %(number)s · Loại: %(kind)s · Cơ quan: %(issuer)s · Ngày: %(day)s") % {
        "number": value("number"),
        "kind": value("kind"),
        "issuer": value("issuer"),
        "day": value("issued_on"),
    }
    yield _cut(value("title"), 2 * _WIDTH)


def _sections(plan: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (s["code"], s["heading"], sum(1 for _t in _walk(s["tasks"]))) for s in plan["sections"] if s["tasks"]
    ]
    if not rows:
        return
    width = max(len(code) for code, _h, _n in rows)
    yield _("Mục có nhiệm vụ: %(sections)d; chỉ tiêu: %(targets)d") % {
        "sections": len(rows),
        "targets": len(plan["targets"]),
    }
    for code, heading, count in rows:
        yield f"  {code:<{width}}  {count:>4}  {_cut(heading, 80)}"


def _walk(tasks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for task in tasks:
        yield task
        yield from _walk(task["children"])


def _clarity(counts: Mapping[str, int]) -> Iterator[str]:
    yield _("Nhiệm vụ: %(tasks)d") % {"tasks": counts["tasks"]}
    if counts["tasks"]:
        yield _(
            "Đã rõ: người %(who)d, việc %(what)d, thời gian %(when)d, trách nhiệm %(responsibility)d, "
            "sản phẩm %(product)d, thẩm quyền %(authority)d"
        ) % {name: counts[name] for name in ("who", "what", "when", "responsibility", "product", "authority")}


def _findings(plan: Mapping[str, Any]) -> Iterator[str]:
    if plan["findings"]:
        yield ""
        yield _("Điều cần xem lại:")
    for finding in plan["findings"]:
        yield f"  - {finding['message']}"
        if finding["anchor"]:
            yield f"    {_cut(finding['anchor']['quote'], 90)}"
