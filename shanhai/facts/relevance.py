"""Whether a page is about cooperation between regions at all; a page that is not gives no facts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from shanhai.model.struct import Value

from .context import Context


class Weights(Value, frozen=True, kw_only=True):
    """Words for and against, with their weights, and the least sum of a relevant page."""

    least: int
    words: dict[str, int]


@cache
def _weights() -> Weights:
    rows = yaml.safe_load(files("shanhai.knowledge").joinpath("relevance.yaml").read_text("utf-8"))
    words = {w: n for n, group in rows["for"].items() for w in group}
    return Weights(least=rows["least"], words=words | {w: -n for n, group in rows["against"].items() for w in group})


def relevance(text: str) -> int:
    """The sum of the weights of the words that a text holds.

    >>> relevance("甲县党政代表团来访，对接山海协作") > 2 > relevance("主教练在半决赛后表示")
    True
    """
    return sum(weight for word, weight in _weights().words.items() if word in text)


def is_relevant(context: Context) -> bool:
    """Whether the page's words are those of the subject."""
    return relevance(context.text) >= _weights().least
