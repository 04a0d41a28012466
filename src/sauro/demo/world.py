"""The demo world as data: province, cast, password.

Belongs here: reading ``world.yaml``. Does not belong here: making anything of it (``actions``).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Player:
    """One account of the cast and what it is in which unit."""

    code: str
    email: str
    name: str
    unit: str
    role: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class World:
    province: str
    password: str
    sample_file: str
    cast: tuple[Player, ...]

    def officer(self) -> Player:
        """Who imports and confirms: the one of the owner office."""
        return next(player for player in self.cast if player.role == "owner_office")


def read_world(text: str) -> World:
    raw = yaml.safe_load(text)
    cast = tuple(Player(**entry) for entry in raw["cast"])
    return World(raw["province"], raw["password"], raw["sample_file"], cast)


def demo_world() -> World:
    return read_world(files("sauro.demo").joinpath("world.yaml").read_text("utf-8"))
