"""Background work of this room: the schedule and the handler. Does not belong here: what they do (``actions``)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauro.audit.actor import Actor
from sauro.jobs.registry import handler, scheduled
from sauro.notices.states import DELIVER

LOOK_EVERY = timedelta(hours=1)
DIGEST_EVERY = timedelta(minutes=15)
"""How soon after the time of the digest it goes out when the worker was off at that time."""


def remind(_moment: datetime) -> dict[str, Any]:
    """Looks at the clock again: a run that comes late reminds of what is due now."""
    from sauro.notices import actions

    return actions.remind(by=Actor.system("worker"))


def digests(_moment: datetime) -> dict[str, Any]:
    from sauro.notices import actions

    failed = actions.settle_failed()
    return {"people": actions.make_digests(by=Actor.system("worker")), "failed": failed}


@handler(DELIVER)
def deliver(payload: dict[str, Any]) -> dict[str, Any]:
    from sauro.notices import actions

    return {"state": actions.deliver(code=payload["delivery"])}


def _reminded(result: dict[str, Any]) -> str:
    return (
        _(
            "Xem %(subjects)d việc có hạn: nhắc %(sent)d, đưa vào danh sách %(listed)d, "
            "lần nhắc bị lỡ %(missed)d, không có người nhận %(nobody)d."
        )
        % result
    )


def _digested(result: dict[str, Any]) -> str:
    return _("Gửi bản tin cho %(people)d người.") % result


scheduled(
    "notices.remind",
    title=gettext_lazy("Nhắc việc sắp đến hạn, đến hạn, quá hạn"),
    every=LOOK_EVERY,
    function=remind,
    told=_reminded,
)
scheduled(
    "notices.digests",
    title=gettext_lazy("Gửi bản tin trong ngày cho từng người"),
    every=DIGEST_EVERY,
    function=digests,
    told=_digested,
)
