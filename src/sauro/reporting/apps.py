"""Django's entry to the room: its name and what it registers below."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "sauro.reporting"
    label = "reporting"

    def ready(self) -> None:
        from sauro.people import registry
        from sauro.people.presenters.menu import may
        from sauro.plans.presenters import my_work
        from sauro.reporting import states
        from sauro.reporting.presenters import waiting
        from sauro.web import navigation

        registry.register("reports.view", _("xem báo cáo của đơn vị"))
        registry.register(states.WRITE, _("lập và gửi báo cáo của đơn vị"))
        registry.register(states.SIGN, _("ký báo cáo của đơn vị"))
        registry.register(states.ISSUE, _("phát hành báo cáo của đơn vị"))
        registry.register(states.REVIEW, _("rà soát, trả lại, tiếp nhận báo cáo"))
        registry.register(states.MANAGE, _("mở và chốt kỳ báo cáo"))
        registry.register(states.COMPOSE, _("soạn báo cáo của tỉnh"))
        registry.register(states.EXAMINE, _("thẩm tra báo cáo của tỉnh"))
        registry.register(states.PROVINCE_SIGN, _("ký báo cáo của tỉnh"))
        registry.register(states.PROVINCE_ISSUE, _("phát hành báo cáo của tỉnh"))
        navigation.register(
            "reporting:periods", _("Báo cáo"), order=25, shown=may("reports.view"), badge=waiting.badge
        )
        my_work.register(waiting.section)
        _offer_to_rooms_below()


def _offer_to_rooms_below() -> None:
    """What deadlines, files, notices and people ask of reports."""
    from sauro.deadlines import registry as deadlines
    from sauro.files import registry as files
    from sauro.notices.registry import event, watch
    from sauro.people import registry
    from sauro.reporting import watching
    from sauro.reporting.actions import due, telling

    deadlines.locked_first("period", due.lock_periods)
    deadlines.locked_first("report", due.lock_reports)
    deadlines.on_moved("report", due.moved_report)
    deadlines.on_moved("period", due.moved_period)
    deadlines.named("report", watching.names_of)
    deadlines.named("period", watching.names_of)
    files.subject(
        watching.EVIDENCE,
        watching.may_read,
        watching.may_add_evidence,
        about=watching.about,
        closed=watching.evidence_closed,
        whole=watching.whole_report,
    )
    files.subject(
        watching.ISSUED,
        watching.may_read,
        watching.may_file_issued,
        about=watching.about,
        closed=watching.issued_closed,
    )
    files.subject(
        watching.PAPER, watching.may_read_paper, watching.may_file_paper, about=watching.about_paper
    )
    for code in telling.EVENTS:
        event(code, telling.sentence_of(code))
    watch("reporting.reports", _("Báo cáo của đơn vị"), watching.due_reports)
    watch("reporting.papers", _("Báo cáo của tỉnh"), watching.due_papers)
    registry.open_work("reporting.reports", watching.open_reports)
