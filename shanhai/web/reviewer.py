"""Who decides, and the sitting that their decisions belong to.

With accounts it is the one who is signed in; without, a name that is asked once and remembered by the browser.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from litestar import Request
from litestar.datastructures import Cookie

from shanhai.model.struct import Value

from .rendering import YEAR_SECONDS
from .taming import tame
from .visitor import visitor_of

WHO, SITTING = "who", "sitting"
LONGEST_NAME = 40
SITTING_SECONDS = 4 * 3600
"""A sitting ends when nothing was decided for so long: a morning, or an afternoon."""


class Reviewer(Value, frozen=True, kw_only=True):
    """A name, and the sitting."""

    who: str
    sitting: str


def reviewer_of(request: Request[Any, Any, Any], given: str = "") -> Reviewer | None:
    """The one who decides here: the account, or the name remembered or `given` now; null where nobody has said their name yet."""
    visitor = visitor_of(request)
    who = visitor.name if visitor.shared else clean(unquote(request.cookies.get(WHO, ""))) or clean(given)
    return Reviewer(who=who, sitting=_sitting(request)) if who else None


def clean(name: str) -> str:
    r"""A name without what hides, turns text around or breaks the line, and not longer than names are.

    >>> clean(" 李四\u202e\n"), len(clean("李" * 99))
    ('李四', 40)
    """
    return " ".join(str(tame(name)).split())[:LONGEST_NAME]


def remember(reviewer: Reviewer) -> list[Cookie]:
    """The cookies by which a browser says who decides, and in which sitting."""
    return [
        Cookie(key=WHO, value=quote(reviewer.who), max_age=YEAR_SECONDS, path="/", samesite="strict", httponly=True),
        Cookie(key=SITTING, value=reviewer.sitting, max_age=SITTING_SECONDS, path="/", samesite="strict", httponly=True),
    ]


def forget() -> list[Cookie]:
    """The same cookies taken away: another sits down, whose decisions belong to a sitting of their own."""
    return [Cookie(key=name, value="", max_age=0, path="/", samesite="strict", httponly=True) for name in (WHO, SITTING)]


def new_sitting() -> str:
    """The name of a new sitting: its day and hour."""
    return f"{datetime.now():%Y%m%d-%H%M}-{secrets.token_hex(2)}"


def _sitting(request: Request[Any, Any, Any]) -> str:
    """The sitting that goes on, or a new one."""
    known = request.cookies.get(SITTING, "")
    if known and len(known) <= LONGEST_NAME and all(each.isascii() and (each.isalnum() or each == "-") for each in known):
        return known
    return new_sitting()
