"""Every case of tests/cases/restore: what is restored, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from shanhai.model import FLAGS
from shanhai.restore import rebuild, restore_text

CASES = Path(__file__).parents[1] / "cases" / "restore"


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    original: str
    restored: str | None = None
    comment: str = ""

    @property
    def expected(self) -> str:
        return self.original if self.restored is None else self.restored


def cases(name: str) -> list[Case]:
    return msgspec.yaml.decode((CASES / f"{name}.yaml").read_bytes(), type=list[Case])


def marked(name: str) -> list[object]:
    return [pytest.param(case, id=case.label) for case in cases(name)]


@pytest.mark.parametrize("case", [*marked("in-the-wild"), *marked("synthetic")])
def test_restored(case: Case) -> None:
    assert restore_text(case.original).text == case.expected


@pytest.mark.parametrize("case", marked("negative"))
def test_left_alone(case: Case) -> None:
    restored = restore_text(case.original)
    assert restored.text == case.original
    assert restored.edits == ()


@pytest.mark.xfail(strict=True, reason="not restored yet")
@pytest.mark.parametrize("case", marked("known-failures"))
def test_known_failure(case: Case) -> None:
    assert restore_text(case.original).text == case.expected


@pytest.mark.parametrize("case", [case for name in ("in-the-wild", "synthetic", "negative", "known-failures") for case in marked(name)])
def test_rebuilt_and_settled(case: Case) -> None:
    restored = restore_text(case.original)
    assert rebuild(restored) == case.original
    again = restore_text(restored.text)
    assert again.text == restored.text
    assert all(edit.repair in FLAGS for edit in again.edits)


def test_labels_are_unique_and_cases_are_told_apart() -> None:
    for name in ("in-the-wild", "synthetic", "negative", "known-failures"):
        labels = [case.label for case in cases(name)]
        assert len(set(labels)) == len(labels) > 0
    assert all(case.restored is None for case in cases("negative"))
