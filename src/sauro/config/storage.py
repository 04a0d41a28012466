"""Where evidence lies when it does not lie on the disk of the server.

Belongs here: what django-storages is told about a bucket. Does not belong here: reading variables (environment.py),
putting contents there (room files).
"""

from __future__ import annotations

from typing import Any

from sauro.config.environment import Environment


def evidence_storage(environment: Environment) -> dict[str, Any]:
    """Private objects, replaced under the same name, no address handed out; short waits, a few tries."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": environment.s3_bucket,
            "endpoint_url": environment.s3_endpoint or None,
            "region_name": environment.s3_region or None,
            "access_key": environment.s3_key,
            "secret_key": environment.s3_secret,
            "default_acl": None,
            "file_overwrite": True,
            "querystring_auth": True,
            "addressing_style": "path" if environment.s3_endpoint else None,
        },
    }
