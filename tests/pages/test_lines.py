"""Lines of bounded length."""

from __future__ import annotations

from io import BytesIO

import pytest

from shanhai.pages import lines


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (b"", []),
        (b"a\nb", [b"a\n", b"b"]),
        (b"abcd\ne\n", [b"abcd\n", b"e\n"]),
        (b"abcde\nf\n", [None, b"f\n"]),
        (b"a" * 50 + b"\nf", [None, b"f"]),
        (b"a" * 50, [None]),
    ],
)
def test_lines(octets: bytes, expected: list[bytes | None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_LINE", 5)
    assert list(lines.bounded_lines(BytesIO(octets))) == expected
