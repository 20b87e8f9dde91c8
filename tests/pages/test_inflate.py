"""Decompression goes on where it can and never lies about where it stopped."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.model import PageError
from shanhai.pages.inflate import Inflated, inflater

COMPRESS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, lzma.compress]


def inflated(octets: bytes, *, resumes: bool = False) -> tuple[bytes, int, bool]:
    """What came out, how many damages were passed, and whether it ended in an error."""
    raw = Inflated(io.BytesIO(octets), source="a.gz", resumes=resumes)
    out = b""
    try:
        while piece := raw.read(1000):
            out += piece
    except PageError:
        return out, len(raw.damages), True
    return out, len(raw.damages), False


@given(st.lists(st.binary(max_size=5000), min_size=1, max_size=4), st.sampled_from(COMPRESS), st.integers(0, 100))
def test_what_was_compressed_comes_back(members: list[bytes], compress: Callable[[bytes], bytes], padding: int) -> None:
    assert inflated(b"".join(map(compress, members)) + bytes(padding)) == (b"".join(members), 0, False)


@given(st.binary(min_size=1, max_size=5000), st.sampled_from(COMPRESS), st.integers(1, 30))
def test_a_cut_is_told_and_what_comes_before_is_true(octets: bytes, compress: Callable[[bytes], bytes], lost: int) -> None:
    compressed = compress(octets)
    out, _, ended = inflated(compressed[: max(6, len(compressed) - lost)])
    assert ended
    assert octets.startswith(out)


@given(st.binary(max_size=400), st.sampled_from([b"", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00"]))
def test_any_bytes_end(octets: bytes, magic: bytes) -> None:
    inflated(magic + octets)
    inflated(magic + octets, resumes=True)


def test_a_damaged_member_is_passed_over_when_asked() -> None:
    bad = bytearray(gzip.compress(b"b" * 1000))
    bad[12] ^= 0xFF
    out, damages, ended = inflated(gzip.compress(b"a") + bytes(bad) + gzip.compress(b"c"), resumes=True)
    assert (out[:1], out[-1:], damages, ended) == (b"a", b"c", 1, False)


@pytest.mark.parametrize("compress", COMPRESS)
def test_recognised(compress: Callable[[bytes], bytes]) -> None:
    assert inflater(compress(b"x")) is not None
