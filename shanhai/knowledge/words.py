"""Word classes, each named by its most typical word: `words/带领.txt` holds 带领, 率领, 率队 and the like, one a line."""

from __future__ import annotations

import difflib
import re
from functools import cache

import daachorse

from shanhai.model.errors import KnowledgeError

from .load import ROOT

WORDS = ROOT / "words"
COMMENT = "#"


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a class, longest first, so that an alternation of them takes the longest. KnowledgeError names the nearest class.

    >>> "率领" in words("带领"), len(words("带领")[0]) >= len(words("带领")[-1])
    (True, True)
    """
    if name not in classes():
        raise KnowledgeError(f"words/{name}.txt", "there is no such word class", f"did you mean ‹{_nearest(name)}›?")
    return _read(name)


@cache
def alternation(name: str) -> str:
    """A regular expression for any word of a class, the longest first.

    >>> re.match(alternation("带领"), "率领代表团")[0]
    '率领'
    """
    return "|".join(map(re.escape, words(name)))


def ending(name: str, text: str, end: int | None = None) -> str:
    """The longest word of a class with which a text ends, or what stands before an offset; nothing where it ends with none.

    >>> ending("带领", "由他率领"), ending("带领", "由他")
    ('率领', '')
    """
    listed = words(name)
    return next(word for word in listed if text.endswith(word, 0, end)) if text.endswith(listed, 0, end) else ""


def beginning(name: str, text: str, start: int = 0) -> str:
    """The longest word of a class with which a text begins, or what stands behind an offset; nothing where it begins with none.

    >>> beginning("带领", "率领代表团"), beginning("带领", "代表团", 1)
    ('率领', '')
    """
    listed = words(name)
    return next(word for word in listed if text.startswith(word, start)) if text.startswith(listed, start) else ""


@cache
def unled(name: str, word: str) -> str:
    """A look behind before a word, so that it ends no word of a class.

    >>> bool(re.search(unled("非要", "要") + "要", "主要")), bool(re.search(unled("非要", "要") + "要", "还要"))
    (False, True)
    """
    before = [listed.removesuffix(word) for listed in words(name) if listed.endswith(word)]
    lengths = sorted({len(each) for each in before})
    return "".join("(?<!" + "|".join(re.escape(each) for each in before if len(each) == length) + ")" for length in lengths)


@cache
def unfollowed(name: str, word: str) -> str:
    """A look ahead behind a word, so that it begins no word of a class.

    >>> bool(re.search("要" + unfollowed("非要", "要"), "要求")), bool(re.search("要" + unfollowed("非要", "要"), "要建"))
    (False, True)
    """
    behind = [listed.removeprefix(word) for listed in words(name) if listed.startswith(word)]
    return "(?!" + "|".join(map(re.escape, behind)) + ")" if behind else ""


@cache
def apart(word: str, name: str) -> str:
    """An expression for a word that neither begins nor ends a word of a class.

    >>> [bool(re.search(apart("要", "非要"), text)) for text in ("主要", "要求", "还要建")]
    [False, False, True]
    """
    return unled(name, word) + re.escape(word) + unfollowed(name, word)


@cache
def any_of(name: str) -> re.Pattern[str]:
    """An expression of all words of a class.

    >>> bool(any_of("希望").search("也希望双方"))
    True
    """
    return re.compile(alternation(name))


@cache
def _automaton(name: str) -> daachorse.CharwiseDoubleArrayAhoCorasick:
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(words(name)), daachorse.MATCH_KIND_LEFTMOST_LONGEST)


def spans(name: str, text: str) -> list[tuple[int, int]]:
    """Where words of a class stand in a whole text: what `any_of` finds, for a large class thirty times as fast.

    >>> spans("带领", "由甲率领，乙带队"), [hit.span() for hit in any_of("带领").finditer("由甲率领，乙带队")]
    ([(2, 4), (6, 8)], [(2, 4), (6, 8)])
    """
    return [(start, end) for start, end, _ in _automaton(name).find(text)]


@cache
def initials(*names: str) -> str:
    """A character class of the first characters of the words of some classes, to look ahead for where a slower expression may begin.

    >>> bool(re.fullmatch(initials("带领"), "率"))
    True
    """
    return "[" + "".join(sorted({re.escape(word[0]) for name in names for word in words(name)})) + "]"


@cache
def classes() -> tuple[str, ...]:
    """The names of all word classes, sorted.

    >>> "带领" in classes()
    True
    """
    return tuple(sorted(path.stem for path in WORDS.glob("*.txt")))


def _nearest(name: str) -> str:
    """The smallest class that holds the word, else the one whose name is most like it."""
    holding = [known for known in classes() if name in _read(known)]
    return min(holding, key=lambda known: len(_read(known)), default="") or difflib.get_close_matches(name, classes(), n=1, cutoff=0)[0]


@cache
def _read(name: str) -> tuple[str, ...]:
    lines = (WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    listed = [word for line in lines if (word := line.split(COMMENT)[0].strip())]
    return tuple(sorted(set(listed), key=lambda word: (-len(word), word)))
