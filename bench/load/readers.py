"""What readers ask for: addresses of every view, drawn as the made-up record has places and people."""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import quote, urlencode

from .events import GOODS, POSTS, Event, event, official
from .pages import WORDS

YEARS = range(2014, 2026)
LISTS: dict[str, dict[str, tuple[str, ...]]] = {
    "visits": {"kind": ("考察", "对接", "调研"), "programme": ("东西部协作", "none")},
    "projects": {"stage": ("签约", "开工", "投产")},
    "pledges": {"kind": ("commitment", "plan"), "field": ("industry", "talent", "funds")},
    "measures": {"category": ("资金支持", "劳务协作"), "status": ("done", "planned")},
    "agreements": {"kind": ("合作协议",)},
    "posts": {"role": ("actor",)},
    "pairings": {"programme": ("东西部协作",)},
    "platforms": {"kind": ("产业园",)},
}
SORTS = {"visits": ("date", "-pages"), "projects": ("-amount", "name"), "agreements": ("-amount",), "measures": ("name",)}


class Readers:
    """Readers of a ledger with so many events; `pages` and `entries` are ids that they know."""

    def __init__(self, events: int, pages: list[str], entries: list[str], seed: int = 1) -> None:
        self.events, self.pages, self.entries = events, pages, entries
        self.chance = random.Random(seed)
        self.views: dict[str, tuple[int, Callable[[], str]]] = {
            "home": (10, lambda: "/"),
            "list": (24, self._list),
            "place": (9, lambda: f"/places/{self._event().host.code}"),
            "pair": (9, self._pair),
            "person": (6, lambda: f"/people/{quote(self._who())}"),
            "organisation": (4, lambda: f"/organizations/{quote(self._event().host.name + '人民政府')}"),
            "entry": (7, self._entry),
            "page": (8, lambda: f"/pages/{self.chance.choice(self.pages)}"),
            "search": (7, lambda: f"/search?q={quote(self._words())}"),
            "network": (4, self._network),
            "calendar": (3, lambda: f"/calendar?month={self.chance.choice(YEARS)}-{self.chance.randrange(1, 13):02}"),
            "board": (1, lambda: "/board"),
            "pledges": (2, lambda: "/pledges/state" + self.chance.choice(("", "?state=silent", "?state=kept&offset=50"))),
            "places": (1, lambda: "/places"),
            "api": (5, self._api),
            "download": (2, lambda: f"/visits.csv?{urlencode({'place': self._event().host.code, 'year': self.chance.choice(YEARS)})}"),
        }

    def draw(self) -> tuple[str, str]:
        """A view and an address of it."""
        name = self.chance.choices(list(self.views), weights=[weight for weight, _ in self.views.values()])[0]
        return name, self.views[name][1]()

    def of(self, name: str) -> str:
        """An address of this view."""
        return self.views[name][1]()

    def _event(self) -> Event:
        return event(self.chance.randrange(self.events))

    def _who(self) -> str:
        told = self._event()
        return official(told.guest, self.chance.choice((POSTS[0], POSTS[2])), told.day)

    def _pair(self) -> str:
        told = self._event()
        return f"/pairs/{told.guest.code}/{told.host.code}"

    def _entry(self) -> str:
        entry = self.chance.choice(self.entries)
        return f"/entries/{entry}"

    def _words(self) -> str:
        told = self._event()
        return self.chance.choice(
            (told.host.name, f"{told.guest.name} {self.chance.choice(GOODS)}", self._who(), "".join(self.chance.choices(WORDS, k=2)))
        )

    def _list(self) -> str:
        name = self.chance.choice([*LISTS, "visits", "visits", "projects", "pledges"])
        asked: list[tuple[str, str]] = []
        for facet, values in LISTS[name].items():
            if self.chance.random() < 0.4:
                asked.append((facet, self.chance.choice(values)))
        if self.chance.random() < 0.4 and name not in ("posts", "pairings"):
            asked.append(("year", str(self.chance.choice(YEARS))))
        told = self._event()
        drawn = self.chance.random()
        if drawn < 0.2:
            asked.append(("place", self.chance.choice((told.host.code, f"{(told.host.code or '')[:2]}0000")) or ""))
        elif drawn < 0.3:
            asked.append(("q", self.chance.choice((told.host.name, self.chance.choice(GOODS)))))
        elif drawn < 0.4 and name == "visits":
            asked += [("visitor", told.guest.code or ""), ("host", f"{(told.host.code or '')[:2]}0000")]
        if self.chance.random() < 0.2 and name in SORTS:
            asked.append(("sort", self.chance.choice(SORTS[name])))
        if self.chance.random() < 0.1:
            asked.append(("offset", str(50 * self.chance.randrange(1, 6))))
        return f"/{name}" + (f"?{urlencode(asked)}" if asked else "")

    def _network(self) -> str:
        asked = {
            "level": self.chance.choice(("prefecture", "prefecture", "province", "county")),
            "since": str(self.chance.choice(YEARS)) if self.chance.random() < 0.5 else "",
            "show": self.chance.choice(("map", "graph", "matrix")),
        }
        return f"/network?{urlencode({name: value for name, value in asked.items() if value})}"

    def _api(self) -> str:
        host = self._event().host.code or ""
        return self.chance.choice(
            ("/api/overview", f"/api/visits?place={host}", f"/api/places/{host}", "/api/pages?limit=20", "/api/projects")
        )
