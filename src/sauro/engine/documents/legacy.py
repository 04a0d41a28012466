"""Tells Vietnamese text in the old font encodings (TCVN3, VNI) from Unicode.

Belongs here: recognising. Does not belong here: converting (the fonts decide, so a person must).
"""

from __future__ import annotations

import re

_SAMPLE = 20_000
# Letters of TCVN3 as they look when read as Latin-1, next to a plain letter.
_TCVN3 = re.compile(
    "(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ](?=[A-Za-z ])|®[a-z\u00ad¬]"
)
_TCVN3_SIGNS = re.compile("[µ¸¶·¹¨»¾¼½©®ª«¬\u00ad×÷þ¸]")
# VNI writes a tone as a second character after the vowel.
_VNI = re.compile("[aeiouyAEIOUYöôÖÔ][øùûõïàáâäåãëéèØÙÛÕÏÀÁÂÄÅÃËÉÈ]")
_VIETNAMESE = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")


def looks_legacy(text: str) -> bool:
    """Whether the text is Vietnamese whose letters only an old font shows right."""
    sample = text[:_SAMPLE]
    words = len(re.findall(r"[^\W\d_]+", sample)) or 1
    if len(_VIETNAMESE.findall(sample)) * 20 > words:
        return False
    tcvn3 = len(_TCVN3.findall(sample)) * 4 > words and len(_TCVN3_SIGNS.findall(sample)) * 10 > words
    vni = len(_VNI.findall(sample)) * 4 > words
    return words >= 5 and (tcvn3 or vni)
