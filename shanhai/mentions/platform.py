"""Platforms by name: parks, enclaves, centres, stations and shops that two sides share (甲县—乙区山海协作产业园)."""

from __future__ import annotations

from shanhai.model import Mention

from .noun import Nouns

HALL, _ABSTRACT, _CITY = "馆", "平台", "城"
SHORTEST = 2  # characters before the head noun; 该产业园, 产业园 name nothing


def find_platforms(nouns: Nouns) -> tuple[Mention, ...]:
    """Every name that ends in a platform's head noun, with the head as its value.

    A hall may be called by its place alone (新疆沙湾馆); what is only called a platform has a place or a quotation mark before it
    (甲轮胎工业互联网平台).
    """
    every = (*nouns.named("平台名"), *nouns.named("平台事称"))
    named = [(start, end, head) for start, end, head in every if end - start - len(head) >= SHORTEST]
    named = [(start, end, head) for start, end, head in named if not head.endswith(_ABSTRACT) or nouns.whose(start)]
    named = [(start, end, head) for start, end, head in named if not (head.endswith(_CITY) and nouns.text.startswith("市", end))]
    named += [(start, end, head) for start, end, head in nouns.unveiled() if not any(a < end and start < b for a, b, _ in named)]
    branches = [(start, end, head) for start, end, head in nouns.branches() if not any(a < end and start < b for a, b, _ in named)]
    halls = ((start, end, HALL) for start, end in nouns.behind_places(HALL) if not any(a <= start < b for a, b, _ in named))
    return tuple(
        Mention(type="platform", start=start, end=end, text=nouns.text[start:end], value=head.strip("”"))
        for start, end, head in sorted((*named, *branches, *halls))
    )
