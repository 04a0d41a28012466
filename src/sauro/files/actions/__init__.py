"""The door for writes of this room.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.files.actions.attachments import Outcome, attach, detach
from sauro.files.actions.contents import erase, store, store_file, sweep

__all__ = ["Outcome", "attach", "detach", "erase", "store", "store_file", "sweep"]
