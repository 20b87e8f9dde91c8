"""What organisations are called: which names may be of one, and which are where people have said so.

A name means one organisation on all pages. People say otherwise: that two names are of one organisation, or that a page means another by
the name than the rest. Of two judgements on the same two the later holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from shanhai.knowledge import places
from shanhai.knowledge.load import decoded
from shanhai.knowledge.organizations import organ
from shanhai.model.struct import Value

from .clustering import Bond, clusters
from .judgement import ORGANIZATION, Anchor, Judgement, Verdict
from .wording import bare

REST = ""
"""The page of a name that means the same on all pages but those that were set apart."""
Node = tuple[str, str]
"""A name, and the page on which it means something of its own (or REST)."""
LONGEST = 15
"""Characters of the longest name of a place that is looked for: that of an autonomous prefecture."""


class Endings(Value, frozen=True, kw_only=True):
    """`calling.yaml`: what is passed over at the beginning of names, the endings of companies, and what has a shorter form."""

    before: tuple[str, ...]
    company: tuple[str, ...]
    short: dict[str, str]


@cache
def endings() -> Endings:
    """What is passed over. KnowledgeError where the file is broken.

    >>> "有限公司" in endings().company
    True
    """
    return decoded(Path(__file__).with_name("calling.yaml"), Endings)


@lru_cache(50_000)
def folded(name: str) -> str:
    """What names of one organisation have alike: its place, and its organ or its own name; empty where a name is nobody's alone.

    >>> folded("温州市龙湾区发展和改革局") == folded("龙湾区发改局") != folded("鹿城区发改局")
    True
    >>> folded("中共桐庐县委员会") == folded("桐庐县委"), folded("甲电子有限公司") == folded("甲电子集团"), folded("教育局")
    (True, True, '')
    """
    text = bare(name)
    for word in endings().before:
        text = text.removeprefix(word)
    code, own = _placed(text)
    own, known = (endings().short.get(own, own) if code else own), organ(own)
    if known is not None:
        return f"{code}|{known.short}" if code else ""
    ending = next((each for each in endings().company if own.endswith(each) and len(own) > len(each) + 1), "")
    core = own.removesuffix(ending)
    if not core or (not code and not ending and len(core) < _OWN):
        return ""
    return f"{code}|{core}{'#' if ending else ''}"


_OWN = 4
"""Characters from which a name without a place is somebody's own."""


def _placed(text: str) -> tuple[str, str]:
    """The place that a name begins with, the deepest of a chain, and the rest; a place of several codes counts by its name."""
    code, at, above = "", 0, frozenset[str]()
    while at < len(text):
        end = next((end for end in range(min(len(text) - 1, at + LONGEST), at + 1, -1) if text[at:end] in places.aliases()), 0)
        if not end:
            break
        bearers = [each.code for each in places.named(text[at:end])]
        inside = [each for each in bearers if any(places.within(each, over) for over in above)] if above else bearers
        if not inside:
            break
        code, above = (inside[0] if len(inside) == 1 else text[at:end]), frozenset(inside)
        at = end
    return code, text[at:]


def meanings(decided: Iterable[Judgement]) -> dict[Node, str]:
    """The key of the organisation that names mean where people said so; a name that means what it always does is not among them.

    >>> from .judgement import named_at
    >>> one, other = (named_at(ORGANIZATION, "p", name) for name in ("发改局", "发展和改革局"))
    >>> meanings([Judgement(verdict=Verdict.SAME, anchor=one, other=other)])
    {('发改局', ''): '发展和改革局'}
    >>> apart = Judgement(verdict=Verdict.DIFFERENT, anchor=one, other=named_at(ORGANIZATION, "q", "发改局"))
    >>> meanings([apart])
    {('发改局', 'p'): '发改局-2'}
    """
    said = [(each.verdict, each.anchor, each.other) for each in decided if each.anchor.type == ORGANIZATION and each.other]
    apart = {
        _of(anchor) for verdict, anchor, other in said if verdict is Verdict.DIFFERENT and anchor.value == other.value and anchor != other
    }
    verdicts: dict[tuple[Node, Node], Verdict] = {}
    for verdict, anchor, other in said:
        one, two = (_node(each, apart) for each in (anchor, other))
        if one != two and verdict is not Verdict.UNSURE:
            verdicts[min(one, two), max(one, two)] = verdict
    named = {node: f"{node[1]}/{node[0]}" for pair in verdicts for node in pair}
    nodes = {key: node for node, key in named.items()}
    pairs = {verdict: [(named[one], named[two]) for (one, two), each in verdicts.items() if each is verdict] for verdict in _TOLD}
    bonds = [Bond(one=one, other=two, score=1.0, firm=True) for one, two in pairs[Verdict.SAME]]
    groups = clusters(named.values(), bonds, never=pairs[Verdict.DIFFERENT])
    return dict(_keyed([[nodes[key] for key in group] for group in groups]))


_TOLD = (Verdict.SAME, Verdict.DIFFERENT)


def _of(anchor: Anchor) -> Node:
    return str(anchor.value), anchor.page


def _node(anchor: Anchor, apart: set[Node]) -> Node:
    return _of(anchor) if _of(anchor) in apart else (str(anchor.value), REST)


def _keyed(groups: Iterable[list[Node]]) -> Iterator[tuple[Node, str]]:
    """Each node with the key of its group: its longest name, or that name with a number where the name means another elsewhere."""
    numbers: dict[str, int] = {}
    for group in sorted(groups):
        names = [name for name, page in group if page == REST]
        if names:
            key = max(names, key=lambda name: (len(name), name))
        else:
            name = max((name for name, _ in group), key=lambda name: (len(name), name))
            numbers[name] = numbers.get(name, 1) + 1
            key = f"{name}-{numbers[name]}"
        yield from ((node, key) for node in group if node != (key, REST))
