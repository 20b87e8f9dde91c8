"""Chinese surnames, single and compound, by how common they are."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .load import table


@cache
def surnames() -> Mapping[str, int]:
    """Surnames with their class: 1 the hundred most common (about 85 % of all people), 2 the next two hundred, 3 rare ones.

    >>> surnames()["王"], surnames()["欧阳"], "的" in surnames()
    (1, 2, False)
    """
    return MappingProxyType({row["surname"]: int(row["frequency"]) for row in table("surnames")})


@cache
def compound() -> frozenset[str]:
    """Surnames of two characters or more.

    >>> "欧阳" in compound()
    True
    """
    return frozenset(name for name in surnames() if len(name) > 1)
