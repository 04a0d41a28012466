"""A short mark of values that somebody saw or took away, to tell later whether they are still the same.

Belongs here: this one mark. Does not belong here: the content hash of files (``files``), the audit chain.
"""

from __future__ import annotations

import hashlib
import json


def digest(*values: object) -> str:
    """Stays as it is for ever: the sheets that people hold carry it."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
