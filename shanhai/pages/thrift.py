"""Thrift's compact protocol, as far as the foot of a Parquet file needs it: structures by the numbers of their fields.

From https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md; names of fields are left to whoever asks.
"""

from __future__ import annotations

import struct

# Structures in structures: the foot of a Parquet file has five.
MOST_DEPTH = 16
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
_INTEGERS = (_I16, _I32, _I64)

Value = bool | int | float | bytes | list["Value"] | dict[int, "Value"]


def read_struct(octets: bytes) -> dict[int, Value]:
    r"""The fields of a structure that begins these bytes; raises ValueError when they are none. Maps are passed over.

    >>> read_struct(b"\x15\x08\x18\x03abc\x00")
    {1: 4, 2: b'abc'}
    """
    try:
        return _Reader(octets).structure(0)
    except (IndexError, struct.error) as error:
        raise ValueError("the structure is cut") from error


class _Reader:
    """A place in bytes, which goes on with all that is read."""

    def __init__(self, octets: bytes) -> None:
        self._octets = octets
        self._at = 0

    def structure(self, depth: int) -> dict[int, Value]:
        if depth > MOST_DEPTH:
            raise ValueError("structures too deep")
        fields: dict[int, Value] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._integer()
            kind = head & 0x0F
            fields[number] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return fields

    def _value(self, kind: int, depth: int) -> Value:
        if kind in _INTEGERS:
            return self._integer()
        if kind == _BINARY:
            return self._take(self._varint())
        if kind in (_LIST, _SET):
            return self._list(depth)
        if kind == _STRUCT:
            return self.structure(depth + 1)
        if kind == _DOUBLE:
            return float(struct.unpack("<d", self._take(8))[0])
        if kind in (_TRUE, _FALSE, _BYTE):  # as members of a list
            return self._byte()
        if kind == _MAP:
            return self._map(depth)
        raise ValueError(f"no type {kind}")

    def _list(self, depth: int) -> list[Value]:
        head = self._byte()
        size = head >> 4 if head >> 4 < 0x0F else self._varint()
        if size > len(self._octets) - self._at or depth > MOST_DEPTH:
            raise ValueError("a list longer than its bytes")
        return [self._value(head & 0x0F, depth + 1) for _ in range(size)]

    def _map(self, depth: int) -> Value:
        size = self._varint()
        kinds = self._byte() if size else 0
        if size > len(self._octets) - self._at or depth > MOST_DEPTH:
            raise ValueError("a map longer than its bytes")
        for _ in range(size):
            self._value(kinds >> 4, depth + 1)
            self._value(kinds & 0x0F, depth + 1)
        return {}

    def _integer(self) -> int:
        """A signed number, folded into an unsigned one."""
        number = self._varint()
        return number >> 1 ^ -(number & 1)

    def _varint(self) -> int:
        number = shift = 0
        while True:
            octet = self._byte()
            number |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:
                return number
            if shift > 63:
                raise ValueError("a number longer than ten bytes")

    def _byte(self) -> int:
        octet = self._octets[self._at]
        self._at += 1
        return octet

    def _take(self, size: int) -> bytes:
        octets = self._octets[self._at : self._at + size]
        if len(octets) < size:
            raise ValueError("bytes are missing")
        self._at += size
        return octets
