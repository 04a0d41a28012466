"""Work that falls due by the clock: its moments, the ledger of its runs, and what was missed.

Belongs here: when something is due, the rows of ``JobRun``, questions about them. Does not belong here: the table of
what is scheduled (``registry``), the loop that runs it (``worker``).
"""
