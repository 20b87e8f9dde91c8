"""Names of persons where a report puts them: read from a known start, closed by what follows."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from shanhai.knowledge import names, words

from .lexicon import is_counted, is_manner, is_noun_and_word, is_ordinary, is_word, looks_named, ordinary
from .named import HAN, LONGEST_HAN, LONGEST_WORD, MARK, WRITTEN, Name, closed_by_word, closure, going, never, word_begins
from .transcribed import closed_off, dotted, is_spelled, spellings, syllables

GOVERNING = frozenset("让把被给向对从")  # verbs and prepositions that want an object
_JOINTS = frozenset("和与及")
_LEVEL = re.compile(r"自治[区州县旗]|[省市县区州旗盟镇乡村]")
_SPACED = re.compile(rf"([{HAN}])[ \u3000]+([{HAN}])")
# 石磊|种了, 柳岸|带着
_DONE = re.compile(rf"(?![了着过])[{HAN}]{{1,2}}(?:了(?!解)|着|过(?!程|去|来))")
_ASPECT = re.compile(f"了(?![解不])|着{words.unfollowed('随着', '着')}|过(?![程去来年硬关渡节])")
_ALL = "均"
_RARE = 3
_ADVERBIAL = "地而得"


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    every = names.surnames()
    return frozenset(s for s in every if len(s) == 1), frozenset(s for s in every if len(s) == 2)


def _name(text: str, start: int, end: int) -> Name | None:
    if end > len(text) or not WRITTEN.fullmatch(text, start, end) or not never().isdisjoint(text[start + 1 : end]):
        return None
    return Name(end=end, text=text[start:end], closure=closure(text, end))


def _with_surname(text: str, start: int) -> list[Name]:
    single, compound = _surnames()
    lengths: list[int] = []
    if text[start : start + 2] in compound:
        lengths = [4, 3]
    if text[start : start + 1] in single:
        lengths = [*lengths, 3, 2]
    found = [n for n in (_name(text, start, start + k) for k in dict.fromkeys(lengths)) if n]
    found = [n for n in found if not going(n) and not _running(text, n)]
    return [n for n in found if n.closure == MARK or not is_manner(n.text)]  # 主席|简要|介绍, though 领导温暖、李四


def _running(text: str, name: Name) -> bool:
    """Whether what has the form of a name is running text: 高兴|地, 于|近日, 占|三成, 张|大爷."""
    first, given = name.text[0], name.text[1:]
    if given in words.words("称呼") or (given[-1] in _ADVERBIAL and len(name.text) == LONGEST_HAN and is_word(name.text[:-1])):
        return True
    return len(given) > 1 and is_counted(given) and (names.surnames().get(first, 0) > 1 or first in words.words("名后"))


def _best(text: str, candidates: list[Name]) -> Name | None:
    closed = [n for n in candidates if n.closure]
    return max(closed, key=lambda n: (_held_back(text, n), n.closure, n.end), default=None)


def _held_back(text: str, name: Name) -> bool:
    """Whether the last character belongs to the name: 李四|向代表团 does not read 李四向, though 李四向，would."""
    if name.closure == MARK or len(name.text) < LONGEST_HAN or name.text.endswith(words.words("民族名尾")):
        return True
    if text[name.end - 1] in _JOINTS and _LEVEL.match(text, name.end):
        return False  # 王五和|自治区主席李四, though 熊致和介绍
    if text[name.end - 1] in GOVERNING and text.startswith(words.words("言说"), name.end):
        return True  # 杜宁让|介绍: what governs nothing is no verb
    if text[name.end - 1] not in _particles():
        return True
    if text[name.end - 1] == _ALL and re.search(rf"(?:^|[。！？\n]){name.text}", text):
        return True  # 于瑞均对代表团表示欢迎: nobody else is told of who would be all
    return text[name.end - 1] == _ALL and text.startswith(words.words("带领"), name.end)  # one alone leads: 于瑞均|带队


@cache
def _particles() -> frozenset[str]:
    return frozenset(words.words("非名尾字"))


def _likely(name: Name) -> bool:
    """Whether a name is more than an ordinary word (学生|毕业), or than one behind what only rarely is a surname (种|养殖)."""
    return not is_ordinary(name.text) and (names.surnames().get(name.text[0], 0) < _RARE or not ordinary(name.text))


def _said(name: Name, borders: Container[int]) -> bool:
    """Whether what has the form of a name is what people do or are: 群众|齐心干, 游客|来村里, 学生|谈收|获."""
    rank = names.surnames().get(name.text[0], 0)
    if rank < _RARE - 1:
        return False
    worded = is_ordinary(name.text[:2]) or (rank >= _RARE and is_word(name.text[1:]) and not looks_named(name.text))
    crossed = bool(borders) and name.closure < MARK and name.end not in borders
    return crossed or (len(name.text) == LONGEST_HAN and worded)


def _prose(text: str, start: int, borders: Container[int]) -> bool:
    """Whether a sentence goes on where a name would begin: 民警|查询，, 书记|来|学校, 教练|指挥|战斗.

    A word and one character more may be a name (市长|全景|文), above all where something closes it.
    """
    if start not in borders:
        return False
    stop = next((end for end in range(start + 1, start + LONGEST_WORD + 1) if end in borders), start)
    if any(n.closure >= MARK - 1 and n.end > stop and looks_named(text[stop : n.end]) for n in spellings(text, start)):
        return False  # 书记|木合|塔尔|参加
    behind = next((end for end in range(stop + 1, stop + LONGEST_WORD + 1) if end in borders), stop)
    if stop - start == 1:
        rare = names.surnames().get(text[start], _RARE) >= _RARE - 1  # 来, 应, 都, not 于, 曾
        return rare and behind - stop > 1 and text[start] in words.words("名后") and is_ordinary(text[stop:behind])
    longer = (n for n in _with_surname(text, start) if n.end == stop + 1 and len(n.text) == LONGEST_HAN)
    if any(n.closure for n in longer):
        return False
    goes_on = (behind - stop > 1 and is_word(text[stop:behind])) or not WRITTEN.match(text, stop) or text[stop] in _particles()
    return stop - start > 1 and goes_on and is_ordinary(text[start:stop])


def _across(text: str, name: Name, borders: Container[int]) -> bool:
    """Whether a name is a word and the beginning of the next: 干部|利用|协|作资金."""
    last = name.end - 1
    if name.closure == MARK or len(name.text) < LONGEST_HAN or last not in borders or name.end in borders or not is_ordinary(name.text[:2]):
        return False
    stop = next((end for end in range(name.end + 1, name.end + LONGEST_WORD) if end in borders), name.end)
    return is_ordinary(text[last:stop])


def _repeated(text: str, candidates: list[Name]) -> Name | None:
    """Nothing that follows closes the name, but the page prints the same characters again."""
    return next((n for n in candidates if len(n.text) > 2 and text.count(n.text) > 1), None)


def _let_go(text: str, name: Name, borders: Container[int], *, posted: bool) -> Name:
    """The name without its last character where a word of running text begins with that: 王强|来到; a word of manner only behind a post."""
    if name.closure == MARK or len(name.text) < LONGEST_HAN:
        return name
    kept = name.text[:-1]
    if len(name.text) == LONGEST_HAN and _ASPECT.match(text, name.end):
        return Name(end=name.end - 1, text=kept, closure=1)  # 童谣|留了下来
    if name.end in borders or not word_begins(text, name.end - 1, borders):
        return name
    told = is_manner(kept) and (not posted or is_counted(kept))  # 书记|首次|提出
    return name if told else Name(end=name.end - 1, text=kept, closure=MARK - 1)


def _known_as(text: str, name: Name, borders: Container[int]) -> Name:
    """What is to the dictionary a name, closed by a word or by what he did behind it: 村民|石磊|种了, 群众|海国宝|提出."""
    if name.closure or not looks_named(name.text):
        return name
    stop = next((end for end in range(name.end + 2, name.end + LONGEST_WORD + 1) if end in borders), None)
    closed = _DONE.match(text, name.end) or (name.end in borders and stop is not None and is_word(text[name.end : stop]))
    return Name(end=name.end, text=name.text, closure=1) if closed else name


def _spelled_on(text: str, name: Name, borders: Container[int]) -> Name:
    """The name with the word behind it that is a name of another language: 县长格桑|罗布|领着, 书记马乙|布拉|参加."""
    stop = next((end for end in range(name.end + 2, name.end + LONGEST_WORD) if end in borders), name.end)
    rest = text[name.end : stop]
    if name.closure or name.end not in borders or name.text[-1] in _particles() or not rest:
        return name
    if not looks_named(rest) or not syllables().issuperset(rest):
        return name
    return Name(end=stop, text=name.text + rest, closure=1)


def is_name(text: str) -> bool:
    """Whether a string has the form of a Han name: a surname, then one or two characters that occur in given names.

    >>> is_name("李小四"), is_name("进行了")
    (True, False)
    """
    single, _ = _surnames()
    return 2 <= len(text) <= 3 and text[0] in single and _name(text, 0, len(text)) is not None


def _unlisted(text: str, start: int, borders: Container[int]) -> Name | None:
    """A surname that no list has, right after a post: only a name of no ordinary words that a mark or a word of running text closes."""
    if text[start : start + 1] in never():
        return None
    if (
        (led := _name(text, start, start + LONGEST_HAN))
        and text.startswith(words.words("名后动词"), led.end)
        and is_noun_and_word(led.text)
    ):
        return led  # 副市长|铁杏树|陪同
    found = [n for k in (3, 2) if (n := _name(text, start, start + k)) and not ordinary(n.text)]
    # 玄顺姬|看到, though 秘书|小方|回头
    candidates = [
        n
        for n in found
        if (_wholly(n) and (n.closure == MARK or n.end in borders or not borders))
        or text.startswith(words.words("名后动词"), n.end)
        or (len(n.text) == LONGEST_HAN and word_begins(text, n.end, borders))
    ]
    return max(candidates, key=lambda n: (n.closure, n.end), default=None)


def _wholly(name: Name) -> bool:
    """Whether three characters are a name: a mark closes them, or a word does and no two of them are one."""
    parts = (name.text[:2], name.text[1:])
    return len(name.text) == LONGEST_HAN and (name.closure == MARK or (name.closure > 0 and not any(map(ordinary, parts))))


def _unworded(name: Name) -> bool:
    """Whether a name has three characters, no two of which are a word: 教师|陈志强|走进教室, though 教师|高度重|视."""
    return len(name.text) == LONGEST_HAN and not any(map(ordinary, (name.text[:2], name.text[1:])))


def _called_so(text: str, start: int) -> bool:
    """县长|向明华|出席, where 向 is a surname: what follows it is no ordinary word, and a mark or a verb closes the name."""
    found = [n for n in _with_surname(text, start) if not any(ordinary(text[start + 1 : end]) for end in (n.end, n.end + 1))]
    return any(n.closure >= MARK - 1 for n in found)


def read_name(text: str, start: int, *, posted: bool = False, doubted: bool = False, borders: Container[int] = ()) -> Name | None:
    """The name that begins at `start`, or None.

    `posted` says that a post stands right before it: then a rare surname may begin it, and where nothing that follows closes the
    name a border of words (`borders`, offsets) does. `doubted` says that what stands before it is as often no post (贫困户).

    >>> read_name("洪小莲率富阳区代表团", 0).text
    '洪小莲'
    >>> read_name("李四说，", 0).text
    '李四'
    """
    if text[start : start + 1] in _particles() and not (posted and _called_so(text, start)):
        return None
    if (whole := dotted(text, start)) is not None:
        return whole
    closed = closed_off(text, start, borders) if posted else None
    if closed is None and (posted or doubted) and _prose(text, start, borders):
        return None
    spaced = _SPACED.match(text, start)
    if spaced and spaced[1] in _surnames()[0] and (not WRITTEN.match(text, spaced.end()) or closure(text, spaced.end()) > 1):
        return Name(end=spaced.end(), text=spaced[1] + spaced[2], closure=2)
    surnamed = [_let_go(text, n, borders, posted=posted) for n in _with_surname(text, start)]
    if posted:
        surnamed = [_spelled_on(text, n, borders) for n in surnamed if not _across(text, n, borders)]
    if posted or doubted:
        surnamed = [closed_by_word(text, n, borders) if posted or _unworded(n) else n for n in surnamed]
    written = [n for n in spellings(text, start) if is_spelled(text, n, borders)]
    if doubted:
        surnamed = [_known_as(text, n, borders) for n in surnamed if _likely(n) and not _said(n, borders)]
        written = [n for n in written if not _said(n, ())]
    written += [closed] if closed is not None else []
    found = _best(text, [*surnamed, *written]) or _repeated(text, surnamed)
    if found or not posted:
        return found
    return _unlisted(text, start, borders) or next(
        (n for n in surnamed if n.end in borders and len(n.text) <= LONGEST_HAN and not is_ordinary(n.text)), None
    )
