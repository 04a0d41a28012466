"""Tables of this room.

Belongs here: one name for each table. Does not belong here: writes (``actions``).
"""

from sauro.notices.models.ledger import Firing, PreparedList
from sauro.notices.models.messages import Choice, Delivery, Digest, Message

__all__ = ["Choice", "Delivery", "Digest", "Firing", "Message", "PreparedList"]
