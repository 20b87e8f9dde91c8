"""Visits that the headline tells in a word and the text in detail: 赴甲省考察, and below 赴甲省乙市、丙市."""

from __future__ import annotations

from collections.abc import Sequence

from shanhai.knowledge import words
from shanhai.model import BlockKind, Mention

from .context import Context
from .draft import Draft


def _bound_for(context: Context, mention: Mention) -> bool:
    """Whether the text says that somebody goes to a place."""
    return context.kind_at(mention.start) is not BlockKind.TITLE and context.text.endswith(words.words("赴"), 0, mention.start)


def in_headline(context: Context, draft: Draft) -> bool:
    """Whether only the headline tells of a visit."""
    return all(context.kind_at(start) is BlockKind.TITLE for start in (draft.start, *draft.tellings))


def in_detail(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The visits without those that only the headline tells of and the text tells in detail: 赴甲省考察, and below 赴甲省乙市、丙市."""
    result = list(drafts)
    for outer in [d for d in drafts if in_headline(context, d)]:
        host = outer.host_place
        below = context.of_type("place", outer.end, len(context.text))
        if host is None or host.code is None or any(_bound_for(context, m) and host in context.places_of(m) for m in below):
            continue
        theirs = ((i, d) for i, d in enumerate(result) if d.visitor_place == outer.visitor_place and not in_headline(context, d))
        inner = [i for i, d in theirs if d.host_place and host.code in context.ancestors(d.host_place)]
        if inner and not any(result[i].background for i in inner):
            for i in inner:
                result[i] = result[i].with_(head=result[i].head or outer.head, kind=result[i].kind or outer.kind)
            result.remove(outer)
    return result
