"""Personal values in the audit trail: a digest and a reference, never the value.

Belongs here: making the digest. Does not belong here: which fields are personal (each room says so by
calling this).
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def personal(value: object, *, reference: str) -> dict[str, str]:
    """What ``before``/``after`` may hold of a personal value ("account:AC-12:email").

    Keyed with the installation's secret and salted with the reference: equal values of one field are seen to
    be equal (before = after), values of different people cannot be compared, and a telephone number cannot
    be found by trying all of them without the key. Erasing the value elsewhere leaves the chain valid.
    Nothing (None, "") has no digest.
    """
    if value is None or value == "":
        return {"reference": reference, "digest": ""}
    digest = salted_hmac(f"sauro.audit.personal:{reference}", str(value), algorithm="sha256").hexdigest()
    return {"reference": reference, "digest": digest}
