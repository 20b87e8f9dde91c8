"""Platforms by name: parks, enclaves, centres, stations and shops that two sides share (甲县—乙区山海协作产业园)."""

from __future__ import annotations

from shanhai.model import Mention

from .noun import Nouns

SHORTEST = 2  # characters before the head noun; 该产业园, 产业园 name nothing


def find_platforms(nouns: Nouns) -> tuple[Mention, ...]:
    """Every name that ends in a platform's head noun, with the head as its value."""
    return tuple(
        Mention(type="platform", start=start, end=end, text=nouns.text[start:end], value=head.strip("”"))
        for start, end, head in nouns.named("平台名")
        if end - start - len(head) >= SHORTEST
    )
