"""A source of tasks entered by hand: a directive, a letter, a conclusion, a task of the Prime Minister.

Belongs here: the document's header with, where there is one, its file; its kind, changed later. Does not belong
here: reading a document (``imports``), its tasks (``editing``).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

import structlog
from django.conf import settings
from django.db import transaction

from sauro.audit.stamps import signature
from sauro.engine.text import fold, nfc, sort_key
from sauro.files.actions import store
from sauro.jobs.child import run_limited
from sauro.people.by import By
from sauro.plans.actions import building
from sauro.plans.actions.common import note, require
from sauro.plans.actions.editing_rows import fitting
from sauro.plans.actions.reading import ARGV, MEMORY_MB
from sauro.plans.codes import first_free, hand_prefix_candidates, plan_key_candidates
from sauro.plans.models import Plan, PlanVersion
from sauro.plans.queries import plan_with_number
from sauro.plans.refusals_editing import EditRefused
from sauro.plans.sources import LETTERS
from sauro.plans.states import SourceKind, VersionState

log = structlog.get_logger(__name__)

CHECK_SECONDS = 30
"""A person waits for the check of the file, so it is shorter than a reading."""


@dataclass(frozen=True, slots=True)
class SourceHeader:
    """What somebody typed about the document."""

    kind: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    title: str = ""
    given_code: str = ""
    year_from: int | None = None
    year_to: int | None = None


def create_source(*, header: SourceHeader, by: By, data: bytes = b"", filename: str = "") -> PlanVersion:
    """The source in force, without text and without tasks. A file is kept as filed once its words could be looked
    through for a mark of secrecy; one that cannot be read is not kept."""
    actor = require(by, "plans.confirm")
    number, title = _line(header.number, 120, "number"), _line(header.title, 2_000, "title")
    issuer = _line(header.issuer, 300, "issuer")
    given = _line(header.given_code, 80, "given_code")
    if not number and not title:
        raise EditRefused("no_number", field="number")
    if header.year_from and header.year_to and header.year_to < header.year_from:
        raise EditRefused("year_order", field="year_to")
    media_type = _checked(data, filename) if data else ""
    kind = SourceKind(header.kind)
    with transaction.atomic():
        plan = _plan(kind, number, issuer, title, given, header.issued_on)
        blob = store(data=data, media_type=media_type, by=actor) if data else None
        version = PlanVersion.objects.create(
            plan=plan,
            number=1,
            state=VersionState.IN_FORCE,
            blob=blob,
            sha256=blob.sha256 if blob else "",
            filename=filename[:255] if blob else "",
            media_type=media_type,
            title=title,
            issued_on=header.issued_on,
            in_force_from=header.issued_on,
            year_from=header.year_from,
            year_to=header.year_to,
            **signature("confirmed", actor),
        )
        after = {
            "source": str(kind),
            "number": number,
            "issuer": issuer,
            "title": title,
            "given_code": given,
            "sha256": version.sha256,
        }
        note(by=actor, action="create_source", subject=plan.key, after=after)
    return version


def _line(text: str, limit: int, field: str) -> str:
    return fitting(" ".join(nfc(text).split()), limit, field)


def _plan(kind: SourceKind, number: str, issuer: str, title: str, given: str, issued: date | None) -> Plan:
    year = issued.year if issued else None
    there = plan_with_number(fold(number), fold(issuer), year)
    if there is not None:
        raise EditRefused("source_taken", field="number", number=number, key=there.key)
    named = number or f"{LETTERS[kind]} {title[:40]}"
    digest = hashlib.sha256(f"{number}|{issuer}|{title}".encode()).hexdigest()
    key = first_free(plan_key_candidates(named, year, digest), lambda c: Plan.objects.filter(key=c).exists())
    prefix = first_free(
        hand_prefix_candidates(LETTERS[kind], number, year), lambda c: Plan.objects.filter(prefix=c).exists()
    )
    return Plan.objects.create(
        key=key,
        prefix=prefix,
        number=number,
        number_folded=fold(number),
        kind=str(kind.label),
        issuer=issuer,
        issuer_folded=fold(issuer),
        year=year,
        sort_key=sort_key(number or title)[: building.LONGEST_KEY],
        source=kind,
        given_code=given,
    )


def _checked(data: bytes, filename: str) -> str:
    """The type of the content, after its words were looked through in a child process with limits."""
    limit = int(settings.UPLOAD_BYTES)
    if len(data) > limit:
        raise EditRefused("file_too_large", field="file", limit=limit // (1024 * 1024))
    header = json.dumps({"name": filename, "units": []}, ensure_ascii=False).encode()
    child = run_limited(list(ARGV), stdin=header + b"\n" + data, seconds=CHECK_SECONDS, memory_mb=MEMORY_MB)
    if child.ended != "done" or child.code != 0:
        log.warning("source_file_unread", ended=child.ended, code=child.code)
        raise EditRefused("file_unread", field="file")
    answer = json.loads(child.stdout)
    if "refused" in answer:
        if answer["refused"]["code"] == "secrecy_mark":
            raise EditRefused("file_mark", field="file", mark=answer["refused"]["values"]["mark"])
        raise EditRefused("file_unread", field="file")
    return str(answer["plan"]["source"]["media_type"])


def change_source(*, plan: Plan, kind: str, given_code: str, by: By) -> Plan:
    """What a person says about the source apart from its words: its kind and the code of a higher office."""
    actor = require(by, "plans.confirm")
    given = _line(given_code, 80, "given_code")
    with transaction.atomic():
        current = Plan.objects.select_for_update().get(pk=plan.pk)
        before = {"source": str(current.source), "given_code": current.given_code}
        current.source, current.given_code = SourceKind(kind), given
        after = {"source": str(current.source), "given_code": given}
        if before != after:
            current.save(update_fields=["source", "given_code"])
            note(by=actor, action="change_source", subject=current.key, before=before, after=after)
    return current
