"""Visits told only by who attended a ceremony."""

from __future__ import annotations

import pytest

from shanhai.model import Visit
from shanhai.read import read

from .accounts import page, short


def visits(text: str) -> list[dict[str, object]]:
    return [short(fact) for fact in read(page(text)).facts if isinstance(fact, Visit)]


def test_guests_of_a_ceremony_visited_its_place() -> None:
    text = "10月8日，秀山县东西部协作产业园开工仪式举行。桐庐县副县长苗青、秀山县县长苏白出席。"
    (visit,) = visits(text)
    assert (visit["from"], visit["to"], visit["head"], visit["hosts"]) == ("桐庐县", "秀山土家族苗族自治县", "苗青", ["苏白"])


@pytest.mark.parametrize(
    "text",
    [
        "10月8日，东西部协作产业园开工仪式举行。桐庐县副县长苗青、秀山县县长苏白出席。",
        "10月8日，秀山县东西部协作产业园开工仪式举行。秀山县副县长苗青、县长苏白出席。",
        "10月8日，秀山县召开东西部协作工作会议。秀山县县长苏白出席。",
    ],
    ids=["no place", "no guests", "no ceremony"],
)
def test_no_visit(text: str) -> None:
    assert visits(text) == []
