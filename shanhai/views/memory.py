"""Answers that look through the whole ledger, remembered until it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import facts, judgements, readings, redirects, waiting

T = TypeVar("T")

_MOST = 64
"""Answers that are kept: a network of a million facts is some megabytes."""
_held: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(ledger: Ledger, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made once for as long as nothing is added to the ledger, judged in it or reconciled.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     remembered(ledger, "one", lambda: 1), remembered(ledger, "one", lambda: 2)
    (1, 1)
    """
    full = (ledger.place, _state(ledger), key)
    with _lock:
        if full in _held:
            _held.move_to_end(full)
            answer: T = _held[full]
            return answer
    made = make()
    with _lock:
        _held[full] = made
        while len(_held) > _MOST:
            _held.popitem(last=False)
    return made


def _state(ledger: Ledger) -> tuple[Any, ...]:
    """What differs once the ledger has changed: all of it is read from the ends of indexes and from small tables."""
    counted = select(
        select(func.max(readings.c.id)).scalar_subquery(),
        select(func.max(facts.c.number)).scalar_subquery(),
        select(func.count()).select_from(waiting).scalar_subquery(),
        select(func.count()).select_from(judgements).scalar_subquery(),
        select(func.count(judgements.c.undone)).scalar_subquery(),
        select(func.count()).select_from(redirects).scalar_subquery(),
    )
    with ledger.looking() as connection:
        return tuple(connection.execute(counted).one())
