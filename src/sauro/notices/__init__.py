"""Messages to people: reminders of what falls due, word of what happened, digests, the ledger of every firing.

Belongs here: when somebody is told what, how it reaches them, and the proof of it. Does not belong here: what is due
(rooms above register what they watch), working days (the calendar), running by the clock (``jobs``).
"""
