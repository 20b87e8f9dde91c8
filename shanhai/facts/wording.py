"""The words with which pages speak of themselves: `knowledge/source.yaml`, read once."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from shanhai.model import KnowledgeError
from shanhai.model.struct import Value


class Words(Value, frozen=True, kw_only=True):
    """The labels of `knowledge/source.yaml` and the words around them."""

    separators: str
    labels: dict[str, tuple[str, ...]]
    apart: tuple[str, ...]
    bare: tuple[str, ...]
    glued: tuple[str, ...]
    nobody: tuple[str, ...]
    no_site: tuple[str, ...]
    crumb_ends: tuple[str, ...]
    sections: tuple[str, ...]
    expressions: dict[str, tuple[str, ...]]
    patterns: dict[str, str]


@cache
def words() -> Words:
    """The words of `knowledge/source.yaml`; raises KnowledgeError when they are malformed."""
    try:
        return msgspec.yaml.decode(files("shanhai.knowledge").joinpath("source.yaml").read_bytes(), type=Words)
    except msgspec.DecodeError as error:
        raise KnowledgeError("knowledge/source.yaml", str(error), "see the comment at its top") from error


@cache
def fields() -> dict[str, str]:
    """The field of each label.

    >>> fields()["责编"]
    'editors'
    """
    return {label: field for field, labels in words().labels.items() for label in labels}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """An expression by its name.

    >>> bool(pattern("site_tail").search("甲县新闻网"))
    True
    """
    return re.compile(words().patterns[name], re.MULTILINE)


@cache
def expressions(name: str) -> tuple[re.Pattern[str], ...]:
    """The expressions of a kind of statement, the most trusted first; what begins a line may be indented.

    >>> bool(expressions("source_lead")[0].match("　　据甲县发布，两县签约。"))
    True
    """
    return tuple(re.compile(re.sub(r"^\^(?!\[ )", r"^[ \\t\\u3000]*", each), re.MULTILINE) for each in words().expressions[name])


def longest_first(texts: tuple[str, ...]) -> str:
    """An alternation of texts in which no shorter one hides a longer one."""
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))
