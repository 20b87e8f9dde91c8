"""Documents and works in 《》."""

from __future__ import annotations

import re

from shanhai.model import Mention

_TITLE = re.compile(r"《[^《》\n]{2,60}》")


def find_documents(text: str) -> tuple[Mention, ...]:
    """Every title in 《》.

    >>> [m.text for m in find_documents("印发《甲县实施方案》")]
    ['《甲县实施方案》']
    """
    return tuple(Mention(type="document", start=m.start(), end=m.end(), text=m[0]) for m in _TITLE.finditer(text))
