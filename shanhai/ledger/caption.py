"""What a fact is called in a line: the title of its entry in search, in headings and in downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shanhai.model import Fact, PlaceRef


def caption(fact: Fact) -> str:
    """A fact in a few words of its page; empty where it names nothing.

    >>> from shanhai.model import Meeting, Visit
    >>> caption(Visit(id="1", page="p", visitor_place=PlaceRef(name="桐庐县"), host_place=PlaceRef(name="衡水市"))), caption(
    ...     Meeting(id="1", page="p", name="联席会议"))
    ('桐庐县 → 衡水市', '联席会议')
    """
    return _CAPTIONS.get(str(type(fact).__struct_config__.tag), _named)(fact)


def _visit(fact: Any) -> str:
    comes = _name(fact.visitor_place) or "、".join(fact.visitors[:1]) or fact.head or ""
    return " → ".join((comes or "…", _name(fact.host_place) or "、".join(fact.sites[:1]) or "…"))


def _pairing(fact: Any) -> str:
    return f"{_name(fact.a)}—{_name(fact.b)}"


def _tenure(fact: Any) -> str:
    return " ".join(part for part in (fact.person, f"{fact.organization or ''}{fact.post or ''}") if part)


def _agreement(fact: Any) -> str:
    return str(fact.name or fact.purpose or fact.kind or "、".join(fact.parties))


def _named(fact: Any) -> str:
    return str(next((value for name in ("name", "subject", "text") if (value := getattr(fact, name, None))), ""))


def _name(side: PlaceRef | str | None) -> str:
    return side if isinstance(side, str) else side.name if side else ""


_CAPTIONS: Mapping[str, Callable[[Any], str]] = {"visit": _visit, "pairing": _pairing, "tenure": _tenure, "agreement": _agreement}
