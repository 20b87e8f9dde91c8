"""Where a body lies: the place in its name, or in the fuller name that the page gives it elsewhere."""

from __future__ import annotations

from shanhai.model import Mention

from .context import Context
from .location import tells_place

_BODIES = ("organization", "site")
_SHORTEST = 4  # characters of a name that is told in full elsewhere: 观塘小学, and not 小学


def in_full(context: Context, body: Mention) -> Mention:
    """A body as the page first calls it with its place: 甲中学 of a page that says 乙县甲中学; itself where the page never does."""
    if body.type not in _BODIES or tells_place(body) or len(body.text) < _SHORTEST:
        return body
    named = (m for m in context.told if m.type in _BODIES and m.text.endswith(body.text) and tells_place(m))
    return next(named, body)
