"""Papers of one signing that are named one by one: behind the first of them, or behind a colon; and of which kind a paper is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from shanhai.knowledge import words

from .evidence import Claim
from .naming import balanced
from .rulebook import Match
from .signature import Signing
from .stretch import sentence

_LISTED_PAPERS = re.compile(r"书?[：:](?P<list>[^。；：！\n]{6,})")
_ITEM = re.compile(r"[^、和与及]{4,28}")
_COUNTED = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)[个项份](?=.{2})")
_HEAD = 4  # characters by which the name of a paper is found again
_SEVERAL, _BOOK = 2, "协议书"


def _kind(word: str) -> str:
    """A paper's kind by its head noun: 合作协议 for 合作协议书, and 协议书 where it says no more.

    >>> _kind("合作协议书"), _kind("协议书"), _kind("意向书")
    ('合作协议', '协议书', '意向书')
    """
    return word.removesuffix("书") if word.endswith(_BOOK) and word != _BOOK else word


@cache
def _another() -> re.Pattern[str]:
    """A paper that goes on a list."""
    return re.compile(
        rf"(?:、|和|以及|及|与)(?P<name>[^，。；、：！？\n和与及签《》]{{2,28}}?(?:{words.alternation('协议')}))(?=[，。；、和与及！\n]|\Z)"
    )


def kind_of(said: str, *, counted: bool) -> str | None:
    """The kind of paper: 框架协议, 购销合同; a batch of projects is a signing of projects."""
    found = [w for w in words.words("协议") if w in said]
    return _kind(max(found, key=len)) if found else "项目签约" if counted else None


def split_papers(text: str, signing: Signing, match: Match) -> tuple[Signing, ...]:
    """战略合作协议、共建甲院区协议签约仪式: the papers whose names a list joins into one."""
    heads = words.words("协议")
    span = next(((c.start, c.end) for c in signing.claims if c.field == "name"), None)
    items = signing.name.split("、") if signing.name and span else []
    if len(items) < _SEVERAL or not all(item.endswith(heads) for item in items):
        return ()
    found = []
    for item in items:
        start = text.find(item[:_HEAD], match.start)
        claims = (
            Claim(field="name", start=start, end=start + len(item), rule=match.rule),
            *(c for c in signing.claims if c.field != "name"),
        )
        found.append(
            msgspec.structs.replace(
                signing, start=start, end=start + len(item), name=item, kind=kind_of(item, counted=False), claims=claims
            )
        )
    return tuple(found)


def further_papers(text: str, first: Signing, match: Match) -> Iterator[Signing]:
    """签订甲框架协议|和乙框架协议: the papers that go on the list of the first."""
    end = match.end
    while hit := _another().match(text, end):
        start, end = hit.span("name")
        counted = _COUNTED.match(hit["name"])
        name = balanced(hit["name"][counted.end() :] if counted else hit["name"])
        claims = (
            Claim(field="", start=first.start, end=end, rule=match.rule),
            Claim(field="name", start=start, end=end, rule=match.rule),
            *(c for c in first.claims if c.field not in ("", "name")),
        )
        yield msgspec.structs.replace(
            first, start=start, end=end, name=name, kind=kind_of(hit["name"], counted=False), groups=(), claims=claims
        )


def listed_papers(text: str, first: Signing, match: Match) -> tuple[Signing, ...]:
    """签订三个方面的协议：|人才协议、劳务协议和消费协议: the papers that a colon lists."""
    _, end = sentence(text, match.end, match.end)
    listed = _LISTED_PAPERS.match(text, match.end, end)
    items = [*_ITEM.finditer(text, *listed.span("list"))] if listed else []
    if len(items) < _SEVERAL or not all(hit[0].endswith(words.words("协议")) for hit in items):
        return ()
    rest = tuple(c for c in first.claims if c.field not in ("", "name", "project_count"))
    return tuple(
        msgspec.structs.replace(
            first,
            start=hit.start(),
            end=hit.end(),
            name=hit[0],
            kind=kind_of(hit[0], counted=False),
            project_count=None,
            groups=(),
            claims=(*(Claim(field=f, start=hit.start(), end=hit.end(), rule=match.rule) for f in ("", "name")), *rest),
        )
        for hit in items
    )
