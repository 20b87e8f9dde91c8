"""The kinds of damage, and the one function that does them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.damage import web
from bench.damage.damaged import Damaged
from bench.damage.layout import add_menus, repeat_title
from bench.damage.masks import mask
from bench.damage.mirror import DOUBLED, KEYS, double_marks, mirror, splice_characters
from bench.damage.pinyin import splice_words
from bench.damage.script import traditional
from bench.damage.width import fold_width
from shanhai.model.errors import ShanhaiError

Change = Callable[[str, float, Random], tuple[str, int]]


def _plain(change: Callable[[str, float, Random], str]) -> Change:
    return lambda text, strength, draw: (change(text, strength, draw), 0)


KINDS: dict[str, tuple[Change, float]] = {
    "pinyin-characters": (splice_characters, KEYS),
    # 0.1: 119 words on a real page of 2,800 characters
    "pinyin-words": (_plain(splice_words), 0.1),
    "doubled-marks": (double_marks, DOUBLED),
    "mirror": (mirror, 1.0),
    "script": (_plain(lambda text, strength, draw: traditional(text)), 1.0),
    "width": (_plain(fold_width), 1.0),
    "repeated-title": (_plain(repeat_title), 0.75),
    "menus": (_plain(add_menus), 0.6),
    "masks": (_plain(mask), 0.5),
    "invisible": (_plain(web.hide), 0.05),
    "entities": (_plain(web.escape), 1.0),
    "lost-spaces": (_plain(web.lose_spaces), 1.0),
    "spaced": (_plain(web.space_out), 1.0),
    "line-breaks": (_plain(web.break_lines), 1.0),
    "watermarks": (_plain(web.watermark), 0.8),
    "advertisements": (_plain(web.advertise), 1.0),
    "spam": (_plain(web.spam), 0.5),
    "taiwan": (_plain(web.localise), 1.0),
    "years": (_plain(web.spoil_years), 1.0),
}


class DamageError(ShanhaiError):
    """A kind of damage that the generator does not know, or that cannot befall this text."""


def damage(text: str, kind: str, strength: float | None = None, seed: int = 0) -> Damaged:
    """Do damage of one kind, or of several joined by + one after the other; `strength` None takes each kind's usual one.

    >>> damage("甲县（乙市），丙区。", "width").text
    '甲县(乙市),丙区。'
    >>> damage("甲县", "fire")
    Traceback (most recent call last):
    ...
    bench.damage.kinds.DamageError: fire: no such kind of damage; take one of ...
    """
    damaged, crossings, strongest = text, 0, 0.0
    for name in kind.split("+"):
        if name not in KINDS:
            raise DamageError(name, "no such kind of damage", f"take one of {', '.join(KINDS)}")
        change, usual = KINDS[name]
        share = usual if strength is None else strength
        damaged, crossed = change(damaged, share, Random(f"{name}:{seed}"))
        crossings, strongest = crossings + crossed, max(strongest, share)
    return Damaged(text=damaged, truth=text, kind=kind, strength=strongest, seed=seed, crossings=crossings)
