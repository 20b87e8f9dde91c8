"""What each line of the restored text is: title, byline, body, table, or something that is not the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

import yaml

from shanhai.model import Block, BlockKind, KnowledgeError, Page, PartKind, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

_SENTENCE_END = re.compile(r"[。；！？…]")
# Titles of Chinese news run to two lines of about 30 characters; longer first lines are leads.
_LONGEST_TITLE = 70
_HEAD_LINES = 12
# Headlines of news have more characters than names of columns and sites; shorter ones are titles only where nothing longer stands.
_LEAST_TITLE = 10


class BlockRule(Value, frozen=True, kw_only=True):
    """Expressions that label a line, or a line and what follows it."""

    kind: BlockKind
    at_most: int
    line: tuple[re.Pattern[str], ...] = ()
    onward: tuple[re.Pattern[str], ...] = ()


@cache
def _rules() -> tuple[BlockRule, ...]:
    source = files("shanhai.knowledge").joinpath("blocks.yaml").read_text("utf-8")
    try:
        return tuple(
            BlockRule(
                kind=BlockKind(row["kind"]),
                at_most=row["at_most"],
                line=tuple(re.compile(e) for e in row.get("line", ())),
                onward=tuple(re.compile(e) for e in row.get("from", ())),
            )
            for row in yaml.safe_load(source)
        )
    except (KeyError, ValueError, re.error) as error:
        raise KnowledgeError("knowledge/blocks.yaml", str(error), "see the comment at its top") from error


class Line(Value, frozen=True, kw_only=True):
    """A line of the restored text without the white space around it."""

    start: int
    end: int
    text: str


def lines(text: str) -> tuple[Line, ...]:
    """The lines that hold something, with their offsets."""
    return tuple(Line(start=m.start(), end=m.end(), text=m[0]) for m in re.finditer(r"[^\s|｜](?:[^\n]*[^\s|｜])?|[|｜]+", text))


def _by_rule(line: Line) -> tuple[BlockKind | None, BlockKind | None]:
    """The kind of this line, and the kind that begins here and goes on."""
    for rule in _rules():
        if len(line.text) <= rule.at_most:
            if any(e.search(line.text) for e in rule.onward):
                return rule.kind, rule.kind
            if any(e.search(line.text) for e in rule.line):
                return rule.kind, None
    return None, None


def _from_parts(page: Page, restored: RestoredText) -> dict[int, BlockKind]:
    """Labels that the document's own structure gives, by the restored offset at which a part begins."""
    alignment = Alignment(restored)
    kinds = {
        PartKind.DOCUMENT_TITLE: BlockKind.REPEATED,
        PartKind.NAVIGATION: BlockKind.NAVIGATION,
        PartKind.CELL: BlockKind.TABLE,
        PartKind.CAPTION: BlockKind.CAPTION,
    }
    result = {}
    for part in page.parts:
        kind = BlockKind.TITLE if part.kind is PartKind.HEADING and part.level == 1 else kinds.get(part.kind)
        if kind:
            result[alignment.restored_span(part.start, part.end)[0]] = kind
    return result


def _titled(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not _SENTENCE_END.search(text.rstrip("！？!?…")) and bool(re.search(r"[\u4e00-\u9fff]{4}", text))


def _first_title(found: Sequence[tuple[Line, BlockKind]]) -> int | None:
    """The index of the line that is the title where no heading says so: the first unlabelled short line of the head."""
    head: list[int] = []
    for i, (line, kind) in enumerate(found[:_HEAD_LINES]):
        if kind is BlockKind.BODY and not _titled(line.text):
            break
        if kind is BlockKind.BODY:
            head.append(i)
    return next((i for i in head if len(found[i][0].text) >= _LEAST_TITLE), head[0] if head else None)


def _label(every: Sequence[Line], structure: dict[int, BlockKind]) -> list[tuple[Line, BlockKind]]:
    result: list[tuple[Line, BlockKind]] = []
    ongoing: BlockKind | None = None
    for line in every:
        kind, begins = _by_rule(line)
        given = structure.get(line.start)
        if begins:
            ongoing = begins
        elif ongoing is BlockKind.BACKGROUND and kind:
            ongoing = None
        label = (
            given if given in (BlockKind.TITLE, BlockKind.REPEATED, BlockKind.NAVIGATION) else kind or ongoing or given or BlockKind.BODY
        )
        result.append((line, label))
    return result


def _without_repeats(found: list[tuple[Line, BlockKind]]) -> list[tuple[Line, BlockKind]]:
    """A line that says again what a title or an earlier body line said is a repetition."""
    seen: dict[str, BlockKind] = {}
    result = []
    for line, kind in found:
        key = re.sub(r"^摘要[:：]|\W", "", line.text)
        if kind in (BlockKind.BODY, BlockKind.TITLE) and len(key) >= 8 and key in seen:
            kind = BlockKind.REPEATED
        elif kind in (BlockKind.BODY, BlockKind.TITLE):
            seen[key] = kind
        result.append((line, kind))
    return result


def blocks(restored: RestoredText, page: Page) -> tuple[Block, ...]:
    """The labelled stretches of a restored text, in order; lines of one kind that follow one another are one block, titles apart."""
    found = _label(lines(restored.text), _from_parts(page, restored))
    if not any(kind is BlockKind.TITLE for _, kind in found) and (i := _first_title(found)) is not None:
        found[i] = (found[i][0], BlockKind.TITLE)
    found = _without_repeats(found)
    result = []
    for kind, group in groupby(found, key=lambda pair: pair[1]):
        run = [line for line, _ in group]
        result.append(Block(kind=kind, start=run[0].start, end=run[-1].end))
    return tuple(result)
