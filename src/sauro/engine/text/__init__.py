"""Vietnamese text: Unicode forms, tone placement, folding, collation keys, name matching.

Belongs here: what search, matching and sorting of text share. Does not belong here: documents, plans.
"""

from sauro.engine.text.fold import classic_tones, fold, fold_with_offsets, nfc, sort_key, tone_key

__all__ = ["classic_tones", "fold", "fold_with_offsets", "nfc", "sort_key", "tone_key"]
