"""Values as a page sends them, read into changes.

Belongs here: the names of inputs. Does not belong here: reading a typed figure (``engine.reports.typed``), saving (``actions.values``).

For each value the page sends ``v:<row>|<field>`` (what was typed), ``rev:…`` (the revision seen), and where the field has them ``why:…`` (reason
of "-"), ``est:…`` (số ước), ``asof:…`` (tính đến ngày). A name without ``v:`` is no change.
"""

from __future__ import annotations

from django.http import QueryDict

from sauro.reporting.actions.values import Change
from sauro.reporting.presenters.cells import read_place

MOST = 2000
MOST_DIGITS = 9
"""Of a revision: no value is changed so often, and no column holds more."""


def read_changes(sent: QueryDict) -> list[Change]:
    """In the order of the page. A revision that is no number counts as one never seen: what stands there is not overwritten."""
    changes = []
    for name in list(sent)[: 6 * MOST]:
        if not name.startswith("v:"):
            continue
        place = name.removeprefix("v:")
        row, field = read_place(place)
        if not row or not field:
            continue
        changes.append(
            Change(
                row=row,
                field=field,
                typed=sent.get(name, ""),
                reason=sent.get(f"why:{place}", ""),
                estimated=bool(sent.get(f"est:{place}")),
                as_of=sent.get(f"asof:{place}", ""),
                revision=read_revision(sent.get(f"rev:{place}", "")) or 0,
            )
        )
    return changes


def read_revision(text: str) -> int | None:
    """A number as a page sends it back; None for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if plain else None
