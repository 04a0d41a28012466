"""Who signs for a unit, in which capacity, by which document.

Belongs here: beginning and ending signing authority. Does not belong here: signing a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from sauro.people.actions.common import new_code, note
from sauro.people.by import By
from sauro.people.models import Account, SigningAuthority, Unit
from sauro.people.permissions import acting
from sauro.people.refusals import ActionRefused
from sauro.people.states import Capacity


@dataclass(frozen=True, slots=True)
class Signing:
    """A signing authority as it is to be written. ``lines``: what stands above the signature, one line each."""

    unit: Unit
    signer: str
    position: str
    capacity: Capacity
    lines: str
    valid_from: date
    valid_to: date | None = None
    account: Account | None = None
    scope: str = ""
    document_number: str = ""
    document_date: date | None = None
    under: SigningAuthority | None = None


@transaction.atomic
def begin_signing(*, signing: Signing, by: By) -> SigningAuthority:
    actor = acting(by, "people.sign", signing.unit)
    check_signing(signing)
    row = SigningAuthority.objects.create(
        code=new_code("TQ"),
        unit=signing.unit,
        account=signing.account,
        signer=" ".join(signing.signer.split()),
        position=" ".join(signing.position.split()),
        capacity=signing.capacity,
        lines="\n".join(line.strip() for line in signing.lines.splitlines() if line.strip()),
        scope=" ".join(signing.scope.split()),
        document_number=" ".join(signing.document_number.split()),
        document_date=signing.document_date,
        under=signing.under,
        valid_from=signing.valid_from,
        valid_to=signing.valid_to,
    )
    note(actor, "signing.begun", row.code, after=_told(row))
    return row


def check_signing(signing: Signing) -> None:
    """TUQ. needs its document and an end and is not passed on; days and document are whole."""
    if signing.valid_to is not None and signing.valid_to < signing.valid_from:
        raise ActionRefused("days_reversed", field="valid_to")
    number = signing.document_number.strip()
    if bool(number) != (signing.document_date is not None):
        raise ActionRefused("document_half", field="document_number")
    if signing.capacity == Capacity.TUQ and (not number or signing.valid_to is None):
        raise ActionRefused("sign_document", field="document_number")
    above = signing.under
    if above is None:
        return
    if above.capacity == Capacity.TUQ:
        raise ActionRefused("sign_under_delegated", field="under")
    if above.valid_to is not None and above.valid_to < signing.valid_from:
        raise ActionRefused("sign_under_elsewhere", field="under")


@transaction.atomic
def end_signing(*, signing: SigningAuthority, last_day: date, by: By) -> SigningAuthority:
    """Writes the last day; those that stand under it end no later."""
    row = SigningAuthority.objects.select_for_update().select_related("unit").get(pk=signing.pk)
    actor = acting(by, "people.sign", row.unit)
    if row.valid_to is not None and row.valid_to <= last_day:
        raise ActionRefused("signing_over")
    for place in [row, *row.stacked.select_for_update().order_by("pk")]:
        end = max(last_day, place.valid_from)
        if place.valid_to is not None and place.valid_to <= end:
            continue
        before = {"to": place.valid_to}
        place.valid_to = end
        place.save(update_fields=["valid_to"])
        note(actor, "signing.ended", place.code, before=before, after={"to": end})
    row.refresh_from_db()
    return row


def _told(row: SigningAuthority) -> dict[str, object]:
    return {
        "unit": row.unit.code,
        "signer": row.signer,
        "position": row.position,
        "capacity": row.capacity,
        "lines": row.lines,
        "scope": row.scope,
        "document": row.document_number,
        "document_date": row.document_date,
        "under": row.under.code if row.under else None,
        "from": row.valid_from,
        "to": row.valid_to,
    }
