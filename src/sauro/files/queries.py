"""Reading attachments. Belongs here: questions to the tables. Does not belong here: what a page makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Count

from sauro.files.models import Attachment


def attachments_of(subjects: Iterable[str], account: object) -> dict[str, list[Attachment]]:
    """Files by subject, as far as the account may know of them, oldest first, withdrawn ones included.

    Every asked subject has its entry; an empty list is "none".
    """
    found: dict[str, list[Attachment]] = {subject: [] for subject in subjects}
    rows = Attachment.objects.visible_to(account, found).select_related("blob", "blob__preview")
    for attachment in rows:
        found[attachment.subject].append(attachment)
    return found


def kept_counts(subjects: Iterable[str]) -> Mapping[str, int]:
    """How many files are kept at each subject, for rules such as "a result above one half has evidence"; no content,
    name or person is told, so no right is asked."""
    asked = list(subjects)
    counted = (
        Attachment.objects.kept()
        .filter(subject__in=asked)
        .order_by()
        .values("subject")
        .annotate(count=Count("pk"))
        .values_list("subject", "count")
    )
    return {**dict.fromkeys(asked, 0), **dict(counted)}


def attachment_named(code: str) -> Attachment | None:
    """The attachment of an address; whether the account may see it is asked next (``permissions.check_see``)."""
    return Attachment.objects.filter(code=code).select_related("blob", "blob__preview__picture").first()


def kept_at(subject: str, sha256: str) -> Attachment | None:
    return Attachment.objects.kept().filter(subject=subject, blob=sha256).first()
