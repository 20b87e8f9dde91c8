"""Named meetings, fairs and ceremonies (座谈会, 联席会议, 推介会, 开工仪式)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention

from .edge import Edges
from .lexicon import Scan

LONGEST_REST = 18  # characters between a motto and where a name would begin without it
_LONGEST_QUOTED, _MARKS = 24, re.compile(r"[“”，。；：！？\n]")
_ACTIVITY = re.compile(r"“[^“”，。；\n]{2,18}”(?:系列)?活动\Z")
_MOTTO = re.compile(r"“[^“”，。；：\n]{4,24}”(?:\d{4}年)?(?P<rest>[\u4e00-\u9fff]{0,12})\Z")
_NUMBERED = re.compile(r"第[一二三四五六七八九十百零\d]+届(?:中国[—－\-–·]*)?\Z")
_JOINED = re.compile(r"(?:以及|[和及与])")
_SENTENCE = re.compile(r"[“”。；！？\n]")
_LEADING = ("的", "在", "行", "开", "办", "，", "。", "\n", "")  # 随后举行的|甲市、乙州座谈会
_DASHES = "—－-–·"


def _with_other_side(text: str, start: int, ends: Mapping[int, Mention]) -> int:
    """甲区—乙县…座谈会: the name begins with the place before the dash."""
    joint = start
    while joint > 0 and text[joint - 1] in _DASHES:
        joint -= 1
    if joint == start and text[start - 1 : start] == "、" and start - 1 in ends and any(p.start == start for p in ends.values()):
        before = ends[start - 1].start
        return before if text[before - 1 : before] in _LEADING else start
    place = ends.get(joint) if joint < start else None
    return _with_other_side(text, place.start, ends) if place else start


def _quoted(scan: Scan, head: int, end: int) -> int:
    """“甲企走进乙·丙投资|洽谈会”: where a name begins that stands in quotation marks by itself; 0 where none does."""
    opened = scan.text.rfind("“", max(0, head - _LONGEST_QUOTED), head) if scan.text.startswith("”", end) else -1
    inside = scan.text[opened + 1 : head]
    if opened < 0 or not inside or _MARKS.search(inside) or any(opened < at <= head for at in scan.stops("meeting-stop")):
        return 0
    return opened + 1


def _unclosed(text: str, start: int, head: int) -> int:
    """“甲货出山、|乙货入甲”恳谈会: a name whose quotation mark closes inside it begins with the one that opens."""
    if text.count("”", start, head) <= text.count("“", start, head):
        return start
    opened = text.rfind("“", max(0, start - _LONGEST_QUOTED), start)
    return start if opened < 0 or _SENTENCE.search(text, opened + 1, start) else opened


def _behind_motto(scan: Scan, start: int) -> int:
    """“甲山海 乙情深”甲产业发展|乙省某集团推介会: the name begins with what it is held under."""
    motto = _MOTTO.search(scan.text, max(0, start - _LONGEST_QUOTED - LONGEST_REST), start)
    if motto is None or any(motto.start("rest") < at <= start for at in scan.stops("meeting-stop")):
        return start
    return motto.start()


def _numbered(text: str, start: int) -> int:
    """第三届|甲市展销会: the name begins with which of them it is."""
    which = _NUMBERED.search(text, max(0, start - LONGEST_REST), start)
    return which.start() if which else start


def _second(text: str, start: int, head: int, before: int) -> int:
    """甲捐赠仪式和|乙聘任仪式: where the second of two that are joined begins, if more than its head noun stands there."""
    joint = _JOINED.match(text, before) if start < before < head else None
    return joint.end() if joint and joint.end() < head else start


def _of_activity(text: str, start: int) -> int:
    """“甲企行”活动|乙市投资恳谈会: the name begins with the activity of which the meeting is a part."""
    activity = _ACTIVITY.search(text, max(0, start - _LONGEST_QUOTED), start)
    return activity.start() if activity else start


def _before_order(text: str, start: int, edges: Edges, ends: Mapping[int, Mention]) -> int:
    """甲市—乙县“丙基金”首次|捐赠仪式: the name begins with the place before the order that stands in it."""
    order = words.ending("头次", text, start)
    begun = edges.left(start - len(order), joined=True) if order else start
    return begun if any(place.start == begun for place in ends.values()) else start


def _of_pair(scan: Scan, start: int, edges: Edges, ends: Mapping[int, Mention]) -> int:
    """甲医院对口帮扶|乙县医院签约仪式: the name begins with who helps the one after whom it seems to be called."""
    tie = words.ending("对口帮扶", scan.text, start)
    helper = start - len(tie)
    if not tie or not (helper in ends or any(hit.end == helper for hit in scan.hits("suffix"))):
        return start
    return edges.left(helper, joined=True)


def find_meetings(scan: Scan, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every meeting; whatever is found inside its name becomes its parts."""
    edges = Edges(scan, places, "meeting-stop")
    ends = {p.end: p for p in places if p.type != "deixis"}
    result: list[Mention] = []
    for head in scan.longest("meeting"):
        if scan.text.startswith(words.words("会场"), head.end):
            continue
        start = _quoted(scan, head.start, head.end) or edges.left(head.start, joined=True)
        start = _with_other_side(scan.text, _before_order(scan.text, start, edges, ends), ends)
        start = _behind_motto(scan, _of_activity(scan.text, _unclosed(scan.text, start, head.start)))
        start = _of_pair(scan, _numbered(scan.text, start), edges, ends)
        start = _second(scan.text, start, head.start, result[-1].end if result else 0)
        result.append(Mention(type="meeting", start=start, end=head.end, text=scan.text[start : head.end], value=head.text))
    return tuple(result)
