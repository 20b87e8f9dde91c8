"""All pages of the ledger, in the browser and as files."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from litestar import Response, get
from litestar.params import QueryParameter
from litestar.response import Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.model.struct import Value
from shanhai.views import PageList

from .. import download, rendering
from ..asking import PAGES, Asking, Bearer, LedgerOf, Offset, Review, Words
from ..language import Language
from ..shelf import KEPT
from .records import as_file

Some = Annotated[list[str] | None, QueryParameter(max_items=60, description="any of these values; `none` for those without one")]


class PageState(Value, frozen=True, kw_only=True):
    """What the address of the list of pages says."""

    words: str
    review: str
    chosen: dict[str, tuple[str, ...]]
    place: str = ""
    other: str = ""

    def toggled(self, facet: str, value: str) -> str:
        """The address with a value of a facet taken in or left out."""
        if facet == "review":
            return self.address(review="" if self.review else "yes")
        held = self.chosen.get(facet, ())
        now = tuple(each for each in held if each != value) if value in held else (*held, value)
        return self.address(chosen={**self.chosen, facet: now})

    def wants(self, facet: str, value: str) -> bool:
        """Whether a value of a facet is among the wanted ones."""
        return self.review == value if facet == "review" else value in self.chosen.get(facet, ())

    def address(
        self, *, path: str = "/pages", chosen: dict[str, tuple[str, ...]] | None = None, review: str | None = None, offset: int = 0
    ) -> str:
        """The address with some of the state changed."""
        held = self.chosen if chosen is None else chosen
        waiting = self.review if review is None else review
        pairs = [("q", self.words)] if self.words else []
        pairs += [(name, value) for name, values in sorted(held.items()) for value in values]
        pairs += [("review", waiting)] if waiting else []
        pairs += [(name, value) for name, value in self.naming if value]
        pairs += [("offset", str(offset))] if offset else []
        return path + (f"?{urlencode(pairs, quote_via=quote)}" if pairs else "")

    @property
    def naming(self) -> tuple[tuple[str, str], ...]:
        """The places that a page is to name."""
        return tuple((name, value) for name, value in (("place", self.place), ("other", self.other)) if value)

    def found(self, ledger: Ledger, *, offset: int = 0, limit: int = PAGES, facets: bool = False) -> PageList:
        """What the ledger has in this state."""
        years, publishers = (self.chosen.get(name, ()) for name in ("year", "publisher"))
        narrowed = {"words": self.words, "to_review": self.review == "yes", "years": years, "publishers": publishers, **dict(self.naming)}
        return views.pages(ledger, **narrowed, facets=facets, offset=offset, limit=limit)  # type: ignore[arg-type]


@get("/pages", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def pages(
    request: Asking,
    ledger: LedgerOf,
    q: Words = "",
    year: Some = None,
    publisher: Some = None,
    review: Review = "",
    place: Bearer = "",
    other: Bearer = "",
    offset: Offset = 0,
) -> Template:
    """The pages, narrowed as the address says."""
    state = _state(q, year, publisher, review, place, other)
    found = state.found(ledger, offset=offset, facets=True)
    return rendering.page(request, "pages.html", section="pages", state=state, found=found, size=PAGES)


def a_file(
    request: Asking,
    ledger: LedgerOf,
    q: Words = "",
    year: Some = None,
    publisher: Some = None,
    review: Review = "",
    place: Bearer = "",
    other: Bearer = "",
) -> Response[bytes]:
    """The same list whole, as a file."""
    found = _state(q, year, publisher, review, place, other).found(ledger, limit=download.MOST)
    suffix = request.url.path.rpartition(".")[2]
    base = str(request.base_url).rstrip("/")
    made = _rows(found, rendering.language_of(request), base)
    return as_file(download.FORMATS[suffix][1](made), download.FORMATS[suffix][0], "shanhai-pages", suffix)


def _state(q: str, year: list[str] | None, publisher: list[str] | None, review: str, place: str, other: str) -> PageState:
    chosen = {"year": tuple(year or ()), "publisher": tuple(publisher or ())}
    held = {name: values for name, values in chosen.items() if values}
    return PageState(words=q.strip(), review=review, place=place, other=other, chosen=held)


def _rows(found: PageList, language: Language, base: str) -> list[download.Row]:
    say = language.say
    names = ("visit", "pairing", "meeting", "agreement", "project", "platform", "measure", "pledge")
    rows: list[Any] = [
        {
            say("table.title"): line.page.title or "",
            say("file.publisher"): line.page.publisher or "",
            say("file.published"): line.page.published or "",
            **{say(f"fact.{name}"): line.facts.get(name, 0) for name in names},
            say("table.people"): line.people,
            say("table.damage"): line.damage,
            say("table.review"): line.review,
            say("file.where"): f"{base}/pages/{line.page.id}",
        }
        for line in found.lines
    ]
    return rows


page_files = tuple(get(f"/pages.{suffix}", include_in_schema=False, sync_to_thread=True)(a_file) for suffix in download.FORMATS)
