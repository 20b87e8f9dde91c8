"""What is sought: words that must all stand in a text, and words that must not."""

from __future__ import annotations

import re

from shanhai.model.struct import Value

from .tokens import Phrase, phrases

_WORD = re.compile(r'-?"[^"]*"?|-?“[^”]*”?|\S+')


class Query(Value, frozen=True, kw_only=True):
    """A search, understood; it has nothing to look for where `wanted` is empty."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[tuple[Phrase, ...], ...] = ()


def query(words: str) -> Query:
    """The search that a person types: words between spaces, "words together" in quotation marks, and -words that are not to be there.

    >>> found = query("桐庐县 “山海 协作” -招聘")
    >>> [phrase.tokens for phrase in found.wanted], [phrase.tokens for (phrase,) in found.unwanted]
    ([('桐庐', '庐县'), ('山海', '海', '协作')], [('招聘',)])
    """
    wanted: dict[Phrase, None] = {}
    unwanted: list[tuple[Phrase, ...]] = []
    for word in _WORD.findall(words):
        excluded = word.startswith("-") and len(word) > 1
        sought = phrases(word.lstrip("-") if excluded else word)
        if excluded and sought:
            unwanted.append(sought)
        elif not excluded:
            wanted.update(dict.fromkeys(sought))
    return Query(wanted=tuple(wanted), unwanted=tuple(unwanted))
