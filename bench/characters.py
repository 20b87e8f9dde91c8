"""By how many characters a restored text differs from its clean text."""

from __future__ import annotations

import unicodedata

from rapidfuzz.distance import Levenshtein

from shanhai.model.struct import Value

# Marks that NFKC does not fold: quotation marks and the ideographic stop; layout pipes go.
FOLDED = str.maketrans("。“”‘’", '.""' + "''", "|")


class Errors(Value, frozen=True, kw_only=True):
    """Edits (Levenshtein) between two texts, and the length of the clean one in characters."""

    edits: int = 0
    length: int = 0

    def __add__(self, other: Errors) -> Errors:
        return Errors(edits=self.edits + other.edits, length=self.length + other.length)

    @property
    def percent(self) -> float:
        """Edits per hundred characters of the clean text."""
        return 100 * self.edits / max(1, self.length)


def fold(text: str) -> str:
    """The text without differences of width, spaces and layout pipes.

    >>> fold("甲县 （乙市），|丙区。")
    '甲县(乙市),丙区.'
    """
    return "".join(unicodedata.normalize("NFKC", text).translate(FOLDED).split())


def errors(clean: str, restored: str, *, strict: bool = False) -> Errors:
    """Character errors of a restored text; `strict` counts widths too, white space never counts.

    >>> errors("甲县，乙市", "甲县,乙区").edits, errors("甲县，乙市", "甲县,乙区", strict=True).edits
    (1, 2)
    """
    left, right = ("".join(text.split()) if strict else fold(text) for text in (clean, restored))
    return Errors(edits=Levenshtein.distance(left, right), length=len(left))
