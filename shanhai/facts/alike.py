"""Two bodies of one kind in a clause that speaks of a tie: a hospital with a hospital, a school with a school, whatever joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.model import Basis

from .context import Context
from .evidence import Claim
from .inference import Sign
from .masking import Key, Scene, Stage

RULE = "pairing.alike"
_FIRMS = frozenset({"company", "site"})  # of these any two of one kind stand in the list of what is visited
_APART, _LONGEST = re.compile("^、|[，：]"), 12  # what parts two bodies, characters between them
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


def _couples(scene: Scene, stage: Stage) -> Iterator[tuple[Key, Key]]:
    """The bodies of a sentence by kind, where there are two that may be two sides."""
    kinds: dict[str, dict[Key, frozenset[Key]]] = {}
    for unit in scene.units:
        for key in sorted(unit.bodies):
            kinds.setdefault(stage.kinds[key], {}).setdefault(key, unit.keys)
    for kind, found in kinds.items():
        if len(found) != 2 or kind.split("-")[0] in _FIRMS:
            continue
        (a, one), (b, other) = found.items()
        if not one & other and not a.endswith(b) and not b.endswith(a) and (kind in INSTITUTIONS or a[-_TAIL:] == b[-_TAIL:]):
            yield a, b


@cache
def _ties() -> re.Pattern[str]:
    return re.compile("|".join(words.alternation(name) for name in ("帮扶动词", "结谊名", "结缘")))


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile("|".join(words.alternation(name) for name in ("否定", "拟", "将来")))
