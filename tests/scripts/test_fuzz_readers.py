"""A slice of the fuzzing of `make soak`: nothing but errors of ours, in bounded time and memory."""

from __future__ import annotations

import pytest

from scripts.fuzz_readers import fuzz
from tests.pages.mutation import CHANGES, LONGEST, spoilt
from tests.pages.readers import READERS

INPUTS = 2000 // len(READERS)


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_spoilt_pages_are_read_or_refused(name: str) -> None:
    result = fuzz(name, first=-1_000_000, count=INPUTS, seconds=60)
    assert (result["inputs"], result["failures"]) == (INPUTS, 0)


def test_the_same_seed_spoils_alike() -> None:
    from random import Random

    for number in range(40):
        one, two = (spoilt([b"abc" * 100], [b"word"], Random(number)) for _ in range(2))
        assert one == two
        assert len(one) <= LONGEST
    assert len(CHANGES) == 8


def test_every_reader_has_something_to_read() -> None:
    """Of the first inputs of each some are read, so that what is tried is not all refused at the door."""
    from random import Random

    from shanhai.model import PageError

    for name, reader in READERS.items():
        read = 0
        for number in range(60):
            draw = Random(f"{name}:{number}")
            try:
                read += reader.read(reader.make(draw), draw)
            except PageError:
                continue
        assert read, name
