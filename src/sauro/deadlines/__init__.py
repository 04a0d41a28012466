"""The room of deadlines: what was decided about a year's working days, and each deadline with how it was reached.

Belongs here: calendar decisions, deadlines of any subject, their recomputation. Does not belong here: counting days
(``engine.calendars``), reminders (``notices``), what a subject is (the room that holds it).
"""
