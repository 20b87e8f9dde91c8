"""A fact as many pages see it: one page's statement, with what else of that page decides on whom it may be joined with."""

from __future__ import annotations

from shanhai.model import AnyFact
from shanhai.model.struct import Value


class Statement(Value, frozen=True, kw_only=True):
    """What one page says, and when that page was published (ISO 8601 prefix; null where unknown).

    >>> from shanhai.model import Policy
    >>> Statement(fact=Policy(id="1", page="p", name="甲规划")).key
    'p/1'
    """

    fact: AnyFact
    published: str | None = None

    @property
    def key(self) -> str:
        """The same in every ledger: made of the page's content and the fact's."""
        return f"{self.fact.page}/{self.fact.id}"

    @property
    def type(self) -> str:
        """The type of its fact, as in JSON."""
        return str(type(self.fact).__struct_config__.tag)
