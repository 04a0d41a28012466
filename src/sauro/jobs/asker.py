"""Who asks for work, as the queue keeps it. Does not belong here: who that is (audit, people), rights."""

from __future__ import annotations

from typing import Protocol


class Asker(Protocol):
    """Anything with a code and a name. The actors of the audit trail have both, without an import between
    the rooms.
    """

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...
