"""What a site puts around an article: the title again and again, menus, notices."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml


@cache
def furniture() -> dict[str, list[str]]:
    """Menus, crumbs, tails and notices of invented sites."""
    table: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "furniture.yaml").read_text("utf-8"))
    return {part: [str(line) for line in lines] for part, lines in table.items()}


def repeat_title(text: str, strength: float, draw: Random) -> str:
    r"""The first line again as page title, crumb, lead and link; `strength` is the share of these four places.

    >>> repeat_title("甲县到乙市\n正文。", 1.0, Random(0)).count("甲县到乙市")
    5
    """
    title, *body = text.split("\n")
    site, crumb = draw.choice(furniture()["sites"]), draw.choice(furniture()["crumbs"])
    above = [f"{title}_{site}", crumb.format(title=title)]
    below, after = [title], [f"上一篇：{title}"]
    kept = [[line for line in lines if draw.random() < strength] for lines in (above, below, after)]
    return "\n".join([*kept[0], title, *kept[1], *body, *kept[2]])


def add_menus(text: str, strength: float, draw: Random) -> str:
    r"""Menus above and notices below the article; `strength` is the share of the lines in stock.

    >>> add_menus("甲县到乙市\n正文。", 0.0, Random(0))
    '甲县到乙市\n正文。'
    """
    above = [line for line in furniture()["menus"] if draw.random() < strength]
    below = [line for line in furniture()["notices"] if draw.random() < strength]
    return "\n".join([*above, text, *below])
