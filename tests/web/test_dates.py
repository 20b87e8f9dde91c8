from __future__ import annotations

from typing import Any

import msgspec
import pytest
import yaml

from shanhai.model import When
from shanhai.web.certainty import date_marks
from shanhai.web.dates import in_brief, in_table, in_words
from shanhai.web.language import LANGUAGES, language

from .made_up import CASES

DATES = yaml.safe_load((CASES / "dates.yaml").read_text(encoding="utf-8"))


def when(case: dict[str, Any]) -> When:
    return msgspec.convert({name: case[name] for name in ("text", "start", "end", "basis") if name in case}, When)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("case", DATES, ids=lambda case: case["text"])
def test_dates_are_shown(case: dict[str, Any], code: str) -> None:
    date, words = when(case), language(code)
    assert [in_table(date, words), in_words(date.start, words)] == case[code]


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["text"])
def test_an_inferred_year_is_marked(case: dict[str, Any]) -> None:
    assert [*date_marks(when(case))] == ([case["mark"]] if "mark" in case else [])


def test_a_stamp_that_is_no_date_is_left_as_it_is() -> None:
    assert in_words("不详", language("zh")) == "不详"
    assert in_brief("2024-08-26 10:30:00", language("zh")) == "2024-08-26"
