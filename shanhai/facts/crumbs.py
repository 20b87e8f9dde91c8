"""The path of crumbs above an article: 首页 > 新闻中心 > 本地要闻 > 正文 names the column, and sometimes the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from shanhai.model.struct import Value

from .byline import Item, labelled, words
from .lines import Line

_ARROW = re.compile(r"\s*(?:>>|->|[>＞»›→/／])\s*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A path that no words announce; two names with a bar between them are none.
LEAST_STEPS = 3
_LONGEST_STEP = 16
_LONGEST_PATH = 120


class Crumbs(Value, frozen=True, kw_only=True):
    """The first step of a path when it is no 首页, and the last one that is no 正文."""

    site: Item | None = None
    column: Item | None = None


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(words().crumb_lead)


def crumbs_of(text: str, found: Iterable[Line]) -> Crumbs:
    """The path of the first line that is one.

    >>> crumbs = crumbs_of("", [Line(start=0, end=21, text="当前位置：首页 > 新闻 > 县区要闻 > 正文")])
    >>> crumbs.column.value, crumbs.site
    ('县区要闻', None)
    """
    for line in found:
        if next(labelled(line.text, 0, len(line.text)), None):
            continue
        steps = _steps(line)
        if len(steps) >= LEAST_STEPS or (len(steps) > 1 and _lead().match(line.text)):
            ends = words().crumb_ends
            named = [step for step in steps if step.value not in ends]
            site = steps[0] if steps[0].value not in (*ends, *words().sections) and len(steps) > 2 else None
            column = next((step for step in reversed(named) if step is not site), None)
            return Crumbs(site=site, column=_as(column, "column"))
    return Crumbs()


def _as(item: Item | None, field: str) -> Item | None:
    return Item(field=field, value=item.value, start=item.start, end=item.end) if item else None


def _steps(line: Line) -> list[Item]:
    """The steps of a path, without the words that announce it; nothing for a line that is no path."""
    lead = _lead().match(line.text)
    begin = lead.end() if lead else 0
    if len(line.text) > _LONGEST_PATH or not (lead or _ARROW.search(line.text)):
        return []
    steps, at = [], begin
    for arrow in [*_ARROW.finditer(line.text, begin), None]:
        end = arrow.start() if arrow else len(line.text)
        value = line.text[at:end].strip(" \u3000[]【】<>＜＞|｜")
        if value:
            start = line.start + line.text.index(value, at)
            steps.append(Item(field="step", value=value, start=start, end=start + len(value)))
        at = arrow.end() if arrow else end
    return [step for step in steps if len(step.value) <= _LONGEST_STEP and _HAN.search(step.value)]
