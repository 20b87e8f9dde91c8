"""Posts and titles that stand before a name (区长, 党组成员, 一级巡视员), and the body that each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from shanhai.model.struct import Value

from .load import table


class Post(Value, frozen=True, kw_only=True):
    """A title as printed before a name, without its organisation.

    `belongs` says to which body: committee (书记 → 党委), place (区长 → 区), organ (局长 → 局) or rank (一级巡视员 → none of its own).
    `rank` is the civil-service rank, or the rule that gives it (by place, by unit); empty where there is none.
    """

    title: str
    category: str
    rank: str
    belongs: str
    deputy: bool = False


@cache
def titles() -> Mapping[str, Post]:
    """All titles, with their deputies and acting forms.

    >>> titles()["副区长"].belongs, titles()["副区长"].deputy, titles()["书记"].belongs
    ('place', True, 'committee')
    """
    found = {post.title: post for row in table("posts") for post in _prefixed(row)}
    return MappingProxyType(found | {row["title"]: _post(row, "") for row in table("posts")})


@cache
def modifiers() -> Mapping[str, str]:
    """Words that stand before a title and say how it is held: former, then, acting, secondment, concurrent and the like.

    >>> modifiers()["原"], modifiers()["挂职"]
    ('former', 'secondment')
    """
    return MappingProxyType({row["text"]: row["meaning"] for row in table("modifiers")})


_UNSAID, _AID = frozenset({"secondment", "present"}), "aid"


def plainly(title: str) -> str:
    """A title without the words that say that it is held now, or by somebody lent: 挂职副县长 is 副县长, 原副县长 holds it no more.

    >>> plainly("挂职副县长"), plainly("原副县长"), plainly("挂职干部")
    ('副县长', '原副县长', '挂职干部')
    """
    if category(title) == _AID:
        return title
    cut = (title[len(word) :] for word, meaning in modifiers().items() if meaning in _UNSAID and title.startswith(word))
    return next((rest for rest in cut if rest in titles()), title)


@cache
def state_posts() -> Mapping[str, str]:
    """Posts of the state's leaders, which stand after the name, with their body.

    >>> state_posts()["总书记"]
    '中共中央'
    """
    return MappingProxyType({row["title"]: row["organization"] for row in table("state_posts")})


def _prefixed(row: dict[str, str]) -> list[Post]:
    return [_post(row, prefix) for prefix in row["prefixes"].split()]


def _post(row: dict[str, str], prefix: str) -> Post:
    title = prefix + row["title"]
    return Post(title=title, category=row["category"], rank=row["rank"], belongs=row["belongs"], deputy="副" in title)


def category(title: str) -> str | None:
    """The category of a title, or null where no table has it.

    >>> category("县长"), category("路人")
    ('government', None)
    """
    post = titles().get(title)
    return post.category if post else None
