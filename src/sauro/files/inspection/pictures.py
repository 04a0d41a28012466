"""Pictures: whether they are whole, and drawn anew in small.

Belongs here: everything asked of the picture library. Does not belong here: documents.
"""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps

from sauro.files.inspection.model import Found, Picture, Unfit
from sauro.files.inspection.types import Rules

PREVIEW_SIDES = (1000, 1400)
QUALITY = 82
_FAULTS = (OSError, ValueError, SyntaxError, struct.error, KeyError, TypeError, EOFError, IndexError)


def look_at_picture(data: bytes, rules: Rules) -> Found:
    formats = {kind.mark: kind for kind in rules.types if kind.opened == "picture"}
    Image.MAX_IMAGE_PIXELS = None  # our own limit below is looked at before a single point is drawn
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=tuple(formats)) as picture:
            warnings.simplefilter("ignore")
            width, height = picture.size
            if width * height > rules.limits.megapixels * 1_000_000:
                raise Unfit("picture_too_large", limit=rules.limits.megapixels)
            kind = formats[str(picture.format)]
            picture.draft("RGB", PREVIEW_SIDES)
            picture.load()
            return Found(kind.code, (), as_preview(ImageOps.exif_transpose(picture)))
    except _FAULTS as fault:
        raise Unfit("damaged") from fault


def as_preview(picture: Image.Image) -> Picture:
    """Drawn anew: only points remain, on white where the original shows through."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        picture = ground
    small = picture.convert("RGB")
    small.thumbnail(PREVIEW_SIDES)
    clean = Image.new("RGB", small.size)
    clean.paste(small)
    target = io.BytesIO()
    clean.save(target, "JPEG", quality=QUALITY)
    return Picture(target.getvalue(), *clean.size)
