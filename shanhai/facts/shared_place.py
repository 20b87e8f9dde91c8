"""Whose an office is that stands in a list behind one that says its place: 甲县文旅局、|商务局."""

from __future__ import annotations

from shanhai.knowledge import organizations
from shanhai.model import Mention

from .context import Context

_JOINTS, _LONGEST = frozenset(("、", "和", "与", "及", "以及")), 2
_FAR = 60  # characters of a list of offices


def shared_place(context: Context, office: Mention) -> Mention | None:
    """The place with which the first office of a list begins, in which this one stands without its own; null for any other body."""
    if office.parts or not _is_office(office.text):
        return None
    start = office.start
    for before in context.before(office.start, max(0, office.start - _FAR)):
        if before.type != "organization" or context.text[before.end : start] not in _JOINTS:
            return None
        first = before.parts[0] if before.parts else None
        if first is not None:
            whole = first.type == "place" and first.start == before.start
            return first if whole and _is_office(before.text[len(first.text) :]) else None
        start = before.start
    return None


def _is_office(name: str) -> bool:
    """Whether a name is that of an office which every division has: 商务局, 省商务厅."""
    return name in organizations.organs() or name[1:] in organizations.organs()
