"""What each line of the restored text is: title, byline, body, table, or something that is not the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

import yaml

from shanhai.knowledge import words
from shanhai.model import Block, BlockKind, KnowledgeError, Page, PartKind, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment

from .article import bounded, first_prose, is_prose
from .byline import labels_in
from .grid import in_lines
from .lines import Line, lines
from .plain import plain
from .stamp import read_stamp
from .title import bare, is_site_line, with_title

_KINDS = {
    PartKind.DOCUMENT_TITLE: BlockKind.REPEATED,
    PartKind.NAVIGATION: BlockKind.NAVIGATION,
    PartKind.CELL: BlockKind.TABLE,
    PartKind.CAPTION: BlockKind.CAPTION,
    PartKind.PROPERTY: BlockKind.PROPERTY,
}
# Characters set apart by blanks (版 权 所 有): every third character of a line is such a blank, or more.
SPREAD_SHARE = 0.3
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff，、]) (?=[\u4e00-\u9fff，、])")
# A library that sees less of a page's prose than this has taken something else for the article.
MAIN_SHARE = 0.5
_CONTENTS = re.compile(r"(?:本期|本刊)?(?:要目|目录|导读)$|【(?:本期)?(?:要目|目录)】")
# 摘要：… before the article, and how much of it must stand there again.
_EXTRACT, SAID_AGAIN = re.compile(rf"^(?:{words.alternation('内容提要')})[:：]"), 30
_SENTENCE = re.compile(r"[。！？；]")
# In expressions: what is escaped or a class, the innermost brackets, and alternatives that all begin where the line does.
_HIDDEN, _INNERMOST, _BEGINS = (
    re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"),
    re.compile(r"\([^()]*\)"),
    re.compile(r"\^[^|]*(?:\|\^[^|]*)*"),
)
_SIGN = re.compile(rf"{_HIDDEN.pattern}|.")
_CUT_OFF = ("...", "…")  # an extract of another page
# What the document says of a line stands, whatever the line looks like.
_CERTAIN = frozenset({BlockKind.TITLE, BlockKind.REPEATED, BlockKind.NAVIGATION, BlockKind.PROPERTY})


Look = Callable[[str], object]


def looks(sources: Sequence[str]) -> tuple[Look, ...]:
    """What looks for any of some expressions in a line; those that look at its beginning only are one, tried once.

    >>> [bool(look("我的版权")) for look in looks(["^版权|^主办", "未经许可", "^©"])]
    [False, False]
    """
    every = {source: re.compile(source) for source in sources}  # what is wrong with one is said of that one
    begin = [source for source in sources if _BEGINS.fullmatch(_nesting(source))]
    joined = [re.compile("|".join(map(_unanchored, begin))).match] if begin else []
    return (*joined, *(expression.search for source, expression in every.items() if source not in begin))


def _unanchored(source: str) -> str:
    """The alternatives of an expression without the sign by which each says that it begins a line.

    >>> print(_unanchored(r"^甲|^[|^]|^(?:乙|^)[^丙]"))
    甲|[|^]|(?:乙|^)[^丙]
    """
    kept: list[str] = []
    depth, begins = 0, True
    for sign in _SIGN.findall(source):
        if not (begins and sign == "^"):
            kept.append(sign)
        depth += (sign == "(") - (sign == ")")
        begins = sign == "|" and not depth
    return "".join(kept)


def _nesting(source: str) -> str:
    """An expression without what stands in brackets, escaped or as a class: its alternatives, by their first signs."""
    source, left = _HIDDEN.sub("", source), ""
    while source != left:
        source, left = _INNERMOST.sub("", source), source
    return source


class BlockRule(Value, frozen=True, kw_only=True):
    """Expressions that label a line, or a line and what follows it."""

    kind: BlockKind
    at_most: int
    line: tuple[Look, ...] = ()
    onward: tuple[Look, ...] = ()
    stops_at_prose: bool = False


@cache
def _rules() -> tuple[BlockRule, ...]:
    source = files("shanhai.knowledge").joinpath("blocks.yaml").read_text("utf-8")
    try:
        return tuple(
            BlockRule(
                kind=BlockKind(row["kind"]),
                at_most=row["at_most"],
                line=looks(row.get("line", ())),
                onward=looks(row.get("from", ())),
                stops_at_prose=row.get("stops_at_prose", False),
            )
            for row in yaml.safe_load(source)
        )
    except (KeyError, ValueError, re.error) as error:
        raise KnowledgeError("knowledge/blocks.yaml", str(error), "see the comment at its top") from error


def _by_rule(line: Line) -> tuple[BlockKind | None, BlockRule | None]:
    """The kind of this line, and the rule by which what follows is of its kind too."""
    text = _SPREAD.sub("", line.text) if len(_SPREAD.findall(line.text)) > SPREAD_SHARE * len(line.text) else line.text
    for rule in _rules():
        if len(text) <= rule.at_most:
            for look in rule.onward:
                if look(text):
                    return rule.kind, rule
            for look in rule.line:
                if look(text):
                    return rule.kind, None
    return None, None


def _from_parts(page: Page, restored: RestoredText) -> tuple[dict[int, BlockKind], set[int]]:
    """Labels that the document's own structure gives, by the restored offset at which a part begins; where lower headings begin."""
    alignment = Alignment(restored)
    result, headings = {}, set()
    for part in page.parts:
        heading = part.kind is PartKind.HEADING
        kind = BlockKind.TITLE if heading and part.level == 1 else _KINDS.get(part.kind)
        if kind or heading:
            start = alignment.restored_span(part.start, part.end)[0]
            if kind is BlockKind.PROPERTY:  # its name stands before it
                start = restored.text.rfind("\n", 0, start) + 1
            if kind:
                result[start] = kind
            else:
                headings.add(start)
    for grid in in_lines(page, restored.text):
        result |= {start: BlockKind.TABLE for row in grid.rows for start, _ in row.values()}
    return result, headings


def _label(every: Sequence[Line], structure: dict[int, BlockKind]) -> list[tuple[Line, BlockKind]]:
    result: list[tuple[Line, BlockKind]] = []
    ongoing: BlockRule | None = None
    article = False
    for line in every:
        kind, begins = _by_rule(line)
        given = structure.get(line.start)
        article = article or (kind is None and is_prose(line.text))
        if begins and (article or begins.kind is not BlockKind.DISCLAIMER):
            ongoing = begins
        elif ongoing and _ends(ongoing, line, kind):
            ongoing = None
        label = given if given in _CERTAIN else kind or (ongoing.kind if ongoing else None) or given or BlockKind.BODY
        result.append((line, label))
    return result


def _ends(ongoing: BlockRule, line: Line, kind: BlockKind | None) -> bool:
    """Whether a line of this kind is no longer of the kind that a rule began."""
    if ongoing.stops_at_prose:
        return (is_prose(line.text) and not line.text.endswith(_CUT_OFF)) or kind is BlockKind.BYLINE
    return ongoing.kind is BlockKind.BACKGROUND and kind is not None


def _signed(found: list[tuple[Line, BlockKind]]) -> list[tuple[Line, BlockKind]]:
    """Between the title and the first prose a line with a day, or that begins with a label, is a byline."""
    title = next((i for i, (_, kind) in enumerate(found) if kind is BlockKind.TITLE), None)
    prose = first_prose(found)
    if title is None or prose is None:
        return found
    return [
        (line, BlockKind.BYLINE if title < i < prose and kind is BlockKind.BODY and _speaks_of_page(line.text) else kind)
        for i, (line, kind) in enumerate(found)
    ]


def _speaks_of_page(text: str) -> bool:
    if _SENTENCE.search(text):
        return False
    if is_site_line(text):
        return True
    labels = labels_in(text, 0, len(text))
    return bool(labels and labels[0].marked and labels[0].start == 0 and labels[0].field != "other") or read_stamp(text) is not None


def _without_repeats(found: list[tuple[Line, BlockKind]]) -> list[tuple[Line, BlockKind]]:
    """A line that says again what a title or an earlier body line said is a repetition, and an extract of the lines behind it."""
    seen: dict[str, BlockKind] = {}
    body = re.sub(r"\W", "", "".join(line.text for line, kind in found if kind is BlockKind.BODY and not _extracts(line.text)))
    result = []
    for line, kind in found:
        key = re.sub(r"\W", "", _EXTRACT.sub("", line.text))
        extract = kind is BlockKind.BODY and _extracts(line.text) and len(key) >= SAID_AGAIN and key[:SAID_AGAIN] in body
        if kind in (BlockKind.BODY, BlockKind.TITLE) and len(key) >= 8 and (extract or key in seen):
            kind = BlockKind.REPEATED
        elif kind in (BlockKind.BODY, BlockKind.TITLE):
            seen[key] = kind
        result.append((line, kind))
    return result


def _extracts(text: str) -> bool:
    """Whether a line may be an extract of the article: it says so, or breaks off."""
    return bool(_EXTRACT.match(text)) or text.endswith(_CUT_OFF)


def _without_contents(found: list[tuple[Line, BlockKind]]) -> list[tuple[Line, BlockKind]]:
    """The entries under 本期要目 that stand again as headings further down are a list of contents."""
    begin = next((i for i, (line, _) in enumerate(found) if _CONTENTS.match(line.text)), None)
    if begin is None:
        return found
    later: dict[str, int] = {bare(line.text): i for i, (line, _) in enumerate(found)}
    end = begin + 1
    while end < len(found) and later[bare(found[end][0].text)] > end:
        end += 1
    return [(line, BlockKind.NAVIGATION if begin < i < end else kind) for i, (line, kind) in enumerate(found)]


def _main(page: Page, restored: RestoredText) -> tuple[int, int] | None:
    """Where the library for main content sees the article; null where it sees less than half of the page's prose."""
    part = next((part for part in page.parts if part.kind is PartKind.MAIN), None)
    if part is None:
        return None
    start, end = Alignment(restored).restored_span(part.start, part.end)
    prose = [line for line in lines(restored.text) if is_prose(line.text)]
    inside = sum(len(line.text) for line in prose if start <= line.start < end)
    return (start, end) if inside > MAIN_SHARE * sum(len(line.text) for line in prose) else None


def _strays(line: Line, main: tuple[int, int]) -> bool:
    """Whether running text lies outside the main content."""
    return is_prose(line.text) and not main[0] <= line.start < main[1]


def blocks(restored: RestoredText, page: Page) -> tuple[Block, ...]:
    """The labelled stretches of a restored text, in order; lines of one kind that follow one another are one block, titles apart."""
    structure, headings = _from_parts(page, restored)
    found = _label(lines(plain(restored.text)), structure)
    if main := _main(page, restored):
        found = [(line, BlockKind.NAVIGATION if kind is BlockKind.BODY and _strays(line, main) else kind) for line, kind in found]
    found = _without_contents(found)
    names = [line.text for line, kind in found if kind is BlockKind.REPEATED]
    found = _without_repeats(bounded(_signed(with_title(found, first_prose(found), names, headings))))
    result = []
    for kind, group in groupby(found, key=lambda pair: pair[1]):
        run = [line for line, _ in group]
        result.append(Block(kind=kind, start=run[0].start, end=run[-1].end))
    return tuple(result)
