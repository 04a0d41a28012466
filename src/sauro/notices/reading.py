"""Reading this room's files of definitions: what every reader asks first.

Belongs here: YAML to plain values with an error that says where. Does not belong here: meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml


def yaml_of(text: str) -> object:
    return yaml.safe_load(text)


def mapping(raw: object, place: str, wrong: type[ValueError]) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise wrong(f"{place}: write a mapping of names.")
    return raw


def plain_list(raw: object, place: str, wrong: type[ValueError]) -> Sequence[Any]:
    if not isinstance(raw, list):
        raise wrong(f"{place}: write a list.")
    return raw
