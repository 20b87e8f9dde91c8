"""What every fact says of itself: its identity, the words that say it, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from shanhai.model import Evidence, Modality, Page

from .evidence import Claim, Quoter, doubtful, fact_id


class Grounds(TypedDict):
    """The frame of a fact, ready to be completed by the fields of its type."""

    id: str
    page: str
    modality: Modality
    needs_review: bool
    evidence: dict[str, tuple[Evidence, ...]]


class Grounding:
    """Grounds the facts of one page."""

    def __init__(self, page: Page, quoter: Quoter) -> None:
        self._page = page.id
        self._quoter = quoter

    def of(
        self,
        kind: str,
        keys: Mapping[str, str | None],
        claims: Sequence[Claim],
        *,
        modality: Modality = Modality.HAPPENED,
        doubted: bool = False,
    ) -> Grounds:
        """The frame of a fact of a type; one that is doubted asks for a person's eye."""
        evidence = self._quoter.quotes(claims)
        return Grounds(
            id=fact_id(self._page, kind, keys, evidence),
            page=self._page,
            modality=modality,
            needs_review=doubted or doubtful(evidence),
            evidence=evidence,
        )
