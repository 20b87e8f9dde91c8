"""The path of crumbs above an article: 首页 > 新闻中心 > 本地要闻 > 正文 names the column, and sometimes the site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shanhai.knowledge.places import aliases
from shanhai.model.struct import Value

from .byline import Item
from .lines import Line
from .stamp import read_stamp
from .title import bare
from .wording import pattern, words

# A sign that a charset lost is a question mark between blanks.
_ARROW = re.compile(r"\s*(?:>>|->|→|[>»›/])\s*|\s+[?？]\s+")
# Signs that part steps and nothing else; slashes, hyphens and boxes part the entries of menus too.
_SURE = re.compile(r">|→|»|›")
_BARS = re.compile(r"\s*-\s*")
_BOX = re.compile(r"\[([^\[\]]{2,16})\]\s*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LABEL = re.compile(r"[:：]")
# A path that no words and no 首页 announce; so many names between slashes are a menu.
LEAST_STEPS, MENU_STEPS = 3, 5
_LONGEST_STEP = 16
# Shorter first steps are places and sections.
LEAST_SITE = 3
# A step so long may be the beginning of the title.
LEAST_TITLE = 10
_LONGEST_PATH = 120


class Crumbs(Value, frozen=True, kw_only=True):
    """The first step of a path when it is no 首页, and the last one that is no 正文."""

    site: Item | None = None
    column: Item | None = None


def crumbs_of(found: Iterable[Line], title: str = "") -> Crumbs:
    """The path of the first line that is one; the article's own title is no step of it.

    >>> crumbs = crumbs_of([Line(start=0, end=21, text="当前位置：首页 > 新闻 > 县区要闻 > 正文")])
    >>> crumbs.column.value, crumbs.site
    ('县区要闻', None)
    """
    for line in found:
        led = pattern("crumb_lead").match(line.text) or pattern("crumb_lead_within").search(line.text)
        every = _steps(line, led.end() if led else 0)
        steps = [step for step in every if not _is_title(step.value, title)]
        homed = bool(steps) and _is_home(steps[0].value)
        if not steps or (len(every) < LEAST_STEPS and not led and not homed and not _ARROW.match(line.text)):
            continue
        weak = not led and not _SURE.search(line.text)
        if weak and (len(steps) >= MENU_STEPS or not (homed or _BOX.match(line.text) or pattern("site_tail").search(steps[0].value))):
            continue
        return _read(steps, led=bool(led) or len(every) > len(steps))
    return Crumbs()


def _read(steps: list[Item], *, led: bool) -> Crumbs:
    ends = words().crumb_ends
    first = _without_home(steps[0])
    known = first.value in (*ends, *words().sections, *words().no_site) or first.value in aliases() or steps[0].value in ends
    opens = not known and len(first.value) >= LEAST_SITE and (len(steps) > 2 or (len(steps) == 2 and led))
    site = first if opens and not pattern("platform").match(first.value) else None
    named = [step for step in steps[1:] if step.value not in ends]
    column = named[-1] if named else (steps[0] if not site and not _is_home(steps[0].value) and len(steps) == 1 else None)
    if column and pattern("platform").match(column.value):
        column = None
    return Crumbs(site=site, column=_as(column, "column"))


def _is_title(step: str, title: str) -> bool:
    """Whether a step says the title, or the most of it."""
    one, two = bare(step), bare(title)
    return one == two or (len(one) >= LEAST_TITLE and one in two)


def _is_home(value: str) -> bool:
    return value in words().crumb_ends or value.endswith("首页")


def _without_home(step: Item) -> Item:
    """A site's name without 首页 behind it."""
    value = re.sub(r"(?<=..)(?:网站)?首页$", "", step.value)
    return Item(field="step", value=value, start=step.start, end=step.start + len(value))


def _as(item: Item | None, field: str) -> Item | None:
    return Item(field=field, value=item.value, start=item.start, end=item.end) if item else None


def _steps(line: Line, begin: int) -> list[Item]:
    """The steps of a path, without the words that announce it; nothing for a line that is no path."""
    text = line.text
    if len(text) > _LONGEST_PATH or (not begin and _LABEL.search(text)):
        return []
    boxes = list(_BOX.finditer(text, begin))
    if len(boxes) > 1 and boxes[0].start() == begin and boxes[-1].end() == len(text) and any(_is_home(box[1]) for box in boxes):
        spans = [(box.start(1), box.end(1)) for box in boxes]
    else:
        arrows = list(_ARROW.finditer(text, begin)) or _bars(text, begin)
        if not arrows and not begin:
            return []
        spans = list(zip([begin, *(a.end() for a in arrows)], [*(a.start() for a in arrows), len(text)], strict=True))
    return [step for a, b in spans if (step := _step(line, a, b))]


def _bars(text: str, begin: int) -> list[re.Match[str]]:
    """Hyphens part steps only behind 首页."""
    home = re.match(r"\s*(?:网站)?首页\s*-", text[begin:])
    return list(_BARS.finditer(text, begin)) if home else []


def _step(line: Line, start: int, end: int) -> Item | None:
    """A step's first words; what follows a blank is another thing."""
    value = line.text[start:end].strip(" \u3000[]【】<>|:：\t")
    parts = value.split()
    if not parts or not _HAN.search(value) or read_stamp(value):
        return None
    value = parts[0] if _HAN.search(parts[0]) and not re.search(r"[A-Za-z]$", parts[0]) else value
    if len(value) > _LONGEST_STEP + 4:
        return None
    at = line.start + line.text.index(value, start)
    return Item(field="step", value=value, start=at, end=at + len(value))
