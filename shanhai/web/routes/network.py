"""Who visits whom, as a map, a graph and a matrix, with the visits behind every number."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import QueryParameter
from litestar.response import Template

from shanhai import views
from shanhai.knowledge import places as divisions
from shanhai.ledger import Ledger
from shanhai.model import PlaceRef
from shanhai.reconcile.levels import Level, unit
from shanhai.reconcile.returning import Answer
from shanhai.views import Network, Statement
from shanhai.views.memory import remembered

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf
from ..drawing import DRAWN, graph_of, map_of, matrix_of, months_of, short
from ..following import SHOWINGS, Asked
from ..gexf import gexf, ties_geojson
from ..shelf import KEPT
from .records import as_file

TIES = 40  # ties in the table, two screens; the matrix and the sides lead to the others
VISITS = 24  # visits below, a screen and a half
NEAR = 12  # of the visits to neighbours
RETURNS = 12  # of the returns, as many as the tables beside them have lines

LevelAsked = Annotated[str, QueryParameter(pattern=f"^({'|'.join(Level)})$")]
Month = Annotated[str, QueryParameter(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", max_length=10, description="ISO 8601: year, month or day")]
Said = Annotated[str, QueryParameter(max_length=LONGEST)]
Theme = Annotated[str, QueryParameter(max_length=40, pattern="^[a-z_]*$")]
Yes = Annotated[str, QueryParameter(pattern="^(yes)?$")]
Visitor = Annotated[str, QueryParameter(name="from", pattern=r"^(\d{6})?$")]
Host = Annotated[str, QueryParameter(name="to", pattern=r"^(\d{6})?$")]
Code = Annotated[str, QueryParameter(pattern=r"^(\d{6})?$")]
Showing = Annotated[str, QueryParameter(pattern=f"^({'|'.join(SHOWINGS)})$")]


def asked_of_network(
    visitor: Visitor = "",
    host: Host = "",
    level: LevelAsked = Level.PREFECTURE.value,
    since: Month = "",
    until: Month = "",
    programme: Said = "",
    theme: Theme = "",
    background: Yes = "",
    place: Code = "",
    show: Showing = SHOWINGS[0],
) -> Asked:
    """What the address asks of the network; `from`, `to` narrow it, `place` only brings a place to the fore."""
    return Asked(
        level=level,
        since=since,
        until=until,
        programme=programme,
        theme=theme,
        background=background,
        visitor=visitor,
        host=host,
        place=place,
        show=show,
    )


NetworkAsked = NamedDependency[Asked]
NETWORK_ASKED = {"wish": Provide(asked_of_network, sync_to_thread=False)}


@get("/network", cache=KEPT, include_in_schema=False, sync_to_thread=True, dependencies=NETWORK_ASKED)
def network(request: Asking, ledger: LedgerOf, wish: NetworkAsked) -> Template:
    """The network within the conditions."""
    asked, place, show = wish, wish.place, wish.show
    language = rendering.language_of(request)
    seen = seen_network(ledger, asked)
    return rendering.page(
        request,
        "network.html",
        section="network",
        query=asked,
        seen=seen,
        levels=tuple(level.value for level in Level),
        sheet=map_of(seen, asked, language, request.app.state.boundaries) if show == "map" else None,
        graph=graph_of(seen, asked, language) if show == "graph" else None,
        matrix=matrix_of(seen) if show == "matrix" else None,
        months=months_of(seen),
        here=next((node for node in seen.nodes if node.place.code == place), None),
        partners=_partners(seen, place),
        named=_named,
        short=short,
        drawn=DRAWN,
        near=_near(ledger, seen),
        returns=_returns(ledger, seen),
        ties=TIES,
        visits=views.retold(ledger, [call.entry for call in seen.calls[:VISITS]]),
    )


@get("/network.gexf", include_in_schema=False, sync_to_thread=True, dependencies=NETWORK_ASKED)
def network_graph(ledger: LedgerOf, wish: NetworkAsked) -> Response[Any]:
    """The same network as a graph."""
    return as_file(gexf(seen_network(ledger, wish)), "application/gexf+xml", "shanhai-network", "gexf")


@get("/network.geojson", include_in_schema=False, sync_to_thread=True, dependencies=NETWORK_ASKED)
def network_on_earth(ledger: LedgerOf, wish: NetworkAsked) -> Response[Any]:
    """The same network as places and lines between them."""
    return as_file(ties_geojson(seen_network(ledger, wish)), "application/geo+json", "shanhai-network", "geojson")


def seen_network(ledger: Ledger, asked: Asked) -> Network:
    """The network within the conditions, worked out once."""

    def look() -> Network:
        return views.network(
            ledger,
            level=Level(asked.level),
            since=asked.since,
            until=asked.until,
            programme=asked.programme,
            theme=asked.theme,
            background=asked.background == "yes",
            visitor=asked.visitor,
            host=asked.host,
        )

    return remembered(ledger, ("network", asked.href(show=SHOWINGS[0], place="")), look)


def _partners(seen: Network, code: str) -> tuple[tuple[str, int, int, int | None, bool], ...]:
    """With whom a place has visits: code of the other, visits in and out, days until they returned, whether they border; most first."""
    found: dict[str, tuple[int, int, int | None, bool]] = {}
    for tie in seen.ties:
        if code and code in (tie.visitor.code, tie.host.code):
            goes = tie.visitor.code == code
            other = (tie.host if goes else tie.visitor).code or ""
            into, out, days, _ = found.get(other, (0, 0, None, False))
            held = (into, out + tie.visits) if goes else (into + tie.visits, out)
            found[other] = (*held, days if tie.days is None else tie.days, tie.near)
    return tuple((other, *found[other]) for other in sorted(found, key=lambda each: (-sum(found[each][:2]), each)))


def _named(code: str) -> str:
    found = divisions.place(code)
    return short(PlaceRef(name=found.name, code=code)) if found else code


def _near(ledger: Ledger, seen: Network) -> tuple[Statement, ...]:
    """The latest visits that went to a neighbour."""
    near = {(tie.visitor.code, tie.host.code) for tie in seen.ties if tie.near}
    here = (call for call in seen.calls if call.visitor and call.host and _way(call.visitor, call.host, seen.level) in near)
    return views.retold(ledger, [call.entry for call in islice(here, NEAR)])


def _way(visitor: PlaceRef, host: PlaceRef, level: Level) -> tuple[str | None, str | None]:
    return unit(visitor, level), unit(host, level)


def _returns(ledger: Ledger, seen: Network) -> tuple[tuple[Statement, Statement, Answer], ...]:
    """The latest returns: the visit, the one that returned it, and the time between."""
    latest = seen.answers[: -RETURNS - 1 : -1]
    held = {each.entry: each for each in views.retold(ledger, [entry for answer in latest for entry in (answer.asked, answer.returned)])}
    return tuple((held[answer.asked], held[answer.returned], answer) for answer in latest if {answer.asked, answer.returned} <= held.keys())
