"""Source facts of a page: title, publisher, publishing date, authors, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import yaml

from shanhai.model import Block, BlockKind, KnowledgeError, RestoredText
from shanhai.model.struct import Value

from .time import Stamp, iso


class SourceField(Value, frozen=True, kw_only=True):
    """A source fact and where the restored text says it."""

    field: str
    value: str
    start: int
    end: int


class Source(Value, frozen=True, kw_only=True):
    """What a page says about itself."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    source_name: str | None = None
    authors: tuple[str, ...] = ()
    column: str | None = None
    stamp: Stamp = Stamp()
    fields: tuple[SourceField, ...] = ()


@cache
def _expressions() -> dict[str, tuple[re.Pattern[str], ...]]:
    rows = yaml.safe_load(files("shanhai.knowledge").joinpath("source.yaml").read_text("utf-8"))
    try:
        return {field: tuple(re.compile(e, re.MULTILINE) for e in patterns) for field, patterns in rows.items()}
    except (AttributeError, re.error) as error:
        raise KnowledgeError("knowledge/source.yaml", str(error), "see the comment at its top") from error


def _found(field: str, text: str, regions: Iterable[tuple[int, int]]) -> SourceField | None:
    """The first expression of a field, in their order of trust, that is in the regions."""
    for expression in _expressions()[field]:
        for start, end in regions:
            if hit := expression.search(text, start, end):
                group = "value" if "value" in expression.groupindex else 0
                return SourceField(field=field, value=hit[group].strip(), start=hit.start(group), end=hit.end(group))
    return None


def _stamp(found: SourceField | None) -> Stamp:
    if found is None:
        return Stamp()
    full = re.search(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})", found.value)
    if full:
        return Stamp(year=int(full[1]), month=int(full[2]), day=int(full[3]))
    short = re.search(r"(\d{1,2})月(\d{1,2})日", found.value)
    return Stamp(month=int(short[1]), day=int(short[2])) if short else Stamp()


def _title(text: str, blocks: Sequence[Block]) -> SourceField | None:
    """The first title, without the site's name behind it."""
    block = next((b for b in blocks if b.kind is BlockKind.TITLE), None)
    if block is None:
        return None
    tails = (e.search(text, block.start, block.end) for e in _expressions()["title_tail"])
    end = min((t.start() for t in tails if t and t.start() > block.start), default=block.end)
    return SourceField(field="title", value=text[block.start : end], start=block.start, end=end)


def find_source(restored: RestoredText, blocks: Sequence[Block], authors: Sequence[str]) -> Source:
    """The source facts of a restored page; what it does not say is null."""
    text = restored.text
    edges = [(b.start, b.end) for b in blocks if b.kind not in (BlockKind.RELATED, BlockKind.COMMENT)]
    marked = [(b.start, b.end) for b in blocks if b.kind in (BlockKind.BYLINE, BlockKind.NAVIGATION, BlockKind.TABLE)]
    bodies = [(b.start, min(b.start + 120, b.end)) for b in blocks if b.kind is BlockKind.BODY]
    head = [*marked, *bodies]
    title = _title(text, blocks)
    published = _found("published", text, [*head, *edges])
    source_name = _found("source_name", text, edges)
    publisher = _found("publisher", text, [*head, *edges]) or source_name
    column = _found("column", text, marked)
    fields = [f for f in (published, source_name, publisher, column) if f]
    if title:
        fields.append(title)
    stamp = _stamp(published)
    return Source(
        title=title.value if title else None,
        publisher=publisher.value if publisher else None,
        published=iso(stamp.year, stamp.month, stamp.day) if stamp.year else None,
        source_name=source_name.value if source_name else None,
        authors=tuple(dict.fromkeys(authors)),
        column=column.value if column else None,
        stamp=stamp,
        fields=tuple(fields),
    )
