"""Firms that a page calls by two names: with another place before the brand, or by the brand and a kind alone."""

from __future__ import annotations

import re
from functools import lru_cache

from .places import aliases
from .words import alternation

_FORM = re.compile(rf"(?:{alternation('公司形式')})?公司\Z|集团\Z")
_LONGEST_PLACE = 9  # characters of most divisions' names
_BRAND = 2
_BRAND_AND_KIND = 4  # 九溪|生物


@lru_cache(8_192)
def same_firm(short: str, long: str) -> bool:
    """Whether the first name is a firm's that the second says more of: one brand, and no places that lie apart.

    >>> same_firm("九溪生物公司", "淄博市九溪生物科技有限公司"), same_firm("山东青石集团", "济南市青石集团")
    (True, True)
    >>> same_firm("平度青山茶业有限公司", "莱西青山茶业有限公司"), same_firm("青山集团", "青山茶业有限公司")
    (False, False)
    """
    if not (_FORM.search(short) and _FORM.search(long)):
        return False
    (codes, brand), (others, own) = _read(short), _read(long)
    if len(brand) < _BRAND or not (brand == own or (len(brand) >= _BRAND_AND_KIND and own.startswith(brand))):
        return False
    return _together(codes, others) and _weight(short, codes, brand) < _weight(long, others, own)


def _weight(name: str, codes: frozenset[str], brand: str) -> tuple[int, int, int, str]:
    return len(brand), min((len(_stem(code)) for code in codes), default=0), len(name), name


def _read(name: str) -> tuple[frozenset[str], str]:
    """The divisions by whose name a firm's begins, and its brand without the legal form."""
    own = _FORM.sub("", name)
    for length in range(min(_LONGEST_PLACE, len(own) - _BRAND), 1, -1):
        if found := aliases().get(own[:length]):
            return frozenset(alias.code for alias in found), own[length:]
    return frozenset(), own


def _together(codes: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a division of one set lies in one of the other, or one set is empty."""
    return not (codes and others) or any(_stem(a).startswith(_stem(b)) or _stem(b).startswith(_stem(a)) for a in codes for b in others)


def _stem(code: str) -> str:
    """The digits of a code that say more than zeros: 37 of 370000."""
    return next(code[:end] for end in (2, 4, 6) if not code[end:].strip("0"))
