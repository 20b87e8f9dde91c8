"""Two bodies of one kind in a clause that speaks of a tie: a hospital with a hospital, a school with a school, whatever joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.model import Basis

from .context import STORY, Context
from .evidence import Claim
from .holding import Holding
from .location import flatten
from .masking import Key, Scene, Stage
from .organizations import full_name
from .sign import Sign
from .stretch import clause

RULE = "pairing.alike"
Span = tuple[int, int]
_FIRMS = frozenset({"company", "site"})  # of these any two of one kind stand in the list of what is visited
_APART, _LONGEST = re.compile("^、|[，：]"), 12  # what parts two bodies, characters between them
_BOTH = re.compile(rf"两[地市县区州省家院](?:的)?(?P<body>{words.alternation('群团')}|[\u4e00-\u9fff]{{2,4}}(?:局|医院|学校|中学|小学))")
_TAIL = 2  # characters in which the names of two offices are alike (民政局, 总工会)


def of_a_kind(context: Context, stage: Stage) -> Iterator[Sign]:
    """The two bodies of a kind, each of its own place, that a sentence about a tie names, where it names no third of their kind."""
    for scene in stage.scenes:
        for a, b in _couples(scene, stage):
            spans = [next((u.start, u.end) for u in scene.units if key in u.bodies) for key in (a, b)]
            between = context.text[spans[0][1] : spans[1][0]]
            if _APART.search(between) or len(between) > _LONGEST:
                continue
            if not _ties().search(context.text, spans[0][1], scene.end) or _not_yet().search(context.text, scene.start, scene.end):
                continue
            claims = [Claim(field="", start=scene.start, end=scene.end, rule=RULE, basis=Basis.INFERRED)]
            claims += [Claim(field=field, start=x, end=y, rule=RULE) for field, (x, y) in zip(("a", "b"), spans, strict=True)]
            yield Sign(a=stage.sides[a], b=stage.sides[b], programme=None, claims=tuple(claims), start=scene.start)


def of_both(context: Context, holdings: Sequence[Holding]) -> Iterator[Sign]:
    """两地妇联签订了结对共建协议: the two bodies that the page names by the word behind 两地, each of its own place."""
    called: dict[str, Mapping[str, Span]] = {}
    for hit in _BOTH.finditer(context.text):
        stop = clause(context.text, hit.start(), hit.end())[1]
        tied = _ties().search(context.text, hit.end(), stop) and not _not_yet().search(context.text, hit.start(), stop)
        if not tied or context.kind_at(hit.start()) not in STORY:
            continue
        if (bodies := called.get(hit["body"])) is None:
            bodies = called[hit["body"]] = _called(context, holdings, hit["body"])
        if len(bodies) == 2:
            (a, one), (b, other) = bodies.items()
            claims = [Claim(field="", start=hit.start(), end=stop, rule=RULE, basis=Basis.INFERRED)]
            claims += [Claim(field=field, start=x, end=y, rule=RULE) for field, (x, y) in (("a", one), ("b", other))]
            yield Sign(a=a, b=b, programme=None, claims=tuple(claims), start=hit.start())


def _called(context: Context, holdings: Sequence[Holding], kind: str) -> Mapping[str, Span]:
    """The bodies of a page whose names end in a word, each with where it is first named; 县妇联 alone is nobody's."""
    named = (p for m in context.story for p in flatten((m,)) if p.type == "organization" and p.text.endswith(kind))
    own = [(full_name(context, p), (p.start, p.end)) for p in named if not _BOTH.search(p.text)]  # 甲市、|乙县两地工商联
    own += [(h.organization, (h.mention.start, h.end)) for h in holdings]
    found: dict[str, Span] = {}
    for name, span in own:
        if name and name.endswith(kind) and len(name) > len(kind) + 1:
            found.setdefault(name, span)
    return found


def _couples(scene: Scene, stage: Stage) -> Iterator[tuple[Key, Key]]:
    """The bodies of a sentence by kind, where there are two that may be two sides."""
    kinds: dict[str, dict[Key, tuple[Key, ...]]] = {}
    for unit in scene.units:
        for key in unit.bodies:
            kinds.setdefault(stage.kinds[key], {}).setdefault(key, unit.keys)
    for kind, found in kinds.items():
        if len(found) != 2 or kind.split("-")[0] in _FIRMS:
            continue
        (a, one), (b, other) = found.items()
        if set(one).isdisjoint(other) and not a.endswith(b) and not b.endswith(a) and (kind in INSTITUTIONS or a[-_TAIL:] == b[-_TAIL:]):
            yield a, b


@cache
def _ties() -> re.Pattern[str]:
    return re.compile("|".join(words.alternation(name) for name in ("帮扶动词", "结谊名", "结缘")))


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile("|".join(words.alternation(name) for name in ("否定", "拟", "将来")))
