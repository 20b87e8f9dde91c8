"""The people, places and organisations named in the story of a page, each once, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention, Organization, OrganizationKind, Person, PlaceRef, Role

from .context import Context
from .home import wanted_level
from .location import flatten
from .tenure import Holding

_KINDS = {"site-industry": OrganizationKind.PARK, "site-culture": OrganizationKind.MUSEUM, "site": OrganizationKind.OTHER}
_LEVELS = ("自治区", "省", "市", "县", "区", "州", "旗", "盟", "镇", "乡")
_NAMED_AFTER_PLACES = frozenset({"company", "museum", "site-culture"})
_NOT_ORGANIZATIONS = frozenset({"site-place"})


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
    """The mentions without the names of companies and museums, in which 浙江 or 南湖 is no place of the story."""
    for mention in mentions:
        if mention.type in ("organization", "site") and mention.value in _NAMED_AFTER_PLACES:
            continue
        yield mention


def organizations(context: Context) -> tuple[Organization, ...]:
    """The organisations and named sites of the story under their names there."""
    found: dict[str, Organization] = {}
    for name, kind in _named(context):
        found.setdefault(name, Organization(name=name, kind=kind))
    return tuple(found.values())


def _in_full(context: Context, name: str) -> str | None:
    """An organ's name with its place: 区委 is the page's own where the page says so, and nobody's otherwise."""
    if not name.startswith(_LEVELS):
        return name
    home = context.home.established(wanted_level(name))
    return None if home is None else home.name + name.removeprefix(home.name[-1:])


def _named(context: Context) -> Iterator[tuple[str, OrganizationKind]]:
    for mention in context.story:
        for inner in (mention, *(p for p in mention.parts if mention.type in ("official", "post"))):
            name = inner.text.strip("“”")
            if name.endswith(words.words("泛村")):
                continue
            if inner.type in ("organization", "site") and inner.value not in _NOT_ORGANIZATIONS:
                if (full := _in_full(context, name)) is not None and full not in words.words("泛单位"):
                    yield full, organization_kind(inner.value)
            elif inner.type == "site" and name.endswith("村"):
                yield name, OrganizationKind.VILLAGE


def organization_kind(value: str | None) -> OrganizationKind:
    """The kind by which a mention of an organisation or site is listed.

    >>> organization_kind("site-industry").value, organization_kind("company").value
    ('park', 'company')
    """
    if value in _KINDS:
        return _KINDS[value]
    try:
        return OrganizationKind(value or "other")
    except ValueError:
        return OrganizationKind.OTHER
