"""How long one waits for news of a project or promise, as `patience.yaml` gives it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from shanhai.knowledge.load import decoded
from shanhai.model import Stage
from shanhai.model.struct import Value


class Waiting(Value, frozen=True, kw_only=True, rename={"name": "class"}):
    """What a project that stays at a stage is called, and after how many days."""

    name: str
    days: int


class Patience(Value, frozen=True, kw_only=True):
    """The days by stage, and the months after which a promise that has a measure but no deadline is silent."""

    stages: dict[Stage, Waiting]
    silence_months: int


@cache
def patience() -> Patience:
    """The patience of the package. KnowledgeError where the file is broken.

    >>> patience().stages[Stage.SIGNED].name
    '签约未落地'
    """
    return decoded(Path(__file__).with_name("patience.yaml"), Patience)
