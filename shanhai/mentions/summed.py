"""People listed by name and summed up by who they are: 看望了支教的|李四、王五、赵六|等老师."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import Scan, ordinary
from .person import is_name

_FEWEST = 2
_LENGTHS = (3, 2)  # characters of a name
_MARK, _JOINTS = "、", "、和"
_FAR = 60  # characters of a list


@cache
def _closed() -> re.Pattern[str]:
    counted = r"(?:\d+|[两三四五六七八九十]+)(?:名|位|人)?"
    return re.compile(rf"等(?:{counted})?[\u4e00-\u9fff]{{0,4}}?(?:{words.alternation('等人')})")


def find_summed(scan: Scan) -> Iterator[Mention]:
    """The persons of every list of names that is closed by who they are, two at least and not all of them words of the dictionary.

    >>> [m.text for m in find_summed(Scan("看望了在当地支教的柳明岸、温良玉、何夏至等老师。"))]
    ['柳明岸', '温良玉', '何夏至']
    """
    text = scan.text
    for closed in _closed().finditer(text):
        named: list[tuple[int, int]] = []
        end = closed.start()
        while end > closed.start() - _FAR and (start := _before(text, end)) is not None:
            named.append((start, end))
            if text[start - 1 : start] not in _JOINTS:
                break
            end = start - 1
        names = [text[a:b] for a, b in named]
        if len(names) >= _FEWEST and not all(map(ordinary, names)) and named[-1][0] in scan.borders:
            yield from (Mention(type="person", start=a, end=b, text=text[a:b], value=text[a:b]) for a, b in reversed(named))


def _before(text: str, end: int) -> int | None:
    """Where the name begins that ends at an offset: behind a mark the whole stretch, else the longest that can be a name."""
    near = max(0, end - _LENGTHS[0] - 1)
    mark = next((at for joint in reversed(_JOINTS) if (at := text.rfind(joint, near, end)) >= 0 and is_name(text[at + 1 : end])), -1)
    mark = max(mark, text.rfind(_MARK, near, end))
    if mark >= 0:
        return mark + 1 if is_name(text[mark + 1 : end]) else None
    return next((end - n for n in _LENGTHS if end >= n and is_name(text[end - n : end]) and text[end - n] not in _JOINTS), None)
