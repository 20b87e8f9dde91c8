"""What readers ask for: addresses of every view, drawn as a ledger has places and people."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from urllib.parse import quote, urlencode

from sqlalchemy import func, select

from shanhai.ledger import Ledger, schema
from shanhai.model import Visit
from shanhai.model.struct import Value

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


class Known(Value, frozen=True, kw_only=True):
    """What readers know of a ledger: visits drawn from it, as the busier places are asked for more often, pages, entries, words."""

    visits: tuple[Visit, ...]
    pages: tuple[str, ...]
    entries: tuple[str, ...]
    words: tuple[str, ...]


def known(ledger: Ledger, seed: int = 1) -> Known:
    """A sample of what a ledger holds, the same for the same ledger and seed."""
    chance = random.Random(seed)
    e, r, s = schema.entries.c, schema.readings.c, schema.search_texts.c
    with ledger.looking() as connection:
        last = connection.execute(select(func.max(r.id))).scalar_one()
        some = sorted(chance.sample(range(1, last + 1), min(last, 900)))
        pages = connection.execute(select(r.page, r.id).where(r.id.in_(some), r.shown).order_by(r.id)).scalars().all()
        visits = connection.execute(select(e.id).where(e.type == "visit").order_by(e.id)).scalars().all()
        others = connection.execute(select(e.id).where(e.type != "visit").order_by(e.id)).scalars().all()
        ids = chance.sample(visits, min(len(visits), 900))
        rows = connection.execute(select(e.body).where(e.id.in_(ids)).order_by(e.id)).scalars().all()
        texts = select(s.text).join(schema.search, schema.search.c.id == s.id).where(schema.search.c.key.in_(pages[:200]))
        found = [text.decode() for text in connection.execute(texts.order_by(s.id)).scalars()]
    words = [word for text in found for word in re.findall("[一-龥]{2}", text[chance.randrange(1 + len(text) // 2) :])[:3]]
    sides = [each for each in rows if each.visitor_place and each.host_place and each.date and each.head]
    return Known(
        visits=tuple(each for each in sides if each.visitor_place.code and each.host_place.code),
        pages=tuple(pages),
        entries=tuple(chance.sample([*ids, *chance.sample(others, min(len(others), 2000))], 2000)),
        words=tuple(words),
    )


class Readers:
    """Readers who come to what they know of a ledger."""

    def __init__(self, known: Known, seed: int = 1) -> None:
        self.known = known
        self.chance = random.Random(seed)
        self.views: dict[str, tuple[int, Callable[[], str]]] = {
            "home": (10, lambda: "/"),
            "list": (24, self._list),
            "place": (9, lambda: f"/places/{self._host()[0]}"),
            "pair": (9, self._pair),
            "person": (6, lambda: f"/people/{quote(self._who())}"),
            "organisation": (4, lambda: f"/organizations/{quote(self._host()[1] + '人民政府')}"),
            "entry": (7, self._entry),
            "page": (8, lambda: f"/pages/{self.chance.choice(self.known.pages)}"),
            "search": (7, lambda: f"/search?q={quote(self._words())}"),
            "network": (4, self._network),
            "calendar": (3, lambda: f"/calendar?month={self.chance.choice(YEARS)}-{self.chance.randrange(1, 13):02}"),
            "board": (1, lambda: "/board"),
            "pledges": (2, lambda: "/pledges/state" + self.chance.choice(("", "?state=silent", "?state=kept&offset=50"))),
            "places": (1, lambda: "/places"),
            "api": (5, self._api),
            "download": (2, lambda: f"/visits.csv?{urlencode({'place': self._host()[0], 'year': self.chance.choice(YEARS)})}"),
        }

    def draw(self) -> tuple[str, str]:
        """A view and an address of it."""
        name = self.chance.choices(list(self.views), weights=[weight for weight, _ in self.views.values()])[0]
        return name, self.views[name][1]()

    def of(self, name: str) -> str:
        """An address of this view."""
        return self.views[name][1]()

    def _guest(self) -> tuple[str, str]:
        """Code and name of the place that a visit came from."""
        here = self.chance.choice(self.known.visits).visitor_place
        return (here.code or "", here.name) if here else ("", "")

    def _host(self) -> tuple[str, str]:
        """Code and name of the place that received a visit."""
        here = self.chance.choice(self.known.visits).host_place
        return (here.code or "", here.name) if here else ("", "")

    def _who(self) -> str:
        visit = self.chance.choice(self.known.visits)
        return self.chance.choice((visit.head or "", *visit.members))

    def _pair(self) -> str:
        visit = self.chance.choice(self.known.visits)
        sides = [here.code for here in (visit.visitor_place, visit.host_place) if here]
        return f"/pairs/{sides[0]}/{sides[1]}"

    def _entry(self) -> str:
        return f"/entries/{self.chance.choice(self.known.entries)}"

    def _word(self) -> str:
        return self.chance.choice(self.known.words)

    def _words(self) -> str:
        return self.chance.choice((self._host()[1], f"{self._guest()[1]} {self._word()}", self._who(), self._word()))

    def _list(self) -> str:
        name = self.chance.choice([*LISTS, "visits", "visits", "projects", "pledges"])
        asked: list[tuple[str, str]] = []
        for facet, values in LISTS[name].items():
            if self.chance.random() < 0.4:
                asked.append((facet, self.chance.choice(values)))
        if self.chance.random() < 0.4 and name not in ("posts", "pairings"):
            asked.append(("year", str(self.chance.choice(YEARS))))
        code, called = self._host()
        drawn = self.chance.random()
        if drawn < 0.2:
            asked.append(("place", self.chance.choice((code, f"{code[:2]}0000"))))
        elif drawn < 0.3:
            asked.append(("q", self.chance.choice((called, self._word()))))
        elif drawn < 0.4 and name == "visits":
            asked += [("visitor", self._guest()[0]), ("host", f"{code[:2]}0000")]
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
        host = self._host()[0]
        return self.chance.choice(
            ("/api/overview", f"/api/visits?place={host}", f"/api/places/{host}", "/api/pages?limit=20", "/api/projects")
        )
