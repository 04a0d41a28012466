"""Where province packs lie: shipped ones by name, others by folder.

Belongs here: opening the files of a pack, for the room and for commands that start no Django.
Does not belong here: what the texts mean (``engine.text.packs``), any import of Django.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from sauro import definitions
from sauro.engine.text.packs import (
    COMMUNES,
    PROVINCE,
    UNITS,
    Pack,
    PackProblem,
    PackRefused,
    read_pack,
    sentence,
)

FILES = (PROVINCE, UNITS, COMMUNES)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LARGEST = 20 * 1024 * 1024


def shipped() -> tuple[str, ...]:
    """Names of the packs that come with the product."""
    folder = files(definitions).joinpath("provinces")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.joinpath(PROVINCE).is_file()))


def load(name_or_folder: str) -> Pack:
    """The pack with that name, else the pack in that folder; PackRefused says what is wrong."""
    if _NAME.fullmatch(name_or_folder) and name_or_folder in shipped():
        return read_pack(_shipped_texts(name_or_folder))
    folder = Path(name_or_folder)
    if not folder.is_dir():
        problem = PackProblem(
            "pack_unknown", name_or_folder, None, (("name", name_or_folder), ("known", ", ".join(shipped())))
        )
        raise PackRefused((problem,))
    return read_pack(_folder_texts(folder))


def _shipped_texts(name: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in FILES:
        try:
            texts[file] = definitions.text(f"provinces/{name}/{file}")
        except FileNotFoundError:
            continue  # read_pack names what is missing and needed
    return texts


def _folder_texts(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in FILES:
        path = folder / file
        if not path.is_file():
            continue
        if path.stat().st_size > _LARGEST:
            raise PackRefused((PackProblem("file_too_large", file, None, (("most", "20 MB"),)),))
        try:
            texts[file] = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise PackRefused((PackProblem("not_utf8", file),)) from None
    return texts


def messages() -> dict[str, Any]:
    """The sentences about packs, by code and language."""
    loaded: dict[str, Any] = yaml.safe_load(definitions.text("provinces/messages.yaml"))
    return loaded


def sentences(refused: PackRefused, language: str = "vi") -> list[str]:
    """Each problem as a sentence: place, what is wrong, what to do."""
    known = messages()
    return [sentence(problem, known, language) for problem in refused.problems]
