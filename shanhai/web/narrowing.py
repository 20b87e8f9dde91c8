"""What the address of a list says: what it is narrowed to, how it is sorted, which columns it has; and the addresses of its neighbours."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from shanhai.model.struct import Value
from shanhai.views import FACETS, Asked

from .register import Register, columns_of

NAMES = tuple(dict.fromkeys(name for facets in FACETS.values() for name in facets))
"""Every facet of any list."""
PLAIN = ("place", "other", "visitor", "host", "person", "organization", "since", "until")
"""Conditions that take one value."""


class Narrowing(Value, frozen=True, kw_only=True):
    """The state of a list, all of which stands in its address."""

    register: Register
    asked: Asked
    columns: tuple[str, ...]
    size: int
    offset: int = 0
    facets: tuple[str, ...] = ()

    def chosen(self, facet: str, value: str) -> bool:
        """Whether a value of a facet is among the wanted ones."""
        return value in self.asked.facets.get(facet, ())

    def toggled(self, facet: str, value: str) -> str:
        """The address with a value of a facet taken in or left out."""
        held = self.asked.facets.get(facet, ())
        now = tuple(each for each in held if each != value) if value in held else (*held, value)
        return self.address(facets={**self.asked.facets, facet: now})

    def without(self, name: str) -> str:
        """The address without a condition that takes one value."""
        return self.address(plain={name: ""})

    def sorted_by(self, column: str) -> str:
        """The address sorted by a column: the greatest first, the other way at the second click."""
        return self.address(sort=column if self.asked.sort == f"-{column}" else f"-{column}")

    def at(self, offset: int) -> str:
        """The address of another stretch of the list."""
        return self.address(offset=offset)

    def download(self, suffix: str) -> str:
        """The address of the whole list, as a file."""
        return self.address(path=f"/{self.register.name}.{suffix}")

    def cleared(self) -> str:
        """The address without any condition."""
        return self.address(facets={}, plain=dict.fromkeys(("words", *PLAIN), ""))

    def conditions(self) -> tuple[tuple[str, str], ...]:
        """The conditions that take one value, those that are set."""
        return tuple((name, value) for name in PLAIN if (value := getattr(self.asked, name)))

    def narrowed(self) -> int:
        """How many conditions there are."""
        return len(self.conditions()) + bool(self.asked.words) + sum(map(len, self.asked.facets.values()))

    def hidden(self, *leaving: str) -> tuple[tuple[str, str], ...]:
        """Names and values of the address for a form that sets some of them itself."""
        return tuple((name, value) for name, value in self._pairs(self.asked.facets, {}, self.asked.sort, 0) if name not in leaving)

    def address(
        self,
        *,
        path: str = "",
        facets: dict[str, tuple[str, ...]] | None = None,
        plain: dict[str, str] | None = None,
        sort: str = "",
        offset: int = 0,
    ) -> str:
        """The address of the list with some of its state changed; what is as at first is left out.

        >>> from shanhai.web.register import REGISTERS
        >>> visits = REGISTERS["visits"]
        >>> state = Narrowing(register=visits, asked=Asked(facets={"year": ("2024",)}), columns=visits.shown, size=50)
        >>> state.address(), state.toggled("year", "2024"), state.sorted_by("pages")
        ('/visits?year=2024', '/visits', '/visits?year=2024&sort=-pages')
        """
        held = self.asked.facets if facets is None else facets
        query = urlencode(self._pairs(held, plain or {}, sort or self.asked.sort, offset), quote_via=quote)
        return (path or f"/{self.register.name}") + (f"?{query}" if query else "")

    def _pairs(self, facets: dict[str, tuple[str, ...]], plain: dict[str, str], sort: str, offset: int) -> list[tuple[str, str]]:
        words = plain.get("words", self.asked.words)
        pairs = [("q", words)] if words else []
        pairs += [(name, value) for name in NAMES for value in facets.get(name, ())]
        pairs += [(name, value) for name in PLAIN if (value := plain.get(name, getattr(self.asked, name)))]
        pairs += [("sort", sort)] if sort != self.register.sort else []
        pairs += [("columns", ",".join(self.columns))] if self.columns != self.register.shown else []
        return pairs + ([("offset", str(offset))] if offset else [])


def narrowing(register: Register, asked: Asked, *, columns: str = "", offset: int = 0, size: int = 50) -> Narrowing:
    """The state of a list that an address asks for; an order that is not of the list gives its own."""
    sort = asked.sort if asked.sort.removeprefix("-") in register.sorts else register.sort
    facets = {name: values for name, values in asked.facets.items() if name in FACETS[register.type] and values}
    kept = Asked(**{name: getattr(asked, name) for name in ("words", *PLAIN)}, facets=facets, sort=sort)
    return Narrowing(
        register=register, asked=kept, columns=columns_of(register, columns), size=size, offset=offset, facets=FACETS[register.type]
    )
