"""What copying, printing and hacking do to the text of a page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HAN = "\u4e00-\u9fff"
BETWEEN = re.compile(f"(?<=[{HAN}])(?=[{HAN}])")
UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad"
ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "…": "&hellip;", "—": "&mdash;", "·": "&middot;", "《": "&#12298;", "》": "&#x300B;"}
WIDTHS = (24, 30, 36, 40)
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


@cache
def inserted() -> dict[str, Any]:
    """Names of invented sites, advertisements, brands and spam, and words of Taiwan."""
    table: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words" / "inserted.yaml").read_text("utf-8"))
    return table


def hide(text: str, strength: float, draw: Random) -> str:
    """Invisible characters between a share of the Chinese ones.

    >>> len(hide("甲县乙市", 1.0, Random(0)))
    7
    """
    return BETWEEN.sub(lambda _: draw.choice(UNSEEN) if draw.random() < strength else "", text)


def escape(text: str, strength: float, draw: Random) -> str:
    """A share of the quotation marks, dashes and dots as HTML entities.

    >>> escape("“甲县”", 1.0, Random(0))
    '&ldquo;甲县&rdquo;'
    """
    return "".join(ENTITIES[sign] if sign in ENTITIES and draw.random() < strength else sign for sign in text)


def lose_spaces(text: str, strength: float, draw: Random) -> str:
    """A share of the lines indented by question marks.

    >>> lose_spaces("甲县", 1.0, Random(0)) in {"???甲县", "????甲县"}
    True
    """
    return "\n".join("?" * draw.choice((3, 4)) + line if line and draw.random() < strength else line for line in text.split("\n"))


def space_out(text: str, strength: float, draw: Random) -> str:
    """A share of the lines that hold nothing but Chinese with a space between all characters.

    >>> space_out("甲县乙市", 1.0, Random(0))
    '甲 县 乙 市'
    """
    plain = re.compile(f"[{HAN}，。、；：！？“”（）《》]+")
    return "\n".join(" ".join(line) if plain.fullmatch(line) and draw.random() < strength else line for line in text.split("\n"))


def break_lines(text: str, strength: float, draw: Random) -> str:
    r"""A share of the paragraphs broken at one width.

    >>> break_lines("甲" * 50, 1.0, Random(0)).count("\n") > 0
    True
    """
    width = draw.choice(WIDTHS)
    return "\n".join("\n".join(re.findall(f".{{1,{width}}}", line)) if draw.random() < strength else line for line in text.split("\n"))


def watermark(text: str, strength: float, draw: Random) -> str:
    """The name of a site behind letters drawn anew, at the ends of a share of the paragraphs."""
    site = draw.choice(inserted()["watermarks"])

    def mark() -> str:
        letters = [draw.choice(LETTERS), draw.choice("23456789"), draw.choice(LETTERS)]
        draw.shuffle(letters)
        return "".join(letters) + str(site)

    return "\n".join(line + mark() if line.endswith("。") and draw.random() < strength else line for line in text.split("\n"))


def advertise(text: str, strength: float, draw: Random) -> str:
    """One advertisement again and again in the middle of words, at a share of one per two hundred characters."""
    line = draw.choice(inserted()["advertisements"])
    return BETWEEN.sub(lambda _: f"\n{line}\n" if draw.random() < strength / 200 else "", text)


def spam(text: str, strength: float, draw: Random) -> str:
    """A line of spam above the page, and below it with probability `strength`."""
    lines = ["|".join(draw.sample(inserted()["spam"], 4)) for _ in range(2)]
    return "\n".join([lines[0], text, *(lines[1:] if draw.random() < strength else [])])


def localise(text: str, strength: float, draw: Random) -> str:
    """A share of the words that a program gives Taiwan's form, and 壹 for 一 in words."""
    words = inserted()["taiwan"]
    return re.sub("|".join(words), lambda match: words[match[0]] if draw.random() < strength else match[0], text)


def spoil_years(text: str, strength: float, draw: Random) -> str:
    """Digits left behind in a share of the years.

    >>> spoil_years("2023年", 1.0, Random(0))
    '202323年'
    """
    return re.sub(r"(?<![0-9])(20[0-9]{2})年", lambda match: f"{match[1]}{match[1][2:]}年" if draw.random() < strength else match[0], text)
