"""When a visit took place, and whether it did."""

from __future__ import annotations

import pytest

from shanhai.facts.occasion import Occasion
from shanhai.facts.rulebook import Match
from shanhai.model import Modality

from .accounts import context

VISIT = "桐庐县党政代表团赴秀山县考察"


def occasion(text: str) -> tuple[Occasion, Match]:
    own = context(text)
    start = own.text.index(VISIT)
    return Occasion(own), Match(rule="visit.x", fact="visit", start=start, end=start + len(VISIT), roles={})


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (f"9月3日，{VISIT}。", "--09-03"),
        (f"9月1日开会。9月3日，{VISIT}。", "--09-03"),
        (f"周三（10月16日）\n{VISIT}，双方深入交流了协作事宜，看望了常年驻点的干部和教师。", "--10-16"),
        (f"9月3日，双方签约之后，{VISIT}。", None),
        (f"近日，{VISIT}。", None),
        (f"{VISIT}。", None),
    ],
)
def test_date(text: str, start: str | None) -> None:
    reader, match = occasion(text)
    _, when = reader.date(match)
    assert (when.start if when else None) == start


def test_the_same_day_is_the_day_told_last() -> None:
    reader, match = occasion(f"9月3日，富阳区来客。同日，{VISIT}。")
    _, when = reader.date(match)
    assert when is not None
    assert when.start == "--09-03"


@pytest.mark.parametrize(("text", "programme"), [(f"{VISIT}东西部协作工作。", "东西部协作"), (f"{VISIT}。", None)])
def test_programme(text: str, programme: str | None) -> None:
    reader, match = occasion(text)
    found = reader.programme(match)
    assert (found.text if found else None) == programme


@pytest.mark.parametrize(("text", "modality"), [(f"{VISIT}。", Modality.HAPPENED), (f"双方签约，预计{VISIT}。", Modality.PLANNED)])
def test_modality(text: str, modality: Modality) -> None:
    reader, match = occasion(text)
    assert reader.modality(match) is modality


@pytest.mark.xfail(strict=True, reason="what stands before the first mark of the text is not looked at")
def test_a_plan_in_the_first_words_of_a_page() -> None:
    reader, match = occasion(f"预计{VISIT}。")
    assert reader.modality(match) is Modality.PLANNED
