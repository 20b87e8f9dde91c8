"""What a number counts, by the categories in which cooperation is assessed (组织领导, 人才支援, 资金支持 …)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .load import table


@cache
def categories() -> Mapping[str, str]:
    """The category of each word that can stand in the subject of a measure.

    >>> categories()["就业"], categories()["帮销"]
    ('劳务协作', '消费协作')
    """
    return MappingProxyType({row["word"]: row["category"] for row in table("measure_words")})


@cache
def _expression() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, categories()), key=len, reverse=True)))


def category(text: str) -> str | None:
    """The category of the last telling word of a text.

    >>> category("帮助农村劳动力就业"), category("互派挂职干部"), category("大雪")
    ('劳务协作', '人才支援', None)
    """
    found = _expression().findall(text)
    return categories()[found[-1]] if found else None
