"""Reports as data: forms, values, computed rows, checks, carrying over, consolidation, snapshots.

Belongs here: what a report asks and what its values mean, without a clock and without a database. Does not belong
here: who may write, states of a report (the room ``reporting``), documents made from it, working days.
"""
