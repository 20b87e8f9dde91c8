"""Stages of projects by the words that say them (奠基: 开工, 通车: 建成)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from shanhai.model.vocabulary import Stage

from .load import table


@cache
def stages() -> Mapping[str, Stage]:
    """The stage that each word stands for.

    >>> stages()["奠基"].value, stages()["通车"].value
    ('开工', '建成')
    """
    return MappingProxyType({row["word"]: Stage(row["stage"]) for row in table("stages")})
