"""Which body a bare head leads whose title says how its name ends: 所长 a 所, 会长 a 会, 指挥长 a 指挥部."""

from __future__ import annotations

from collections.abc import Iterator

from shanhai.knowledge import words
from shanhai.mentions.site import kind_of
from shanhai.model import Mention

from .context import Context
from .location import flatten

_HEAD, _BACK, _SIZE = "长", 200, 10  # characters: of a paragraph, and of the number of a delegation
_COMMANDS = {"指挥长": "指挥部", "总指挥": "指挥部", "领队": "队"}
_ASSOCIATED, _ASSOCIATION, _GROUP, _BY = "会", "association", "集团", "由"


def headed_body(context: Context, title: str, start: int) -> str | None:
    """The body that publishes the page, else the nearest one before in the paragraph, else the only one that the page names."""
    unit = unit_of(title)
    if unit is None:
        return None
    publishers = (context.source.publisher, context.source.source_name)
    ours = (name for name in publishers if name and name.endswith(unit) and not name.endswith(_GROUP))
    own = next((name for name in ours if unit != _ASSOCIATED or kind_of(name) == _ASSOCIATION), None)
    if own is not None and not context.text.endswith(_BY, 0, start):
        return own
    begun, _ = context.paragraph(start)
    near = (m for outer in context.before(start, max(begun, start - _BACK)) for m in flatten((outer,)))
    if (told := next((name for m in near if (name := _ending(m, unit))), None)) is not None:
        return told
    named = {name for m in context.bodies if (name := _ending(m, unit))}
    whole = [name for name in named if not any(other != name and other.endswith(name) for other in named)]
    return whole[0] if len(whole) == 1 else None


def unit_of(title: str) -> str | None:
    """How the name of a body ends that a title heads.

    >>> unit_of("副所长"), unit_of("总指挥"), unit_of("主任")
    ('所', '指挥部', None)
    """
    told = next((unit for post, unit in _COMMANDS.items() if title.endswith(post)), None)
    return told or (title[-2] if len(title) > 1 and title.endswith(_HEAD) else None)


def _ending(body: Mention, unit: str) -> str | None:
    """The name of a body that its head is called after, without its committee: 甲医院|党委; null for any other, and for a bare 指挥部."""
    committee = words.ending("党组织", body.text)
    name = body.text.removesuffix(committee) if committee else body.text
    if body.type != "organization" or not name.endswith(unit) or len(name) <= len(unit) + 1 or name.endswith(_GROUP):
        return None
    return name if unit != _ASSOCIATED or body.value == _ASSOCIATION else None


def led_body(context: Context, start: int) -> str | None:
    """The body right before who leads it, or whose delegation stands there: 甲商会考察组一行8人在|会长李四带领下."""
    for group in _led(context, start):
        kind = group.value if group.type == "delegation" else None
        name = group.text.removesuffix(kind or "")
        if name and name != (group.parts[0].text if group.parts else None):
            return name
    return None


def _led(context: Context, start: int) -> Iterator[Mention]:
    for type_ in ("organization", "delegation"):
        found = context.of_type(type_, max(0, start - _BACK), start)
        yield from (m for m in found if follows(context.text, m.end, start - 1))


def follows(text: str, end: int, start: int) -> bool:
    """Whether nothing but the number of its people stands between a delegation and the word that tells who leads it.

    >>> follows("考察团一行8人在县长", 3, 7), follows("考察团访问乙县，在县长", 3, 8)
    (True, False)
    """
    return end == start or (text.startswith("一行", end) and start - end <= _SIZE and text[start - 1] in "行人名")
