"""Who acts, as the audit trail keeps it: a code and a name, no key into another table.

Does not belong here: accounts and rights (people).
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Actor:
    """``code`` is stable and unique ("system:worker" for the machine itself); ``name`` is what a reader
    sees.

    ``on_behalf_of`` names the person whose right is used, where it was delegated.
    """

    code: str
    name: str
    on_behalf_of: str = ""

    def __post_init__(self) -> None:
        if not self.code.strip() or not self.name.strip():
            raise ValueError("an actor needs a code and a name")

    def for_another(self, lender: Actor) -> Actor:
        """The same actor, using a right that ``lender`` has delegated."""
        return replace(self, on_behalf_of=f"{lender.code} {lender.name}")

    @classmethod
    def system(cls, part: str) -> Actor:
        """The product itself, acting in its ``part`` ("worker", "setup")."""
        return cls(code=f"system:{part}", name=f"sauro ({part})")
