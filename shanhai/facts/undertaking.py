"""A project as the page tells of it, and when two tellings are of one project."""

from __future__ import annotations

from shanhai.model import Amount, Stage

from .telling import Telling
from .work import alike

HEADS = ("项目",)
_LONG = 8  # characters of a name that may be a longer one's short form


class Undertaking(Telling, frozen=True, kw_only=True):
    """A project as the page tells of it."""

    stage: Stage | None = None
    stage_text: str | None = None
    amount: Amount | None = None


def shortened(a: str, b: str) -> bool:
    """浙大之光项目 for 浙大之光数字产业园项目: the shorter name is the beginning and the end of the longer."""
    short, long = sorted((a, b), key=len)
    if not (short.endswith(HEADS) and long.endswith(HEADS)):
        return False
    rest = iter(long)
    return long.startswith(short.removesuffix("项目")) or (len(short) >= _LONG and all(character in rest for character in short))


def one_work(a: Undertaking, b: Undertaking) -> bool:
    """Whether two tellings are of one project."""
    return alike(a.name, b.name) or shortened(a.name, b.name)
