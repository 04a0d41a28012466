"""What stands in each paper: values of a snapshot → words → official documents.

Belongs here: sentences filled from data, figures with their sources, annexes, heads and ends of papers. Does not belong here:
layout (``engine.documents.out``), gathering and snapshots (``gathering``), rights, writes, pages.
"""
