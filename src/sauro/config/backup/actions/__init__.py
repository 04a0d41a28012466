"""The door for writes of backup and restore.

Belongs here: one name for each action. Does not belong here: the work itself (the modules beside).
"""

from sauro.config.backup.actions.making import Made, make_backup
from sauro.config.backup.actions.restoring import Restored, check, restore

__all__ = ["Made", "Restored", "check", "make_backup", "restore"]
