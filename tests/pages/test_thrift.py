"""Thrift's compact protocol: what is cut, too deep or too long is an error, nothing else."""

from __future__ import annotations

from random import Random

import pytest

from shanhai.pages.thrift import read_struct


def test_values_of_every_type() -> None:
    octets = (
        b"\x11\x12\x13\x01\x15\x05\x17" + b"\x00" * 6 + b"\xf0\x3f" + b"\x19\x25\x02\x04\x1c\x15\x02\x00\x1b\x01\x88\x01a\x01b\x15\x01\x00"
    )
    assert read_struct(octets) == {1: True, 2: False, 3: 1, 4: -3, 5: 1.0, 6: [1, 2], 7: {1: 1}, 8: {}, 9: -1}


@pytest.mark.parametrize("octets", [b"", b"\x15", b"\x18\x05ab", b"\x19\xf5\xff\xff\x03", b"\x1c" * 30, b"\x1e", b"\x15" + b"\xff" * 12])
def test_no_structure(octets: bytes) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_struct(octets)


def test_any_bytes_are_a_structure_or_an_error() -> None:
    draw = Random(0)
    for _ in range(2000):
        try:
            read_struct(draw.randbytes(draw.randint(0, 60)))
        except ValueError:
            continue
