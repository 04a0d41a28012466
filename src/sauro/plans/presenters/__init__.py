"""Rows and words prepared for templates. Belongs here: what a page shows. Does not belong here: writes,
markup of a page."""
