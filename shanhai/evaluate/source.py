"""Source facts against labels: who published a page, when, from where, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shanhai.model.account import PageAccount
from shanhai.model.struct import Value

from .comparison import normal

FIELDS = ("title", "publisher", "published", "source_name", "authors", "editors", "column", "canonical")
# A form that is contained in another counts when it is at least so much of it, as with organisations (docs/codebook.md).
CONTAINED = 0.5


class SourceCount(Value, frozen=True, kw_only=True):
    """Labelled values, those that the account has, and values where the page has none."""

    labelled: int = 0
    right: int = 0
    wrong: int = 0
    unlabelled: int = 0

    def __add__(self, other: SourceCount) -> SourceCount:
        return SourceCount(
            labelled=self.labelled + other.labelled,
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            unlabelled=self.unlabelled + other.unlabelled,
        )

    @property
    def share(self) -> float | None:
        """Right values of the labelled ones; null without a label.

        >>> SourceCount(labelled=4, right=3).share
        0.75
        """
        return self.right / self.labelled if self.labelled else None


def source_counts(entry: Mapping[str, Any], page: PageAccount) -> dict[str, SourceCount]:
    """The count of each field that a label speaks of; a field that the label leaves out is not judged.

    >>> source_counts({"published": "2023-03-05"}, PageAccount(id="0", source="a", published="2023-03-05"))["published"].right
    1
    """
    return {field: _count(_labelled(entry, field), _answered(entry, page, field), field) for field in FIELDS if _is_judged(entry, field)}


def source_findings(name: str, entry: Mapping[str, Any], page: PageAccount) -> Iterable[str]:
    """A line for each field that is missed or false."""
    for field, count in source_counts(entry, page).items():
        if count.right < count.labelled or count.wrong or count.unlabelled:
            yield f"{name} {field}: {_shown(_labelled(entry, field)) if count.labelled else '–'} ← {_shown(_answered(entry, page, field))}"


def _shown(values: Iterable[object]) -> str:
    return "、".join(" / ".join(value) if isinstance(value, tuple) else str(value) for value in values) or "–"


def _is_judged(entry: Mapping[str, Any], field: str) -> bool:
    """Whether a label speaks of a field; an empty list of authors beside written bylines says only that no account names them."""
    return field in entry and not (field == "authors" and not entry[field] and entry.get("bylines"))


def _forms(entry: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """The other forms that are as good as the labelled one."""
    return (*entry.get(f"{field}_also", ()), *entry.get(f"{field.removesuffix('_name')}_also", ()))


def _labelled(entry: Mapping[str, Any], field: str) -> list[tuple[str, ...]]:
    """The labelled values, each with the other forms that are as good; units beside persons may be named or not."""
    value = entry.get(field)
    if isinstance(value, list):
        optional = entry.get(f"{field}_optional", ())
        return [(each,) for each in value if each not in optional]
    return [(value, *_forms(entry, field))] if value else []


def _answered(entry: Mapping[str, Any], page: PageAccount, field: str) -> list[str]:
    """The values given, without those that a label leaves open: optional ones, a source that is the publisher where none is labelled."""
    value = getattr(page, field)
    given = list(value) if isinstance(value, tuple) else [value] if value else []
    if field == "source_name" and not entry[field]:
        own = [name for name in (entry.get("publisher"), *_forms(entry, "publisher")) if name]
        return [each for each in given if not any(_same(name, each, field) for name in own)]
    return [each for each in given if not any(_same(name, each, field) for name in entry.get(f"{field}_optional", ()))]


def _count(labelled: list[tuple[str, ...]], answered: list[str], field: str) -> SourceCount:
    rest, right = list(answered), 0
    for forms in labelled:
        hit = next((answer for answer in rest if any(_same(form, answer, field) for form in forms)), None)
        if hit is not None:
            rest.remove(hit)
            right += 1
    stray = len(rest)
    return SourceCount(labelled=len(labelled), right=right, wrong=stray if labelled else 0, unlabelled=0 if labelled else stray)


def _same(form: str, answer: str, field: str) -> bool:
    if field in {"published", "canonical"}:
        return form.strip() == answer.strip()
    one, two = normal(form), normal(answer)
    short, long = sorted((one, two), key=len)
    return one == two or (bool(short) and short in long and len(short) >= CONTAINED * len(long))
