"""Delegations (代表团, 考察团, 调研组): who travels, with the place or organisation that sent them."""

from __future__ import annotations

from collections.abc import Sequence

from shanhai.model import Mention

from .edge import Edges
from .lexicon import Scan


def find_delegations(scan: Scan, places: Sequence[Mention], organizations: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every delegation; its parts are the places inside it.

    A bare 代表团 is a delegation too: who it is follows from the sentences before.
    """
    edges = Edges(scan, places)
    result = []
    heads = [h for h in scan.longest("delegation") if not any(o.start <= h.start and h.end <= o.end for o in organizations)]
    for head in heads:
        start = edges.left(head.start, joined=False)
        inside = tuple(p for p in places if start <= p.start and p.end <= head.end)
        result.append(
            Mention(type="delegation", start=start, end=head.end, text=scan.text[start : head.end], value=head.text, parts=inside)
        )
    return tuple(result)
