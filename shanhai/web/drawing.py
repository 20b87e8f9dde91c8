"""The network as pictures: what the map and the graph draw, and the months as bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from markupsafe import Markup

from shanhai.knowledge.places import place
from shanhai.model import PlaceRef
from shanhai.model.struct import Value
from shanhai.views import Network, Node, Tie
from shanhai.views.ties import Bond

from .following import Asked
from .language import Language
from .mapping import Line, Sheet, Spot, Under, projected, sheet
from .rendering import family_name
from .taming import tame

# More places than this are a tangle: the weightiest are drawn, the table has all.
DRAWN = 80
# So are more arcs: the weightiest are drawn. 160 arcs are 60 KB of the page.
ARCS = 160
# A matrix wider than this does not fit a window of 1440 px.
MATRIX = 16


class Matrix(Value, frozen=True, kw_only=True):
    """Visitors in rows, hosts in columns, and the visits between them by both codes."""

    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    cells: dict[str, Tie]


def short(ref: PlaceRef) -> str:
    """The short name of a place, as maps and narrow tables have it.

    >>> short(PlaceRef(name="温州市", code="330300")), short(PlaceRef(name="甲区"))
    ('温州', '甲区')
    """
    found = place(ref.code) if ref.code else None
    return found.short if found and found.name == ref.name else ref.name


def map_of(seen: Network, asked: Asked, language: Language, under: Under | None = None) -> Sheet:
    """The map of a network: solid arcs were returned, dashed ones not; of a chosen place, what goes out and what comes in."""
    nodes = [node for node in seen.nodes if node.lon is not None][:DRAWN]
    spots = [
        Spot(
            key=node.place.code or "",
            name=short(node.place),
            lon=node.lon or 0.0,
            lat=node.lat or 0.0,
            weight=node.into + node.out,
            href=asked.href(place=node.place.code or ""),
            kind="on" if node.place.code == asked.place else "",
        )
        for node in nodes
    ]
    drawn = {spot.key for spot in spots}
    lines = [
        Line(
            start=tie.visitor.code or "",
            end=tie.host.code or "",
            weight=tie.visits,
            kind=f"{_way(tie, asked.place)}{'' if tie.returned else ' once'}",
            title=language.say("network.tie", a=short(tie.visitor), b=short(tie.host), n=tie.visits, returned=tie.returned),
            href=asked.visits(tie.visitor.code or "", tie.host.code or ""),
        )
        for tie in seen.ties
        if {tie.visitor.code, tie.host.code} <= drawn
    ]
    return sheet(spots, lines[:ARCS], under)


def map_of_ties(bonds: Sequence[Bond], seen: Network, under: Under | None = None) -> Sheet:
    """The map of the home: pairings by programme, and over them the places by the visits they make and receive."""
    weights: dict[str, int] = {node.place.code or "": node.into + node.out for node in seen.nodes}
    spots: dict[str, Spot] = {}
    lines = []
    for bond in bonds[:ARCS]:
        keys = []
        for ref, (lon, lat) in ((bond.a, bond.a_at), (bond.b, bond.b_at)):
            key = ref.code or ref.name
            href = f"/places/{key}"
            spots.setdefault(key, Spot(key=key, name=short(ref), lon=lon, lat=lat, weight=1 + weights.pop(key, 0), href=href))
            keys.append(key)
        kind, title = family_name(bond.family), f"{short(bond.a)}—{short(bond.b)}"
        lines.append(
            Line(start=keys[0], end=keys[1], weight=1, kind=kind, title=title, href=f"/pairs/{keys[0]}/{keys[1]}", arrow=False, over=True)
        )
    for node in seen.nodes[:DRAWN]:
        key = node.place.code or ""
        if key in weights and node.lon is not None and node.lat is not None:
            spots[key] = Spot(key=key, name=short(node.place), lon=node.lon, lat=node.lat, weight=weights[key], href=f"/places/{key}")
    ties = [tie for tie in seen.ties if {tie.visitor.code, tie.host.code} <= spots.keys()][:ARCS]
    for tie in ties:
        one, other = tie.visitor.code or "", tie.host.code or ""
        lines.append(
            Line(
                start=one,
                end=other,
                weight=tie.visits,
                kind="visit",
                title=f"{short(tie.visitor)} → {short(tie.host)}",
                href=Asked().visits(one, other),
            )
        )
    return sheet(list(spots.values()), lines, under)


def graph_of(seen: Network, asked: Asked, language: Language) -> Markup:
    """What the graph draws, as JSON for a script element: places where the map has them, ties with their addresses."""
    nodes = [node for node in seen.nodes if node.lon is not None and node.lat is not None][:DRAWN]
    kept = {node.place.code for node in nodes}
    drawn = {
        "nodes": [
            {
                "id": node.place.code,
                "name": short(node.place),
                "at": [round(part, 4) for part in projected(node.lon or 0.0, node.lat or 0.0)],
                "into": node.into,
                "says": language.say("network.node", name=node.place.name, out=node.out, into=node.into, n=node.partners),
                "href": asked.href(place=node.place.code or ""),
                "on": node.place.code == asked.place,
            }
            for node in nodes
        ],
        "links": [
            {
                "source": tie.visitor.code,
                "target": tie.host.code,
                "n": tie.visits,
                "returned": tie.returned > 0,
                "way": _way(tie, asked.place),
                "says": language.say("network.tie", a=short(tie.visitor), b=short(tie.host), n=tie.visits, returned=tie.returned),
                "href": asked.visits(tie.visitor.code or "", tie.host.code or ""),
            }
            for tie in seen.ties
            if tie.visitor.code in kept and tie.host.code in kept
        ],
    }
    return as_json(drawn)


def months_of(seen: Network) -> Markup:
    """The months as bars, those without a visit between the first and the last among them."""
    held = list(seen.months)
    names = list(_every_month(held[0], held[-1])) if held else []
    return as_json({"months": names, "visits": [seen.months.get(name, 0) for name in names]})


def _every_month(first: str, last: str) -> list[str]:
    start, end = date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01")
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in months]


def matrix_of(seen: Network) -> Matrix:
    """The visits between the places that visit most (rows) and those that are visited most (columns)."""
    rows = sorted((node for node in seen.nodes if node.out), key=lambda node: (-node.out, node.place.code or ""))[:MATRIX]
    columns = sorted((node for node in seen.nodes if node.into), key=lambda node: (-node.into, node.place.code or ""))[:MATRIX]
    cells = {f"{tie.visitor.code}-{tie.host.code}": tie for tie in seen.ties}
    return Matrix(rows=tuple(rows), columns=tuple(columns), cells=cells)


def as_json(drawn: object) -> Markup:
    r"""JSON that can stand in a script element: nothing in it ends the element, no character in it hides or turns text around.

    >>> print(as_json({"a": "</script>"}))
    {"a":"\u003c/script>"}
    """
    text = msgspec.json.encode(drawn).decode("utf-8")
    return Markup(str(tame(text)).replace("<", "\\u003c").replace("&", "\\u0026"))


def _way(tie: Tie, chosen: str) -> str:
    if not chosen:
        return "plain"
    return "out" if tie.visitor.code == chosen else "in" if tie.host.code == chosen else "far"
