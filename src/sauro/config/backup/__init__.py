"""Backup and restore: the whole installation as one archive that either kind of database can be restored from.

Belongs here: the archive, what stands in it, making one, putting one in force. Does not belong here: the command line
(``config.commands``). The decision and its losers: docs/decisions/0013.
"""
