"""The weights of likenesses, as `weights.yaml` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from shanhai.model.errors import KnowledgeError
from shanhai.model.struct import Value

PLACE = "reconcile/weights.yaml"


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
    path = Path(__file__).with_name("weights.yaml")
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=dict[str, Weights])
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(PLACE, f"it cannot be read ({error})", "install shanhai again") from error
