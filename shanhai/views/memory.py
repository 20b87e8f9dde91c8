"""Answers that look through the whole ledger, remembered until it changes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from shanhai.ledger import Ledger
from shanhai.model import ShanhaiError

T = TypeVar("T")

_MOST = 512
"""Answers that are kept: a network of a million facts is some megabytes, a list's counts some kilobytes."""
SLOW = 2.0
"""Seconds: an answer that took longer is made anew beside the old one, which is given meanwhile: adding pages keeps nobody waiting."""
SHARE = 20
"""A slow answer is made anew at most so often that it takes the twentieth part of a processor."""

PATIENCE = 5.0
"""Seconds that somebody waits for a part of a page before it is shown without it."""
TRY_AGAIN = 1800.0
"""Seconds after which an answer that never came is asked for anew."""


class _Answer:
    """One remembered answer; its lock keeps two from making it at once."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.version = -1
        self.value: Any = None
        self.cost = 0.0
        self.made = 0.0
        self.anew = False
        self.asked = 0.0


_held: WeakKeyDictionary[Ledger, OrderedDict[Hashable, _Answer]] = WeakKeyDictionary()
_later: WeakKeyDictionary[Ledger, int] = WeakKeyDictionary()
_lock = Lock()


def later(ledger: Ledger) -> int:
    """How many answers came later than they were asked for: what was shown without them, or with older ones, is not the last word.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     later(ledger)
    0
    """
    return _later.get(ledger, 0)


def _came_later(ledger: Ledger) -> None:
    with _lock:
        _later[ledger] = _later.get(ledger, 0) + 1


def remembered(ledger: Ledger, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made once for as long as nobody writes to the ledger; a slow answer may lag behind by `SHARE` times its cost.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     remembered(ledger, "one", lambda: 1), remembered(ledger, "one", lambda: 2)
    (1, 1)
    """
    answer, version = _place_of(ledger, key), ledger.version
    if answer.version >= 0 and answer.cost > SLOW and answer.version != version:
        _make_beside(ledger, answer, make)
        held: T = answer.value
        return held
    with answer.lock:
        if answer.version != version:
            _make(answer, version, make)
        found: T = answer.value
        return found


def remembered_soon(ledger: Ledger, key: Hashable, make: Callable[[], T]) -> T | None:
    """The same, but null where it takes longer than `PATIENCE` the first time: it is then being made, for those who ask later.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     remembered_soon(ledger, "one", lambda: 1)
    1
    """
    answer = _place_of(ledger, key)
    if answer.version >= 0:
        return remembered(ledger, key, make)
    with _lock:
        first, answer.asked = answer.asked == 0, answer.asked or time.monotonic()
    if first:
        Thread(target=_try, args=(ledger, key, make), daemon=True).start()
    while answer.version < 0 and time.monotonic() < answer.asked + PATIENCE:
        time.sleep(0.005)
    if answer.version < 0 and time.monotonic() > answer.asked + TRY_AGAIN:
        answer.asked = 0
    return answer.value if answer.version >= 0 else None


def _try(ledger: Ledger, key: Hashable, make: Callable[[], object]) -> None:
    with suppress(ShanhaiError):
        remembered(ledger, key, make)
    _came_later(ledger)


def _place_of(ledger: Ledger, key: Hashable) -> _Answer:
    with _lock:
        mine = _held.setdefault(ledger, OrderedDict())
        answer = mine.setdefault(key, _Answer())
        mine.move_to_end(key)
        while len(mine) > _MOST:
            mine.popitem(last=False)
        return answer


def _make(answer: _Answer, version: int, make: Callable[[], Any]) -> None:
    begin = time.monotonic()
    value = make()
    now = time.monotonic()
    answer.value, answer.cost, answer.made, answer.version = value, now - begin, now, version


def _make_beside(ledger: Ledger, answer: _Answer, make: Callable[[], Any]) -> None:
    """Makes a slow answer anew in a thread of its own, unless that is being done or was done lately."""
    with answer.lock:
        if answer.anew or time.monotonic() - answer.made < SHARE * answer.cost:
            return
        answer.anew = True

    def work() -> None:
        try:
            # A ledger that was closed or is being repaired meanwhile: the old answer stays, and the next reader tries again.
            with suppress(ShanhaiError):
                _make(answer, ledger.version, make)
        finally:
            answer.anew = False
            _came_later(ledger)

    Thread(target=work, daemon=True).start()
