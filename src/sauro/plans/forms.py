"""What people send to this room's pages, cleaned. Belongs here: cleaning only. No queries, no decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sauro.engine.planning.model import FACETS
from sauro.plans.filters import CLARITIES, LIVES, ORDERS, RegisterFilters
from sauro.plans.searching import LONGEST_QUERY
from sauro.plans.states import WhenKind
from sauro.plans.urgency import Urgency

LONGEST_CODE = 80
"""Of a task or a unit, as it stands in an address."""
LONGEST_NAME = 80
"""Of a saved view."""
_PERIOD = re.compile(r"20\d\d(-Q[1-4])?")


def plain(value: str | None, most: int) -> str:
    """What somebody typed, cut, without the zero character, which a database may refuse."""
    return (value or "").replace("\x00", "")[:most]


def search_words(value: str | None, most: int) -> str:
    """Words to look for, with one space between them."""
    return " ".join((value or "").replace("\x00", "").split())[:most]


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else ""


def _due(value: str) -> str:
    """A year, a quarter or a kind of time."""
    return value if _PERIOD.fullmatch(value) else _one_of(value, tuple(str(kind) for kind in WhenKind))


def register_filters(query: QueryDict | Mapping[str, str]) -> RegisterFilters:
    """Filters from an address that anybody may have typed: what is not understood is no condition."""
    get = query.get
    raw_page = get("trang", "1") or "1"
    chosen = query.getlist("thieu") if isinstance(query, QueryDict) else [get("thieu", "")]
    return RegisterFilters(
        q=search_words(get("q"), LONGEST_QUERY),
        plan=plain(get("ke-hoach"), 80),
        unit=plain(get("chu-tri"), 60),
        part=plain(get("don-vi"), 60),
        index=plain(get("chi-so"), 40),
        state=_one_of(get("tinh-trang", "") or "", tuple(str(one) for one in Urgency)),
        due=_due(get("han", "") or ""),
        clarity=_one_of(get("ro", "") or "", CLARITIES),
        missing=tuple(facet for facet in FACETS if facet in chosen),
        life=_one_of(get("doi", "") or "", tuple(LIVES)),
        order=_one_of(get("xep", "") or "", ORDERS) or ORDERS[0],
        page=int(raw_page) if raw_page.isascii() and raw_page.isdigit() and len(raw_page) < 7 else 1,
    )


def stored_filters(query: str) -> RegisterFilters:
    """Filters from the part of an address after the question mark."""
    return register_filters(QueryDict(query))


class ImportForm(forms.Form):
    """One file. Size and content are judged by the action, which has the words for it."""

    file = forms.FileField(allow_empty_file=True, required=False, max_length=1000)


class SavedViewForm(forms.Form):
    """A name for the filters of an address. The filters are cleaned like those of the address itself."""

    name = forms.CharField(
        max_length=LONGEST_NAME,
        label=_("Tên cách xem"),
        error_messages={
            "required": _("Cần ghi tên cách xem, ví dụ: Việc quá hạn của các xã."),
            "max_length": _("Tên cách xem dài nhất 80 ký tự. Hãy rút ngắn tên."),
        },
    )
    query = forms.CharField(required=False, max_length=4000)

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_query(self) -> str:
        return stored_filters(self.cleaned_data["query"]).address()[1:]
