"""The secret key of a local run: made once, kept beside the data, readable by its owner only.

Does not belong here: the key of a real installation, which its keeper gives as SAURO_SECRET_KEY.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def local_secret_key(folder: Path) -> str:
    """The key in ``folder``/secret_key, made when absent.

    Two processes that start together agree: the file appears complete (hard link), and only the first one
    wins.
    """
    target = folder / "secret_key"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".secret_key.{os.getpid()}.{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, target)
        except FileExistsError:
            pass  # the other process was first: its key counts
        finally:
            draft.unlink()
    return target.read_text(encoding="ascii").strip()
