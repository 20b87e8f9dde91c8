"""Copies are known on their Han characters: damaged, cut and retitled ones are, retold ones are not."""

from __future__ import annotations

from bench.corpus import twins
from shanhai.pages import read_path
from shanhai.reconcile.copies import COPY, bands, copied, fingerprint
from shanhai.restore import restore

TEXTS = [twin.clean for twin in twins()]


def test_a_damaged_page_is_a_copy_of_its_clean_twin_and_of_no_other() -> None:
    clean = [fingerprint(text) for text in TEXTS]
    for twin, mine in zip(twins(), clean, strict=True):
        if mine.length:
            damaged = fingerprint(restore(read_path(twin.page)[0]).text)
            assert copied(damaged, mine) >= COPY
            assert set(bands(damaged)) & set(bands(mine))
    for at, one in enumerate(clean):
        assert all(copied(one, other) < COPY for other in clean[:at])


def test_the_first_half_is_a_copy() -> None:
    text = max(TEXTS, key=len)
    assert copied(fingerprint(text), fingerprint(text[: len(text) // 2])) >= COPY


def test_a_headline_is_too_short_to_say() -> None:
    assert fingerprint("甲县党政代表团来访").length == 0
    assert list(bands(fingerprint("甲县"))) == []
