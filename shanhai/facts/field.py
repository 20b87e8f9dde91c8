"""The field of cooperation that a clause is about (industry, talent, consumption …)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from shanhai.knowledge.load import table
from shanhai.model import Field


@cache
def _fields() -> dict[str, Field]:
    return {row["word"]: Field(row["field"]) for row in table("field_words")}


@cache
def _expression() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _fields()), key=len, reverse=True)))


# Words of these say less than any other in the clause: 深化文旅合作 is about tourism, not about mechanisms.
_GENERAL = (Field.MECHANISM, Field.PROJECTS, Field.LIVELIHOOD)


def field_of(text: str) -> Field:
    """The field that most words of a clause belong to; a telling one before a general one.

    >>> field_of("深化文旅合作").value, field_of("守好一湖清水").value
    ('culture_tourism', 'other')
    """
    found = Counter(_fields()[word] for word in _expression().findall(text))
    if not found:
        return Field.OTHER
    order = list(Field)
    return max(found, key=lambda f: (f not in _GENERAL, found[f], -order.index(f)))
