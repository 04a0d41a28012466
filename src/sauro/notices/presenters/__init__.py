"""What this room's templates show. Does not belong here: rights, reads that actions need too (``queries``)."""
