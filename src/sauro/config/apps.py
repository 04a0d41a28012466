"""The room that joins the others. Registers what only it can know: what runs on a schedule."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

SEAL_SECONDS = 1.0
SEAL_AT_ONCE = 1000
MOST_BATCHES = 20


class ConfigConfig(AppConfig):
    name = "sauro.config"
    label = "config"
    verbose_name = _("Cấu hình hệ thống")

    def ready(self) -> None:
        from sauro.jobs.registry import every

        every("audit.seal", SEAL_SECONDS, seal)


def seal() -> None:
    """Seals what waits; in batches, so that a burst of events does not hold the write lock for long."""
    from sauro.audit.actions import seal_pending

    for _batch in range(MOST_BATCHES):
        if seal_pending(limit=SEAL_AT_ONCE) < SEAL_AT_ONCE:
            return
