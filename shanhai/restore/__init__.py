"""Damage undone: one repair per file, each returns edits; the driver composes them, the alignment maps offsets both ways."""

from .alignment import Alignment, Side, rebuild
from .driver import mend, restore, restore_text
from .edit import RawEdit, compose

__all__ = ["Alignment", "RawEdit", "Side", "compose", "mend", "rebuild", "restore", "restore_text"]
