"""Named meetings, fairs and ceremonies (座谈会, 联席会议, 推介会, 开工仪式)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention

from .edge import Edges
from .lexicon import Scan

_DASHES = "—－-–·"


def _with_other_side(text: str, start: int, ends: Mapping[int, Mention]) -> int:
    """甲区—乙县…座谈会: the name begins with the place before the dash."""
    joint = start
    while joint > 0 and text[joint - 1] in _DASHES:
        joint -= 1
    place = ends.get(joint) if joint < start else None
    return _with_other_side(text, place.start, ends) if place else start


def find_meetings(scan: Scan, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every meeting; whatever is found inside its name becomes its parts."""
    edges = Edges(scan, places, "meeting-stop")
    ends = {p.end: p for p in places if p.type != "deixis"}
    result = []
    for head in scan.longest("meeting"):
        if scan.text.startswith(words.words("会场"), head.end):
            continue
        start = _with_other_side(scan.text, edges.left(head.start, joined=True), ends)
        result.append(Mention(type="meeting", start=start, end=head.end, text=scan.text[start : head.end], value=head.text))
    return tuple(result)
