"""GBK that lost a byte: from there on characters are read from the halves of two, until the cheapest reading of the line finds the gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import inf

from shanhai.knowledge.characters import bands, familiarity
from shanhai.model.struct import Value

# What a character costs by its band, what any other of GB 2312 level 1, level 2, private use, and all that only GBK has, what a mark costs;
# what a lost byte costs. With one byte lost from each of 1,448 lines of bench/pages, half of them traditional, 80 % came back but for two
# characters, and no sound line was changed; a lower gap cost begins to change sound lines (tests/pages/test_realign.py).
BAND_COST = {1: 1.0, 2: 2.0, 3: 3.5}
MARK_COST, FIRST_LEVEL, SECOND_LEVEL, PRIVATE_COST, RARE_COST = 2.0, 4.0, 6.0, 7.0, 9.0
GAP_COST = 8.0
ASCII_COST = 1.5
# A mended line is prose, one that needs mending is not: shares of common characters (≥ .88 in text, `shanhai.knowledge.characters`).
SENSE, NONSENSE = 0.85, 0.7
# A headline full of names is less common, its misreading much less: of lines of bench/pages that lost a byte and stay under SENSE, the
# share rises by .2 and more, the cost falls to .38–.71; of sound lines that are doubtful, none is changed.
GAIN, SAVING = 0.2, 0.75
# Bytes of a line; longer ones are cut, so that no line costs more than others.
LONGEST = 4000

_HIGH = re.compile(rb"[\x80-\xff]")
# Readings spliced into text are damage of another kind, which `shanhai.restore` undoes from the bytes as they are.
_PINYIN = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")


class Realigned(Value, frozen=True, kw_only=True):
    """A decoded text, and how many bytes stood without their other half (U+FFFD stands for each)."""

    text: str
    gaps: int = 0


def decode_gbk(octets: bytes) -> Realigned:
    r"""The text of GB18030 bytes, with lines that lost bytes read from where they make sense again.

    >>> octets = "双方签署结对合作框架协议".encode("gbk")
    >>> decode_gbk(octets[:7] + octets[8:]).text
    '双方签\ufffd结对合作框架协议'
    """
    lines, gaps = [], 0
    for line in octets.split(b"\n"):
        text = line.decode("gb18030", "replace")
        if _HIGH.search(line) and _doubtful(text) and not _PINYIN.search(text):
            mended = "".join(_read(line[at : at + LONGEST]) for at in range(0, len(line), LONGEST))
            if _is_better(mended, text):
                gaps += mended.count("\ufffd")
                text = mended
        lines.append(text)
    return Realigned(text="\n".join(lines), gaps=gaps)


def _is_better(mended: str, text: str) -> bool:
    """Whether another reading of a line is cheaper, and prose; or much cheaper, and much more like prose."""
    now, before = _cost(mended), _cost(text)
    if familiarity(mended) >= SENSE:
        return now < before
    return now < SAVING * before and familiarity(mended) >= familiarity(text) + GAIN


def _doubtful(text: str) -> bool:
    """Whether a line holds what no sound line holds, or, with rare characters, makes little sense."""
    return bool(_STRANGE.search(text)) or (bool(_rare().search(text)) and familiarity(text) < NONSENSE)


@cache
def _rare() -> re.Pattern[str]:
    """Any character but those of ASCII, the marks, GB 2312 level 1 and the bands."""
    plain = (bytes((lead, trail)) for lead in (0xA1, 0xA3, *range(0xB0, 0xD8)) for trail in range(0xA1, 0xFF))
    usual = {*"".join(pair.decode("gb2312", "ignore") for pair in plain), *bands()}
    return re.compile(f"[^\x00-\x7f{re.escape(''.join(sorted(usual)))}]")


def _cost(text: str) -> float:
    return sum(map(_sign_cost, text))


@cache
def _sign_cost(character: str) -> float:
    """What it costs to read this character, of however many bytes."""
    return ASCII_COST if character <= "\x7f" else GAP_COST if character == "\ufffd" else _pair_cost(character)


@cache
def _pair_cost(character: str) -> float:
    """What it costs to read this character where two bytes stand."""
    if band := bands().get(character):
        return BAND_COST[band]
    if "\ue000" <= character <= "\uf8ff":
        return PRIVATE_COST
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return RARE_COST
    if lead in (0xA1, 0xA3) and not character.isalnum():
        return MARK_COST
    return FIRST_LEVEL if 0xB0 <= lead <= 0xD7 else SECOND_LEVEL


def _read(line: bytes) -> str:
    """The cheapest reading of a line: pairs, fours, single bytes of ASCII, and gaps."""
    size = len(line)
    costs, widths = [0.0] + [inf] * size, [0] * (size + 1)
    for at, lead in enumerate(line):
        spent, after = costs[at], at + 1
        if lead < 0x80:
            if spent + ASCII_COST < costs[after]:
                costs[after], widths[after] = spent + ASCII_COST, 1
            continue
        if spent + GAP_COST < costs[after]:
            costs[after], widths[after] = spent + GAP_COST, 1
        if after == size:
            break
        if (cost := spent + _pair_costs(lead)[line[after]]) < costs[at + 2]:
            costs[at + 2], widths[at + 2] = cost, 2
        if 0x30 <= line[after] <= 0x39 and at + 4 <= size and (cost := spent + _unit_cost(line[at : at + 4])) < costs[at + 4]:
            costs[at + 4], widths[at + 4] = cost, 4
    return "".join(reversed(list(_backwards(line, widths))))


def _backwards(line: bytes, widths: list[int]) -> Iterator[str]:
    """The characters of a reading, the last first, by the width of the one that ends at each place."""
    at = len(line)
    while at:
        yield _sign(line[at - widths[at] : at])
        at -= widths[at]


@cache
def _sign(octets: bytes) -> str:
    """The character of these bytes; U+FFFD for one without its other half."""
    return "\ufffd" if len(octets) == 1 and octets[0] >= 0x80 else octets.decode("gb18030")


@cache
def _pair_costs(lead: int) -> list[float]:
    """The cost of this byte with each other behind it as one character."""
    return [_unit_cost(bytes((lead, trail))) for trail in range(0x100)]


@cache
def _unit_cost(octets: bytes) -> float:
    """The cost of these bytes as one character; infinite when they are not one."""
    try:
        character = octets.decode("gb18030")
    except UnicodeDecodeError:
        return inf
    return _pair_cost(character) if len(character) == 1 else inf
