"""The door for writes of this room.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.files.actions.contents import erase, store, store_file, sweep

__all__ = ["erase", "store", "store_file", "sweep"]
