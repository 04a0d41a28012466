"""Which pages are asked, and how often each, of both products side by side.

Belongs here: addresses by kind. Does not belong here: asking (``loader``).

A round is a hundred visits. All its addresses differ but the first page, which people open most, so that what a server remembers
from one visit to the next has to earn its use. ``unseen`` never repeats an address at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

PAGE = 50
FIRST, FURTHER, AGENCY, WORDS, FACETS = (
    "first page",
    "further pages",
    "one agency",
    "words",
    "other conditions",
)
"""Kinds of visits; the peer has pages of the same kinds."""

SHARES = {FIRST: 25, FURTHER: 25, AGENCY: 20, WORDS: 15, FACETS: 15}
Kinds = Mapping[str, Sequence[str]]

REGISTER_WORDS = "Sổ theo dõi nhiệm vụ"
"""Stands on every page of the register, not on the sign-in page."""
PEER_WORDS = "List of issues"
SEARCHES = (
    "hộ tịch", "đào tạo", "phản ánh", "môi trường", "chuyển đổi số", "thanh toán", "doanh nghiệp", "vị trí việc làm",
    "biên giới", "một cửa", "người cao tuổi", "cảng cá", "giấy phép", "khảo sát", "công vụ",
)  # fmt: skip


def at(path: str, **query: str | int) -> str:
    """The address; ``_`` in a name stands for ``-`` and a leading one for ``@``."""
    named = {f"@{key[1:]}" if key[0] == "_" else key.replace("_", "-"): value for key, value in query.items()}
    return f"{path}?{urlencode(named)}" if query else path


def register(tasks: int, agencies: Sequence[str]) -> Kinds:
    """Of our register; ``agencies`` are codes of units that lead tasks."""
    page, pages = "/nhiem-vu", max(tasks // PAGE, 1)
    indices = [
        at(page, chi_so=index, ro=clarity)
        for index in ("par_index", "sipas")
        for clarity in ("", "du", "thieu")
    ]
    missing = [
        at(page, thieu=facet, xep=order)
        for facet in ("when", "product", "authority")
        for order in ("co-quan", "van-ban")
    ]
    return {
        FIRST: [at(page)],
        FURTHER: [at(page, trang=1 + n % pages) for n in _spread(pages, SHARES[FURTHER])],
        AGENCY: [at(page, chu_tri=code.lower()) for code in agencies[: SHARES[AGENCY]]],
        WORDS: [at(page, q=words) for words in SEARCHES],
        FACETS: [*indices, *missing, *(at(page, xep=order) for order in ("co-quan", "van-ban", "chi-so"))],
    }


def unseen(tasks: int) -> list[str]:
    """Pages of the register no two of which are the same, far more than one run can ask."""
    page, pages = "/nhiem-vu", max(tasks // PAGE, 1)
    orders = [
        [at(page, trang=n, xep=order) for n in range(2, pages)]
        for order in ("co-quan", "van-ban", "tinh-trang", "chi-so", "dieu-thieu")
    ]
    return [address for together in zip(*orders, strict=True) for address in together]


def peer(issues: int) -> Kinds:
    """Of the tracker: its own link "Show All", further pages, one assignee, words, other conditions; fifty issues a page as ours."""
    pages = max(issues // PAGE, 1)
    usual: dict[str, str | int] = {
        "_sort": "-activity",
        "_columns": "id,activity,title,creator,assignedto,status",
        "_pagesize": PAGE,
        "_startwith": 0,
    }

    def issue(**more: str | int) -> str:
        return at("/issue", **usual | more)

    def where(name: str, value: str | int, **more: str | int) -> str:
        return issue(**{"_filter": name, name: value} | more)

    return {
        FIRST: [issue(_group="priority")],
        FURTHER: [
            issue(_group="priority", _startwith=(n % pages) * PAGE) for n in _spread(pages, SHARES[FURTHER])
        ],
        AGENCY: [where("assignedto", 4 + n) for n in range(SHARES[AGENCY])],
        WORDS: [issue(_search_text=words) for words in SEARCHES],
        FACETS: [
            where("status", n, _group=group) for n in range(1, 9) for group in ("assignedto", "priority")
        ][: SHARES[FACETS]],
    }


def _spread(pages: int, count: int) -> Iterator[int]:
    """Half of the visits to the pages after the first, half all over the list."""
    near = count // 2
    return (n + 1 if n < near else (n - near + 1) * pages // (count - near + 1) for n in range(count))


def round_of(kinds: Kinds) -> list[str]:
    """A hundred addresses in the shares of their kinds, each kind spread evenly over the round."""
    placed = [
        ((n + 0.5) / share, kind, kinds[kind][n % len(kinds[kind])])
        for kind, share in SHARES.items()
        for n in range(share)
    ]
    return [address for _, _, address in sorted(placed)]


def kind_of(kinds: Kinds) -> dict[str, str]:
    return {address: kind for kind, addresses in kinds.items() for address in addresses}
