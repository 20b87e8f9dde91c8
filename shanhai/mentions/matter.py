"""The matters of a text: its mentions with sums, quantities, projects and platforms among them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shanhai.model import Mention, Reading

from .lexicon import Scan
from .noun import Nouns
from .platform import find_platforms
from .project import find_projects
from .quantity import count, find_quantities
from .spans import Covers, inside, outermost

# Numbers in these say when, who or where, not how many.
_CLOSED = frozenset({"date", "document", "credit", "official", "person", "post", "programme", "place", "zone"})
_NUMBERS = frozenset({"quantity", "amount"})
_RANK = {"project": 1, "platform": 2}


def _better(mention: Mention) -> tuple[bool, int, int, int]:
    """A number stands before the name that was read over it (6个村), the longer before the shorter."""
    return (mention.type not in _NUMBERS, mention.start - mention.end, _RANK.get(mention.type, 3), mention.start)


def find_numbers(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sums and quantities of a text that are no part of a date, a name of a person or place, or a document.

    >>> find_numbers("八家子镇", [Mention(type="place", start=0, end=4, text="八家子镇")])
    ()
    """
    closed, named = (Covers(m for m in mentions if (m.type in _CLOSED) is told) for told in (True, False))
    found = (m for m in find_quantities(text) if not closed.hold(m))
    return tuple(m for m in found if _in_digits(m) or not named.hold(m))


def _in_digits(mention: Mention) -> bool:
    read = count(mention.text)
    return read is not None and not read.spelled


def find_matters(text: str, mentions: Sequence[Mention], scan: Scan | None = None) -> tuple[Mention, ...]:
    """The mentions of a text with its matters among them, outermost, in order; a matter covers the mentions inside it.

    >>> from shanhai.mentions import find
    >>> said = "桐庐县—衡水市协作产业园揭牌，总投资2亿元"
    >>> [(m.type, m.text) for m in find_matters(said, find(said))]
    [('platform', '桐庐县—衡水市协作产业园'), ('amount', '2亿元')]
    """
    numbers = find_numbers(text, mentions)
    closed = Covers(m for m in mentions if m.type in _CLOSED)
    nouns = Nouns(scan or Scan(text), mentions, numbers)
    found = [m for m in (*find_platforms(nouns), *find_projects(nouns)) if not closed.hold(m)]
    every = sorted({*mentions, *numbers, *found}, key=lambda m: (m.start, -m.end))
    starts = [m.start for m in every]
    return tuple(_filled(m, every, starts) for m in outermost(every, _better, len(text)))


def _filled(mention: Mention, every: Sequence[Mention], starts: Sequence[int]) -> Mention:
    """A project or platform with what lies inside it as its parts, and what else has its span as its readings."""
    if mention.type not in ("project", "platform"):
        return mention
    within = [m for m in inside(every, starts, mention.start, mention.end) if m is not mention]
    same = [m for m in within if (m.start, m.end) == (mention.start, mention.end)]
    smaller = [m for m in within if m not in same and m.type not in ("project", "platform")]
    parts = tuple(outermost([*smaller, *(p for m in same for p in m.parts)], _better, mention.end))
    readings = tuple(Reading(type=m.type, start=m.start, end=m.end, text=m.text) for m in same)
    return msgspec.structs.replace(mention, parts=parts, readings=readings)
