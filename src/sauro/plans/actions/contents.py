"""Contents of uploads that must not stay stored.

Belongs here: letting go of a file. Does not belong here: deciding that (``imports``, ``reading``).

A file that was refused was not looked through to its end: a scanned or damaged paper may be a secret one.
It is therefore kept no longer than the refusal; its hash, name and size explain the refusal later.
"""

from __future__ import annotations

from sauro.files.actions import erase
from sauro.people.by import By
from sauro.plans.models import PlanImport, PlanVersion
from sauro.plans.states import ImportState

CHECKED = (ImportState.READY, ImportState.CONFIRMED)


def forget_content(*, current: PlanImport, reason: str, by: By) -> None:
    """Erases the file of ``current`` and of every other upload of the same file that was never found sound.

    A file that is the document of a plan stays: the register rests on it.
    """
    blob = current.blob
    if blob is None:
        return
    current.blob = None
    PlanImport.objects.filter(sha256=current.sha256).exclude(state__in=CHECKED).update(blob=None)
    used = PlanImport.objects.filter(blob=blob).exists() or PlanVersion.objects.filter(blob=blob).exists()
    if not used:
        erase(blob=blob, reason=reason, by=by)
