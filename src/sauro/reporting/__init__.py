"""Periods, reports of units, review and signing, the province's papers.

Belongs here: everything between opening a period and its issued documents. Does not belong here: the register (plans), arithmetic of
forms (engine.reports), time (deadlines), reminders (notices), stored contents (files).
"""
