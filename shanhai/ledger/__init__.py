"""Facts of many pages kept together: storage today; entities, entries and judgements to come."""

from . import saved, signed
from .reading import Added, PageReading
from .store import Ledger

__all__ = ["Added", "Ledger", "PageReading", "saved", "signed"]
