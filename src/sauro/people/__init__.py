"""Units, accounts, memberships and rights. Does not belong here: work that is given to units (plans)."""
