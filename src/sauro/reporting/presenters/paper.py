"""One of the province's papers: its text part by part, the figures it was made from, the road to its issue.

Belongs here: everything ``paper.html`` shows. Does not belong here: the wording (``papers``), the steps (``actions.province_flow``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.queries import history
from sauro.files.queries import kept_at
from sauro.people.moves import may_move
from sauro.people.permissions import can, refusal
from sauro.reporting.models import Issued, PaperSection, Period, ProvinceReport
from sauro.reporting.papers.marks import Figures
from sauro.reporting.papers.sections import Shown, figures_for, problem_words, shown
from sauro.reporting.permissions import may_sign_paper
from sauro.reporting.presenters import names
from sauro.reporting.presenters.acts import Act
from sauro.reporting.presenters.finish import PaperLine
from sauro.reporting.presenters.trail import TrailLine
from sauro.reporting.queries import paper_subject
from sauro.reporting.states import (
    COMPOSE,
    EXAMINE,
    PROVINCE_ISSUE,
    PROVINCE_MOVES,
    PROVINCE_SIGN,
    Paper,
    ProvinceState,
)
from sauro.web.text import day_words, moment_words, who_when

Words = str | Promise

ACTS: Mapping[str, tuple[str, str, Words, Words]] = {
    "submit": (
        "trinh-van-phong",
        COMPOSE,
        gettext_lazy("Trình Văn phòng thẩm tra"),
        gettext_lazy("Nội dung và số liệu khóa đến khi có ý kiến."),
    ),
    "present": ("trinh-ky", EXAMINE, gettext_lazy("Trình lãnh đạo ký"), ""),
    "return": ("tra-lai", EXAMINE, gettext_lazy("Trả lại để hoàn thiện"), ""),
    "sign": (
        "ky",
        PROVINCE_SIGN,
        gettext_lazy("Ký báo cáo"),
        gettext_lazy(
            "Ghi nhận người ký và thẩm quyền ký; chữ ký số thực hiện trên hệ thống quản lý văn bản."
        ),
    ),
    "decline": ("khong-ky", PROVINCE_SIGN, gettext_lazy("Chưa ký, trả lại để sửa"), ""),
    "issue": ("phat-hanh", PROVINCE_ISSUE, gettext_lazy("Phát hành"), ""),
    "mark_sent": ("da-gui", COMPOSE, gettext_lazy("Ghi nhận đã gửi"), ""),
    "withdraw": ("thu-hoi", PROVINCE_ISSUE, gettext_lazy("Thu hồi"), ""),
    "redo": ("lam-lai", COMPOSE, gettext_lazy("Soạn lại"), ""),
}
"""Action → (word in the address, permission, words of the button, what follows), in the order of the page."""
ACTION_OF = {slug: action for action, (slug, *_rest) in ACTS.items()}
_ROMAN = re.compile("[IVX]+")
WITHDRAW = "withdraw"
"""Never offered as the step that comes next."""
CLOSING = "close"
"""The closing words stand last, behind what a person adds."""
STEPS: Mapping[str, tuple[str, str, Words]] = {
    "start_paper": ("new", "", gettext_lazy("Bắt đầu soạn")),
    "take_figures": ("changed", "", gettext_lazy("Lấy số liệu của các đơn vị")),
    "submit": ("done", "", gettext_lazy("Trình Văn phòng thẩm tra")),
    "return": ("back", "bad", gettext_lazy("Trả lại để hoàn thiện")),
    "present": ("done", "", gettext_lazy("Trình lãnh đạo ký")),
    "sign": ("done", "", gettext_lazy("Ký báo cáo")),
    "decline": ("back", "bad", gettext_lazy("Chưa ký, trả lại để sửa")),
    "issue": ("done", "", gettext_lazy("Phát hành")),
    "mark_sent": ("done", "", gettext_lazy("Đã gửi cơ quan nhận")),
    "withdraw": ("back", "bad", gettext_lazy("Thu hồi")),
    "redo": ("back", "", gettext_lazy("Soạn lại")),
}
FOLLOWS: Mapping[str, tuple[Words, ...]] = {
    ProvinceState.DRAFT: (
        gettext_lazy("Văn phòng thẩm tra"),
        gettext_lazy("Lãnh đạo UBND tỉnh ký"),
        gettext_lazy("Phát hành, gửi cơ quan nhận"),
    ),
    ProvinceState.OFFICE: (
        gettext_lazy("Lãnh đạo UBND tỉnh ký"),
        gettext_lazy("Phát hành, gửi cơ quan nhận"),
    ),
    ProvinceState.SIGNING: (gettext_lazy("Phát hành, gửi cơ quan nhận"),),
    ProvinceState.SIGNED: (gettext_lazy("Gửi cơ quan nhận"),),
    ProvinceState.ISSUED: (gettext_lazy("Gửi cơ quan nhận"),),
}


@dataclass(slots=True)
class SectionView:
    code: str
    heading: str
    text: list[Shown]
    body: str
    edited: bool
    changed: str
    revision: int
    address: str
    restore: str
    only_heading: bool = False
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    open: bool = False

    @property
    def number(self) -> str:
        """How the paper numbers the section: I, then 1; the opening and closing words have none."""
        first, _dot, second = self.code.partition(".")
        return (second or first) if _ROMAN.fullmatch(first) else ""


@dataclass(slots=True)
class PaperPage:
    title: str
    period: names.Status
    status: names.Status
    made_of: str
    digest: str
    editable: bool
    sections: list[SectionView]
    acts: list[Act]
    trail: list[TrailLine]
    papers: list[PaperLine]
    compose: str = ""
    composed: bool = False
    start: str = ""
    reason: str = ""
    links: list[tuple[str, str, str]] = field(default_factory=list)


def paper_page(account: object, period: Period, kind: Paper, paper: ProvinceReport | None) -> PaperPage:
    composing = can(account, COMPOSE)
    title = _("%(kind)s, %(period)s") % {"kind": kind.label, "period": names.inside(period)}
    crumb = names.Status(names.period_href(period), names.period_name(period))
    address = [period.slug, str(kind)]
    if paper is None:
        return PaperPage(
            title, crumb, names.Status("todo", _("Chưa soạn")), "", "", False, [], [], [], [],
            start=reverse("reporting:paper_compose", args=address) if composing else "",
        )  # fmt: skip
    editable = composing and paper.state == ProvinceState.DRAFT
    source = paper.source
    return PaperPage(
        title=title,
        period=crumb,
        status=names.province_status(paper),
        made_of=_("Số liệu lấy lúc %(when)s") % {"when": moment_words(source.made_at)} if source else "",
        digest=source.sha256 if source else "",
        editable=editable,
        sections=_sections(paper),
        acts=list(acts_of(account, paper)),
        trail=list(_trail(paper)),
        papers=[_issued(paper, one) for one in paper.issued.all()],
        compose=reverse("reporting:paper_compose", args=address) if editable else "",
        composed=source is not None,
        links=list(_links(account, paper)),
        reason=paper.reason if paper.state == ProvinceState.DRAFT else "",
    )


def _sections(paper: ProvinceReport) -> list[SectionView]:
    if paper.source is None:
        return []
    known = figures_for(paper)
    rows = sorted(paper.sections.all(), key=lambda one: (one.code == CLOSING, one.order))
    return [_section(paper, one, known) for one in rows]


def _section(paper: ProvinceReport, section: PaperSection, known: Figures) -> SectionView:
    address = [paper.period.slug, paper.paper, section.code]
    text = shown(paper, section.body, known) if section.body else []
    changed = ""
    if section.edited and section.changed_at:
        changed = _("Đã sửa tay: %(who)s") % {"who": who_when(section.changed_by_name, section.changed_at)}
    return SectionView(
        code=section.code,
        heading=section.heading,
        text=text,
        body=section.body,
        edited=section.edited,
        changed=changed,
        only_heading=not section.written and not section.edited,
        revision=section.revision,
        address=reverse("reporting:paper_section", args=address),
        restore=reverse("reporting:paper_restore", args=address) if section.edited else "",
        warnings=problem_words(section.written, section.body, known) if section.edited else [],
    )


def acts_of(account: object, paper: ProvinceReport) -> Iterator[Act]:
    concerned = any(can(account, one) for one in (COMPOSE, EXAMINE, PROVINCE_SIGN, PROVINCE_ISSUE))
    first = True
    for action, (slug, permission, title, hint) in ACTS.items():
        if not may_move(PROVINCE_MOVES, paper.state, action):
            continue
        address = reverse("reporting:paper_do", args=[paper.period.slug, paper.paper, slug])
        act = Act(action, str(title), address, str(hint))
        allowed = may_sign_paper(account) if permission == PROVINCE_SIGN else can(account, permission)
        if allowed:
            act.first, first = first and action != WITHDRAW, False
            yield act
        elif concerned and first and action != WITHDRAW:
            why = refusal(account, permission)
            act.closed, act.whom, first = why.why, why.whom, False
            yield act


def _trail(paper: ProvinceReport) -> Iterator[TrailLine]:
    events = sorted(history(room="reporting", subject=paper.key), key=lambda one: (one.at, one.pk))
    for event in events:
        if event.action not in STEPS:
            continue
        icon, css, words = STEPS[event.action]
        after: dict[str, Any] = json.loads(event.after or "{}")
        yield TrailLine(
            icon,
            str(words),
            f"{event.by_name} · {moment_words(event.at)}",
            str(after.get("number") or after.get("way") or ""),
            str(after.get("reason") or ""),
            css,
        )
    yield TrailLine("run", str(ProvinceState(paper.state).label), css="now")
    for words in FOLLOWS.get(paper.state, ()):
        yield TrailLine("todo", str(words), css="next")


def _issued(paper: ProvinceReport, one: Issued) -> PaperLine:
    kept = kept_at(paper_subject(paper), one.file_sha256) if one.file_sha256 else None
    href = reverse("files:download", args=[kept.code]) if kept is not None else ""
    return PaperLine(
        one.number, day_words(one.issued_on), str(one.get_kind_display()), one.signer, one.reason, href
    )


def _links(account: object, paper: ProvinceReport) -> Iterator[tuple[str, str, str]]:
    if paper.source is None:
        return
    address = [paper.period.slug, paper.paper]
    yield reverse("reporting:paper_docx", args=address), "file", _("Văn bản (DOCX)")
    if paper.paper == Paper.CCHC:
        yield reverse("reporting:paper_annex", args=address), "file", _("Phụ lục số liệu (XLSX)")
    if can(account, COMPOSE):
        yield reverse("reporting:paper_submission", args=address), "file", _("Tờ trình (DOCX)")
