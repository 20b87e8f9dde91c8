"""The restored text, its edits, and evidence that points at the page as published."""

from __future__ import annotations

from .struct import Value
from .vocabulary import Basis, Certainty, Repair


class Edit(Value, frozen=True, kw_only=True, gc=False):
    """One repair: `original` at [start, end) of the published text became `replacement`; offsets are code points.

    A flag is an edit that changes nothing: it points at damage that cannot be undone (repair lost, masked, replaced or rewritten).
    """

    start: int
    end: int
    original: str
    replacement: str
    repair: Repair
    certainty: Certainty = Certainty.EXACT
    alternatives: tuple[str, ...] = ()


class RestoredText(Value, frozen=True, kw_only=True):
    """A page's text with the damage undone; `edits` are sorted, do not overlap, and rebuild the published text."""

    page: str
    text: str
    edits: tuple[Edit, ...] = ()


class Evidence(Value, frozen=True, kw_only=True):
    """The words that say it: `exact` at [start, end) of the published text, which reads `text` when restored."""

    start: int
    end: int
    exact: str
    text: str
    rule: str
    certainty: Certainty = Certainty.EXACT
    basis: Basis = Basis.STATED
