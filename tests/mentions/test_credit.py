"""Credits of the sentences in tests/cases/mentions/credit.yaml."""

from __future__ import annotations

from shanhai.mentions.credit import find_credits

from .cases import Case, check, every_case

TYPES = ("credit",)


@every_case("credit")
def test_found(case: Case) -> None:
    check(case, TYPES)


def test_two_reporters_are_two_persons() -> None:
    assert [part.text for mention in find_credits("（记者 秦小满 柳岸）") for part in mention.parts] == ["秦小满", "柳岸"]
