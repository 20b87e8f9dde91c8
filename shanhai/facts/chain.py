"""Tags of the five chains (五链) by the words of a sentence."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge.load import table
from shanhai.model import Chain


@cache
def _expressions() -> tuple[tuple[Chain, re.Pattern[str]], ...]:
    told: dict[Chain, list[str]] = {}
    for row in table("chain_words"):
        told.setdefault(Chain(row["chain"]), []).append(re.escape(row["word"]))
    return tuple((chain, re.compile("|".join(sorted(told[chain], key=len, reverse=True)))) for chain in Chain if chain in told)


def chains(text: str) -> tuple[Chain, ...]:
    """The chains that a text speaks of, in the order of the vocabulary.

    >>> [str(c) for c in chains("建强人才链，引进龙头企业")]
    ['产业链', '人才链']
    """
    return tuple(chain for chain, expression in _expressions() if expression.search(text))
