"""Formats that are known and not read: what they are called and what to convert them to (`refusals.yaml`)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from shanhai.model import PageError
from shanhai.model.struct import Value


class Refusal(Value, frozen=True, kw_only=True):
    """A format that is not read: its name, suffixes, the hexadecimal bytes it begins with (any of them), and the remedy."""

    name: str
    remedy: str
    suffixes: tuple[str, ...] = ()
    magic: tuple[str, ...] = ()

    def begins(self, octets: bytes) -> bool:
        """Whether these bytes begin as the format does."""
        return any(octets.startswith(bytes.fromhex(magic)) for magic in self.magic)


@cache
def refusals() -> tuple[Refusal, ...]:
    """Every format of `refusals.yaml`, in its order."""
    return msgspec.yaml.decode(files(__package__).joinpath("refusals.yaml").read_bytes(), type=tuple[Refusal, ...])


def refuse(octets: bytes, *, suffix: str, name: str) -> None:
    """Raise PageError when the suffix or the first bytes are those of a format that is not read; else do nothing."""
    for refusal in refusals():
        if suffix and suffix in refusal.suffixes:
            raise PageError(name, f"不读 {refusal.name} 格式 (format not read: {suffix})", refusal.remedy)
    for refusal in refusals():
        if refusal.begins(octets):
            raise PageError(name, f"内容是 {refusal.name} 格式 (format not read, by its first bytes)", refusal.remedy)
