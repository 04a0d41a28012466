"""What `sauro doctor` says of the outside helpers of evidence: the virus scanner and the storage, where they are set.

Belongs here: judging. Does not belong here: talking to them (room files), other matters (``doctor``).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sauro.config.language import gettext as _
from sauro.files.scanner import ScannerSilent, parse_scanner

if TYPE_CHECKING:
    from sauro.config.doctor import Finding


def evidence() -> Iterator[Finding]:
    """Nothing is said of what is not set."""
    yield from _scanner()
    yield from _storage()


def _scanner() -> Iterator[Finding]:
    from django.conf import settings

    from sauro.config.doctor import Finding

    scanner = parse_scanner(settings.CLAMAV)
    if scanner is None:
        return
    try:
        scanner.find(io.BytesIO(b"sauro doctor"))
    except ScannerSilent as silent:
        yield Finding(
            "scanner",
            "fail",
            _("Chương trình quét vi-rút không trả lời nên chưa tệp nào được nhận: %(why)s.")
            % {"why": silent},
            _("Khởi động clamd, kiểm tra SAURO_CLAMAV, hoặc bỏ biến này nếu không quét vi-rút."),
        )
    else:
        yield Finding("scanner", "ok", _("Chương trình quét vi-rút trả lời."))


def _storage() -> Iterator[Finding]:
    from django.conf import settings

    from sauro.config.doctor import Finding
    from sauro.files.shelf import STORAGE, shelf
    from sauro.files.stored import StorageShelf

    found = shelf() if STORAGE in settings.STORAGES else None
    if not isinstance(found, StorageShelf):
        return
    try:
        found.reach()
    except Exception as fault:  # whatever the client of the storage raises, the person must read it
        yield Finding(
            "storage",
            "fail",
            _("Không vào được kho lưu tệp: %(why)s.") % {"why": fault},
            _("Kiểm tra SAURO_S3_BUCKET, SAURO_S3_ENDPOINT, SAURO_S3_KEY, SAURO_S3_SECRET và đường mạng."),
        )
    else:
        yield Finding("storage", "ok", _("Kho lưu tệp trả lời."))
