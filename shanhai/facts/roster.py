"""The people and places named in the story of a page, each once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention, Person, PlaceRef, Role

from .context import Context
from .holding import Holding
from .location import flatten

_TOWNS = ("镇", "乡")
_NAMED_AFTER_PLACES = frozenset({"company", "museum", "site-culture"})


def people(context: Context, holdings: Sequence[Holding]) -> tuple[Person, ...]:
    """The people of the story, and its reporters and editors as credits."""
    roles: dict[str, Role] = {}
    for mention in context.story:
        if mention.type in ("official", "person"):
            roles.setdefault(mention.value or mention.text, Role.ACTOR)
    for holding in holdings:
        if holding.role is not Role.ACTOR:
            roles[holding.person] = holding.role
    for mention in context.mentions:
        for part in mention.parts if mention.type == "credit" else ():
            roles.setdefault(part.value or part.text, Role.CREDIT)
    return tuple(Person(name=name, role=role) for name, role in roles.items())


def places(context: Context) -> tuple[PlaceRef, ...]:
    """The places of the story, those inside names of delegations, organisations and posts too."""
    found: dict[tuple[str, str | None], PlaceRef] = {}
    for mention in flatten(_outside_names(context.story)):
        if mention.type == "zone" and not mention.text.endswith(words.words("功能区") + words.words("新区")):
            continue
        if mention.type in ("place", "zone") and (ref := context.locations.ref(mention)):
            found.setdefault((ref.name if ref.code is None else "", ref.code), ref)
    for ref in context.home_places:
        found.setdefault(("", ref.code), ref)
    return tuple(found.values())


def _outside_names(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions without the names of companies and museums, in which 浙江 or 南湖 is no place of the story; a town before one is."""
    for mention in mentions:
        if mention.type in ("organization", "site") and mention.value in _NAMED_AFTER_PLACES:
            yield from (p for p in flatten(mention.parts) if p.type == "place" and not p.parts and p.text.endswith(_TOWNS))
            continue
        yield mention
