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

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_BLANK = re.compile(r"\s+")


def main_content(html: str, text: str) -> tuple[Part, ...]:
    """The part of the published text between the first and the last line that the library keeps; none where it keeps nothing."""
    kept = [line for line in map(_bare, extract_plain_text(html, main_content=True, alt_texts=False, links=False).split("\n")) if line]
    if not kept:
        return ()
    whole, every = set(kept), "\n".join(kept)

    def is_kept(line: re.Match[str]) -> bool:
        bare = _bare(line[0])
        return bare in whole or (len(bare) >= LEAST and bare in every)

    lines = list(_LINE.finditer(text))
    first = next(filter(is_kept, lines), None)
    last = next(filter(is_kept, reversed(lines)), None)
    return (Part(kind=PartKind.MAIN, start=first.start(), end=last.end()),) if first and last else ()


def _bare(line: str) -> str:
    """A line without white space, bullets and table bars, which the library sets in its own way."""
    return _BLANK.sub("", line).strip("•|-*")
