"""What each likeness of a row and an entry counts, as `weights.yaml` gives it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shanhai.knowledge.load import decoded
from shanhai.model.struct import Value


class RowWeights(Value, frozen=True, kw_only=True):
    """What counts for one kind: the sum from which row and entry are one, the least of which a person is asked, and the weights."""

    threshold: float
    least: float
    weights: dict[str, float]


@cache
def row_weights() -> Mapping[str, RowWeights]:
    """The weights by kind. KnowledgeError where the file is broken.

    >>> row_weights()["visit"].weights["same_head"] > 1
    True
    """
    return decoded(Path(__file__).with_name("weights.yaml"), dict[str, RowWeights])
