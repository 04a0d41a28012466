"""The register: plans as filed, their versions, clauses, tasks with six clarities, assignments to units.

Belongs here: import with preview, the register and its pages. Does not belong here: how a document is
understood (engine/planning), periods and reports (reporting).
"""
