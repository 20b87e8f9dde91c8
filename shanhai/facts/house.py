"""The bodies that publish a page, and the one that speaks of itself on it: 我校, 我院, 集团."""

from __future__ import annotations

from collections.abc import Iterator

from shanhai.knowledge import organizations as known
from shanhai.knowledge import places, words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.mentions.site import kind_of
from shanhai.model import OrganizationKind

from .context import Context
from .nameless import LEVELS

_KINDS = {"site-industry": OrganizationKind.PARK, "site-culture": OrganizationKind.MUSEUM, "site": OrganizationKind.OTHER}
BODIES = INSTITUTIONS | {"company"}
"""Kinds of bodies of which one speaks of itself by its kind."""
_COURTS = ("法院", "检察院")
_LONGEST_PLACE = 8  # characters
SEATS = (*(level + body for level in LEVELS for body in words.words("委政府")), "街道党工委", "街道工委", "街道党委", "街道办事处")
"""How the names of committees and governments end that stand for the division itself: 甲县委, 乙区人民政府."""


def published_by(context: Context) -> Iterator[tuple[str, OrganizationKind]]:
    """Who publishes the page and where it was taken from; not the division whose government's site it stands on, nor a bare section."""
    for name in (context.source.publisher, context.source.source_name):
        if name and not name.endswith((*SEATS, *words.words("政府网站"))) and not _section(name):
            yield name, publishing(name)


def _section(name: str) -> bool:
    """Whether a name is that of a section alone, of which nobody says whose it is.

    >>> _section("教务处"), _section("甲县对口支援办公室"), _section("陕西省商务厅")
    (True, False, False)
    """
    placed = any(name[:length] in places.aliases() for length in range(2, _LONGEST_PLACE))
    return not placed and name.endswith(words.words("科室尾")) and name not in known.organs() and kind_of(name) is None


def publishing(name: str) -> OrganizationKind:
    """The kind of who publishes: a firm, school, hospital or association by its last word, an office by its organ, else a medium.

    >>> [publishing(name).value for name in ("青禾智能科技股份有限公司", "甲县农业农村局", "甲县融媒体中心")]
    ['company', 'government', 'media']
    """
    if (kind := kind_of(name)) in BODIES | {"association"}:
        return organization_kind(kind)
    organ = next((name[at:] for at in range(len(name)) if name[at:] in known.organs()), "")
    government = name.endswith("政府") or known.organs().get(organ, OrganizationKind.MEDIA) != OrganizationKind.MEDIA
    return OrganizationKind.GOVERNMENT if government else OrganizationKind.MEDIA


def own_body(context: Context, *kinds: str) -> str | None:
    """The school, hospital or court that publishes the page: what 我校 and 我院 mean there; or that of some other kinds (集团)."""
    for name in (context.source.publisher, context.source.source_name):
        own = name.removesuffix(words.ending("机构网站", name)) if name else ""
        if own and (kind_of(own) in (kinds or INSTITUTIONS) or (not kinds and own.endswith(_COURTS))):
            return own
    return None


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
