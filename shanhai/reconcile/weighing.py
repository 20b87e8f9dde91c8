"""The weights of likenesses, as `weights.yaml` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shanhai.knowledge.load import decoded
from shanhai.model.struct import Value


class Weights(Value, frozen=True, kw_only=True):
    """What each likeness of one type counts, and the sum from which two statements are one entry."""

    threshold: float
    weights: dict[str, float]


@cache
def weights() -> Mapping[str, Weights]:
    """The weights by type of fact. KnowledgeError where the file is broken.

    >>> weights()["visit"].weights["same_head"] > 0
    True
    """
    return decoded(Path(__file__).with_name("weights.yaml"), dict[str, Weights])
