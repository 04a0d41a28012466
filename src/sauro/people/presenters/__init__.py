"""What the pages of this room show, one module per page.

Belongs here: names that other rooms and ``apps`` use. Does not belong here: any page.
"""

from sauro.people.presenters.frame import institution, person
from sauro.people.presenters.menu import handovers_waiting, may, requests_waiting
from sauro.people.presenters.refused import asking

__all__ = ["asking", "handovers_waiting", "institution", "may", "person", "requests_waiting"]
