"""A text, what was done to it, and how to do it again."""

from __future__ import annotations

from shanhai.model.struct import Value


class Damaged(Value, frozen=True, kw_only=True):
    """`text` is `truth` after damage of one kind; the same kind, strength and seed give the same text.

    `strength` is the share of the places open to the damage that it befell, 0 to 1.
    `crossings` counts the byte patterns that matched across two characters, each of which opens a shifted run.
    """

    text: str
    truth: str
    kind: str
    strength: float
    seed: int
    crossings: int = 0
