"""Signing in, the second factor and sessions, on top of the accounts library (django-allauth).

Belongs here: what the library asks of us (backend, adapters, forms), what the pages of a person's own account
show. Does not belong here: writes (``people.actions``), pages (``people.views``), rights (``people.permissions``).
"""
