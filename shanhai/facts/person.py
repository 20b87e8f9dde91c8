"""The person whom a mention names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shanhai.model import Mention


def person_of(mention: Mention | None) -> str | None:
    """The name in a mention of a person or an official, without the spaces that layout put in.

    >>> person_of(Mention(type="person", start=0, end=3, text="张 磊", value="张磊"))
    '张磊'
    """
    if mention is None or mention.type not in ("official", "person"):
        return None
    return mention.value or mention.text


def people_of(mentions: Iterable[Mention]) -> Iterator[tuple[str, Mention]]:
    """The names in some mentions, each with its mention."""
    for mention in mentions:
        if (name := person_of(mention)) is not None:
            yield name, mention
