"""One automaton over every name and word that a finder looks for; a text is scanned once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter

import daachorse
import rjieba

from shanhai.knowledge import organizations, places, posts, programmes, words, zones
from shanhai.model import OrganizationKind
from shanhai.model.struct import Value


class Hit(Value, frozen=True, kw_only=True):
    """An occurrence of a known name: its category in the lexicon and its span."""

    category: str
    start: int
    end: int
    text: str
    detail: str = ""


_START = itemgetter(0)
_GIVEN = 2  # characters of most given names
# Parts of speech of running text, as jieba's dictionary tags them.
_RUNNING = frozenset({"v", "d", "c", "p", "r", "f", "t"})
WORD_CATEGORIES = {
    "delegation": "代表团",
    "meeting": "会名",
    "deixis": "我区",
    "stop": "左界",
    "meeting-stop": "会左界",
    "no-place": "非地名",
}


def _entries() -> Iterator[tuple[str, str, str]]:
    for alias, meanings in places.aliases().items():
        kinds = {m.kind for m in meanings}
        if len(alias) == 1:
            yield alias, "abbreviation", "|".join(dict.fromkeys(m.code for m in meanings))
            continue
        full = bool(kinds & {"name", "former-name", "common"})
        yield alias, "place" if full else "short", "|".join(dict.fromkeys(m.code for m in meanings))
    for name, codes in places.townships().items():
        if len(name) > 2:
            yield name, "township", "|".join(codes)
    for name in zones.zones():
        yield name, "zone", name
    for title in posts.titles():
        yield title, "title", ""
    for organ, kind in {**organizations.organs(), **dict.fromkeys(words.words("知名企业"), OrganizationKind.COMPANY)}.items():
        yield organ, "organ", str(kind)
    for suffix, suffix_kind in organizations.suffixes().items():
        yield suffix, "suffix", str(suffix_kind)
    for name in programmes.programmes():
        yield name, "programme", name
    for category, word_class in WORD_CATEGORIES.items():
        for word in words.words(word_class):
            yield word, category, ""


@cache
def _in_names() -> frozenset[str]:
    """Words of running text that stand in names all the same: those of a list, and those in the names that the tables hold."""
    named = (*organizations.suffixes(), *organizations.organs(), *zones.zones())
    return frozenset(words.words("构名")) | {word for name in named for word in rjieba.cut(name, True)}


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[tuple[tuple[str, str], ...], ...]]:
    meanings: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text, category, detail in _entries():
        if (category, detail) not in meanings[text]:
            meanings[text].append((category, detail))
    patterns = sorted(meanings)
    return daachorse.CharwiseDoubleArrayAhoCorasick(patterns), tuple(tuple(meanings[p]) for p in patterns)


@lru_cache(maxsize=16_384)  # words; a page of our corpus has 500
def _runs(word: str) -> bool:
    """Whether a word of running text is one of the dictionary's, of two characters or more, and stands in no name."""
    return len(word) > 1 and word not in _in_names() and rjieba.has_word(word)


class Scan:
    """All hits of the lexicon in one text, by category, in order of start, longest first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._stops: dict[str, frozenset[int]] = {}
        automaton, meanings = _automaton()
        self._found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        # The automaton goes by ends, of one end the longest first; backwards by starts is in order of start, longest first.
        hits = automaton.find_overlapping(text)
        hits.reverse()
        hits.sort(key=_START)
        for start, end, pattern in hits:
            for category, detail in meanings[pattern]:
                self._found[category].append((start, end, detail))
        self._hits: dict[str, tuple[Hit, ...]] = {}

    def hits(self, category: str) -> tuple[Hit, ...]:
        """The hits of a category."""
        if category not in self._hits:
            text = self.text
            self._hits[category] = tuple(
                Hit(category=category, start=start, end=end, text=text[start:end], detail=detail)
                for start, end, detail in self._found.get(category, ())
            )
        return self._hits[category]

    @cached_property
    def _tagged(self) -> tuple[tuple[int, ...], list[tuple[str, str]]]:
        """Where the words of the text end by a dictionary (jieba's), and each with its part of speech."""
        tagged = rjieba.tag(self.text, True)
        return tuple(accumulate([len(word) for word, _ in tagged])), tagged

    @cached_property
    def running(self) -> frozenset[int]:
        """The ends of words of running text (verbs, adverbs, pronouns, times …) that stand in no name: 查看, 同时, 附近."""
        return frozenset([end for end, (word, tag) in zip(*self._tagged, strict=True) if tag in _RUNNING and _runs(word)])

    @cached_property
    def borders(self) -> frozenset[int]:
        """The offsets at which a word begins or ends."""
        return frozenset((0, *self._tagged[0]))

    def words_at(self, offset: int) -> tuple[tuple[int, int], ...]:
        """The word in which an offset lies."""
        ends = self._tagged[0]
        index = min(bisect_right(ends, offset), len(ends) - 1)
        return ((ends[index - 1] if index else 0, ends[index]),) if ends and offset >= 0 else ()

    def within_word(self, offset: int) -> bool:
        """Whether an offset lies inside a word of the dictionary: 协|议, 县长|期."""
        return offset not in self.borders and any(rjieba.has_word(self.text[start:end]) for start, end in self.words_at(offset))

    def ordinary(self, start: int, end: int) -> bool:
        """Whether a span holds a word of the dictionary, of two characters or more, that is nobody's name: 纷纷, 种|养殖."""
        return ordinary(self.text[start:end])

    def stops(self, category: str) -> frozenset[int]:
        """The ends of a category's hits; one character counts only where it is a word of its own (进, not 促进)."""
        if category not in self._stops:
            sharp, text, alone = words.words("左界单字"), self.text, self._alone
            found = [end for start, end, _ in self._found.get(category, ()) if end - start > 1 or end in alone or text[start:end] in sharp]
            self._stops[category] = frozenset(found)
        return self._stops[category]

    @cached_property
    def _alone(self) -> frozenset[int]:
        """The ends of words of one character."""
        return frozenset([end for end, (word, _) in zip(*self._tagged, strict=True) if len(word) == 1])

    def longest(self, category: str) -> tuple[Hit, ...]:
        """The hits of a category, leftmost-longest, not overlapping."""
        return longest(self.hits(category))


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Of hits in order of start, longest first, those that do not overlap one before."""
    result: list[Hit] = []
    for hit in hits:
        if not result or hit.start >= result[-1].end:
            result.append(hit)
    return tuple(result)


# How it tags nouns and names.
_NOUNS = frozenset({"n", "ng", "nr", "nz", "ns"})
# How jieba's dictionary tags words that are no names.
_ORDINARY = frozenset({"n", "v", "vn", "a", "an", "ad", "b", "l", "f", "m", "q", "t", "d", "i", "j", "zg", "ng", "vg"})


@cache
def worded(name: str) -> bool:
    """Whether every word of a phrase is an ordinary word of the dictionary, and none a name; single characters side by side make one.

    >>> worded("柑橘种植基地"), worded("东鹏制造基地"), worded("龙水小学")
    (True, False, False)
    """
    told = rjieba.tag(name, True)
    if any(len(one) == len(next_one) == 1 for (one, _), (next_one, _) in pairwise(told)):
        return False
    return all(tag in _ORDINARY and rjieba.has_word(word) for word, tag in told)


def _known(name: str) -> Iterator[str]:
    """The words of the dictionary in a string, of two characters or more, that are nobody's name."""
    return (word for word, tag in rjieba.tag(name, True) if len(word) > 1 and not tag.startswith("nr") and rjieba.has_word(word))


def _is_one(name: str, tags: frozenset[str]) -> bool:
    """Whether a string is one word of the dictionary with one of these tags."""
    (word, tag), *more = rjieba.tag(name, True)
    return not more and tag in tags and rjieba.has_word(word)


@cache
def ordinary(name: str) -> bool:
    """Whether a string holds a word of the dictionary, of two characters or more, that is nobody's name.

    >>> ordinary("纷纷"), ordinary("种养殖"), ordinary("信长星")
    (True, True, False)
    """
    return any(True for _ in _known(name))


@cache
def says_more(name: str, said: tuple[str, ...]) -> bool:
    """Whether a name has a word, but for its last, that is none of some words; one of two words only where that is a full one.

    >>> says_more("石室天府中学", ("优质",)), says_more("优质高中学校", ("优质", "高中")), says_more("树德小学", ("优质",))
    (True, False, True)
    """
    told = rjieba.cut(name, True)
    return len(told) > 1 and any(word not in said and (len(told) > _GIVEN or len(word) > 1) for word in told[:-1])


@cache
def runs_on(name: str) -> bool:
    """Whether a word of running text that stands in no name is part of a string.

    >>> runs_on("田间与种植人员交谈"), runs_on("乡村振兴馆")
    (True, False)
    """
    return any(is_running(word) for word in rjieba.cut(name, True))


def starts_with_word(name: str, word: str) -> bool:
    """Whether a word, and no longer one that begins with it, begins a string.

    >>> starts_with_word("有浙江大学", "有"), starts_with_word("有色金属公司", "有")
    (True, False)
    """
    return rjieba.cut(name, True)[:1] == [word]


@cache
def given_a_word(name: str) -> bool:
    """Whether a name of three characters is a surname and one word (王建国), and does not begin with a word (安全处).

    >>> given_a_word("王建国"), given_a_word("安全处")
    (True, False)
    """
    return len(name) == _GIVEN + 1 and bool(rjieba.has_word(name[1:])) and not rjieba.has_word(name[:_GIVEN])


@cache
def mostly_words(name: str) -> bool:
    """Whether words of the dictionary, of two characters or more, that are nobody's name make up more than half of a string.

    >>> mostly_words("有关部门"), mostly_words("宝音满都呼")
    (True, False)
    """
    return 2 * sum(map(len, _known(name))) > len(name)


# How jieba's dictionary tags words that say how something is done.
_MANNER = frozenset({"d", "ad", "vd", "a", "an", "v", "c", "p", "m"})


@cache
def is_manner(name: str) -> bool:
    """Whether a string is one word of the dictionary for what is done, or how: no name, though it begins with a surname (简要, 成立).

    >>> is_manner("简要"), is_manner("石磊")
    (True, False)
    """
    return _is_one(name, _MANNER)


@cache
def is_ordinary(name: str) -> bool:
    """Whether a string is one word of the dictionary that is nobody's name.

    >>> is_ordinary("纷纷"), is_ordinary("尼玛旺堆")
    (True, False)
    """
    return _is_one(name, _ORDINARY)


@cache
def is_running(name: str) -> bool:
    """Whether a string is one word of the dictionary for running text (a verb, an adverb, a time …) that stands in no name.

    >>> is_running("来到"), is_running("建国")
    (True, False)
    """
    return _runs(name) and _is_one(name, _RUNNING)


@cache
def looks_named(name: str) -> bool:
    """Whether a string is to the dictionary, or to what guesses where it has no word, one name of a person.

    >>> looks_named("石磊"), looks_named("纷纷")
    (True, False)
    """
    return [tag for _, tag in rjieba.tag(name, True)] in (["nr"], ["nrt"])  # nrt: as those of other languages are written


@cache
def holds_only_names(string: str) -> bool:
    """Whether to the dictionary every word of a string is a name, or part of one.

    >>> holds_only_names("潘志远"), holds_only_names("于近日")
    (True, False)
    """
    return all(tag.startswith("nr") for _, tag in rjieba.tag(string, True))


@cache
def is_noun_and_word(string: str) -> bool:
    """Whether to the dictionary a string is a noun of one character, as surnames that no list has are, and a word of two.

    >>> is_noun_and_word("铁杏树"), is_noun_and_word("都积极"), is_noun_and_word("百忙中")
    (True, False, False)
    """
    match rjieba.tag(string, True):
        case [(first, tag), (_, _)]:
            return len(first) == 1 and tag in _NOUNS
    return False


def is_counted(string: str) -> bool:
    """Whether a string is one word of the dictionary for a time or a number: no given name (近日, 三成).

    >>> is_counted("近日"), is_counted("建国")
    (True, False)
    """
    return _is_one(string, frozenset({"t", "m"}))


def is_word(string: str) -> bool:
    """Whether a string is a word of the dictionary.

    >>> is_word("高兴"), is_word("高兴地")
    (True, False)
    """
    return bool(rjieba.has_word(string))
