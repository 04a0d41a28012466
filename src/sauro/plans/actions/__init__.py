"""The one door through which this room writes. Each action takes ``by`` and writes its audit row with its
change."""

from sauro.plans.actions.confirm import confirm_import
from sauro.plans.actions.imports import discard_import, receive_import
from sauro.plans.actions.reading import read_import
from sauro.plans.actions.saved_views import move_view, remove_view, rename_view, save_view

__all__ = [
    "confirm_import",
    "discard_import",
    "move_view",
    "read_import",
    "receive_import",
    "remove_view",
    "rename_view",
    "save_view",
]
