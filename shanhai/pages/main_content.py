"""Where a library for main content sees the article: the stretch from its first line to its last.

Only the ends are taken. Of the 216 lines of articles in the HTML of bench/layouts none lies outside them, but 328 lines of the sites lie
inside; what is article in between is decided on the restored text (`shanhai.facts.blocks`).
"""

from __future__ import annotations

import re

from resiliparse.extract.html2text import extract_plain_text

from shanhai.model import Part, PartKind

# A line that the library joined or cut is known by so many characters in a row.
LEAST = 16

_BLANK = re.compile(r"\s+")


def main_content(html: str, text: str) -> tuple[Part, ...]:
    """The part of the published text between the first and the last line that the library keeps; none where it keeps nothing."""
    kept = [line for line in map(_bare, extract_plain_text(html, main_content=True, alt_texts=False, links=False).split("\n")) if line]
    if not kept:
        return ()
    whole, every = set(kept), "\n".join(kept)
    inside = [
        (line.start(), line.end())
        for line in re.finditer(r"\S(?:[^\n]*\S)?", text)
        if (bare := _bare(line[0])) in whole or (len(bare) >= LEAST and bare in every)
    ]
    return (Part(kind=PartKind.MAIN, start=inside[0][0], end=inside[-1][1]),) if inside else ()


def _bare(line: str) -> str:
    """A line without white space, bullets and table bars, which the library sets in its own way."""
    return _BLANK.sub("", line).strip("•|-*")
