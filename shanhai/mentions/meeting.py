"""Named meetings, fairs and ceremonies (座谈会, 联席会议, 推介会, 开工仪式)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanhai.model import Mention

from .edge import Edges
from .lexicon import Scan

_PAIR = re.compile(r"[—－\-–·、]+")


def _with_other_side(text: str, start: int, places: Sequence[Mention]) -> int:
    """甲区—乙县…座谈会: the name begins with the place before the dash."""
    for place in places:
        joint = _PAIR.match(text, place.end)
        if joint and joint.end() == start and "、" not in joint[0] and place.type != "deixis":
            return _with_other_side(text, place.start, places)
    return start


def find_meetings(scan: Scan, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every meeting; parts are the places in its name."""
    edges = Edges(scan, places, "meeting-stop")
    result = []
    for head in scan.longest("meeting"):
        start = _with_other_side(scan.text, edges.left(head.start, joined=True), places)
        inside = tuple(p for p in places if start <= p.start and p.end <= head.end)
        result.append(Mention(type="meeting", start=start, end=head.end, text=scan.text[start : head.end], value=head.text, parts=inside))
    return tuple(result)
