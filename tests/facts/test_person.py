"""The person whom a mention names."""

from __future__ import annotations

import pytest

from shanhai.facts.person import people_of, person_of
from shanhai.model import Mention


def mention(type_: str, text: str, value: str | None = None) -> Mention:
    return Mention(type=type_, start=0, end=len(text), text=text, value=value)


@pytest.mark.parametrize(
    ("named", "name"),
    [
        (mention("official", "县长柳岸", "柳岸"), "柳岸"),
        (mention("person", "柳 岸", "柳岸"), "柳岸"),
        (mention("person", "柳岸"), "柳岸"),
        (mention("post", "县长", "县长"), None),
        (mention("place", "桐庐县", "330122"), None),
        (None, None),
    ],
)
def test_name(named: Mention | None, name: str | None) -> None:
    assert person_of(named) == name


def test_each_name_comes_with_its_mention() -> None:
    official, place = mention("official", "县长柳岸", "柳岸"), mention("place", "桐庐县")
    assert list(people_of([official, place])) == [("柳岸", official)]
