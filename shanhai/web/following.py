"""What an address asks of the network, and the address of the same with something changed."""

from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import urlencode

import msgspec

from shanhai.model.struct import Value
from shanhai.reconcile.levels import Level

Showing = Literal["map", "graph", "matrix"]
SHOWINGS: tuple[Showing, ...] = get_args(Showing)


class Asked(Value, frozen=True, kw_only=True):
    """The conditions of a view of the network; what is left at its default is not in the address.

    >>> Asked(since="2023", visitor="330300").href(level="county")
    '/network?level=county&since=2023&from=330300'
    >>> Asked(programme="东西部协作").href("visits", programme="")
    '/network#visits'
    """

    level: str = Level.PREFECTURE.value
    since: str = ""
    until: str = ""
    programme: str = ""
    theme: str = ""
    background: str = ""
    visitor: str = ""
    host: str = ""
    place: str = ""
    show: str = SHOWINGS[0]

    def href(self, anchor: str = "", **changed: str) -> str:
        """The address with these conditions changed, and the part of the page."""
        return f"{self._address('', **changed)}{'#' if anchor else ''}{anchor}"

    def file(self, suffix: str) -> str:
        """The address of the whole network within the same conditions, as a file.

        >>> Asked(since="2023", place="330300", show="graph").file("gexf")
        '/network.gexf?since=2023'
        """
        return self._address(f".{suffix}", place="", show=SHOWINGS[0])

    def _address(self, suffix: str, **changed: str) -> str:
        asked = msgspec.structs.asdict(msgspec.structs.replace(self, **changed))
        plain = msgspec.structs.asdict(Asked())
        query = urlencode([(_NAMES.get(name, name), value) for name, value in asked.items() if value != plain[name]])
        return f"/network{suffix}{'?' if query else ''}{query}"

    def visits(self, visitor: str = "", host: str = "") -> str:
        """The address of the visits from one place to another within the same conditions."""
        return self.href("visits", visitor=visitor, host=host, place="")

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What a form must carry along, as names and values: the sides and the drawing, which it does not ask for."""
        kept = (("from", self.visitor), ("to", self.host), ("place", self.place), ("show", self.show))
        return tuple((name, value) for name, value in kept if value and value != SHOWINGS[0])


# `from` and `to` are what a reader would write; the first is no name in Python.
_NAMES = {"visitor": "from", "host": "to"}
