from __future__ import annotations

from collections.abc import Sequence

import pytest

from shanhai.facts.rulefile import Example, Rule
from shanhai.facts.trial import Finder, Trial, attempt, check, prove, told
from shanhai.model import Mention

from .engine import book, rule
from .marked import marked

GOES = "[{date:date}，]{visitors:party}[一行]‹前往›{host_place:place}{kind:‹考察›}"
SENTENCE = "[date 9月3日]，[delegation [place 甲县]代表团]来[place 乙市]考察"


def finder(*sources: str) -> Finder:
    """Finds in each sentence what is marked in it, and nothing elsewhere."""
    known = dict(marked(source) for source in sources)

    def find(text: str) -> Sequence[Mention]:
        return known.get(text, ())

    return find


def plain(source: str) -> str:
    return marked(source)[0]


def example(source: str, *gives: dict[str, str], other: bool = False) -> Example:
    return Example(text=plain(source), gives=gives, other=other, line=7)


def tried(source: str, *rules: Rule) -> Trial:
    return attempt(book(*rules), plain(source), finder(source))


FULL = {"date": "9月3日", "visitors": "甲县代表团", "host_place": "乙市", "kind": "考察"}


def test_an_example_that_holds() -> None:
    proved = rule(GOES, examples=(example(SENTENCE, FULL),), file="visit.yaml")
    assert prove(book(proved), proved, proved.examples[0], finder(SENTENCE)) is None


@pytest.mark.parametrize(
    ("gives", "expected"),
    [
        ([FULL | {"date": "9月4日"}], "{date: 9月4日, host_place: 乙市, kind: 考察, visitors: 甲县代表团}"),
        ([{"visitors": "甲县代表团"}], "{visitors: 甲县代表团}"),
        ([FULL, FULL], "{date: 9月3日, host_place: 乙市, kind: 考察, visitors: 甲县代表团}; {date: 9月3日"),
        ([], "nothing"),
    ],
)
def test_an_example_that_does_not(gives: list[dict[str, str]], expected: str) -> None:
    wrong = rule(GOES, examples=(example(SENTENCE, *gives),), file="visit.yaml")
    (failure,) = check(book(wrong), finder(SENTENCE))
    assert failure.expected.startswith(expected)
    assert failure.got == "{date: 9月3日, host_place: 乙市, kind: 考察, visitors: 甲县代表团}"
    assert failure.place == "visit.yaml:7"
    assert "⟨place 乙市⟩" in failure.sequence


def test_an_example_may_state_what_the_rule_sets() -> None:
    planned = rule(GOES, sets={"modality": "planned"}, examples=(example(SENTENCE, FULL | {"modality": "planned"}),))
    assert check(book(planned), finder(SENTENCE)) == ()
    wrong = rule(GOES, sets={"modality": "planned"}, examples=(example(SENTENCE, FULL | {"modality": "denied"}),))
    assert len(check(book(wrong), finder(SENTENCE))) == 1


def test_a_failing_example_says_what_was_missed() -> None:
    source = "[date 9月3日]，[delegation 甲县代表团]成员来[place 乙市]考察"
    (failure,) = check(book(rule(GOES, examples=(example(source, FULL),))), finder(source))
    assert failure.got == "nothing"
    assert failure.miss is not None
    assert (failure.miss.expected, failure.miss.instead) == ("‹前往›", "成员来⟨place 乙市⟩考察")


def test_another_rule_must_not_speak_where_one_says_there_is_nothing() -> None:
    source = "[delegation 甲县代表团]来[place 乙市]考察"
    silent = rule("{hosts:official}‹陪同›", "visit.hosts", examples=(example(source),), file="visit.yaml")
    (failure,) = check(book(silent, rule(GOES, "visit.goes")), finder(source))
    assert (failure.rule, failure.place, failure.expected) == ("visit.goes", "visit.yaml:7", "nothing")


def test_unless_the_example_says_that_another_may() -> None:
    source = "[delegation 甲县代表团]来[place 乙市]考察"
    silent = rule("{hosts:official}‹陪同›", "visit.hosts", examples=(example(source, other=True),))
    assert check(book(silent, rule(GOES, "visit.goes")), finder(source)) == ()


def test_a_rule_of_another_fact_type_may_speak() -> None:
    source = "[delegation 甲县代表团]来[place 乙市]考察"
    silent = rule("{parties:place}‹陪同›", "meeting.x", examples=(example(source),))
    assert check(book(silent, rule(GOES)), finder(source)) == ()


def test_a_trial_tells_sequence_and_matches() -> None:
    trial = tried(SENTENCE, rule(GOES))
    assert trial.sequence == "⟨date 9月3日⟩，⟨delegation 甲县代表团⟩来⟨place 乙市⟩考察"
    assert [told(match) for match in trial.matches] == [FULL]
    assert trial.misses == ()


def test_the_nearest_miss() -> None:
    (miss,) = tried("[person 李四]说，[delegation 甲县代表团]一行来到[site 乙市码头]考察", rule(GOES)).misses
    assert (miss.reached, miss.of) == (4, 6)
    assert miss.stood == "⟨delegation 甲县代表团⟩一行来到"
    assert miss.expected == "{host_place:place}"
    assert miss.instead == "⟨site 乙市码头⟩考察"


def test_the_nearest_miss_at_the_end_of_the_sentence() -> None:
    (miss,) = tried("学习的[delegation 甲县代表团]来到[place 乙市]", rule(GOES)).misses
    assert (miss.expected, miss.instead) == ("{kind:‹考察›}", "")


def test_nothing_of_a_rule_but_its_words() -> None:
    (miss,) = tried("他来考察", rule(GOES)).misses
    assert (miss.reached, miss.expected, miss.instead) == (0, "{visitors:party}", "他来考察")


def test_a_rule_that_a_guard_kept_from_speaking_comes_first() -> None:
    guarded = rule(GOES, "visit.guarded", unless=["‹计划›"])
    near = rule("{visitors:party}‹前往›{host_place:place}{kind:‹考察›}去", "visit.near")
    misses = tried("计划由[delegation 甲县代表团]来[place 乙市]考察", near, guarded).misses
    assert [miss.rule for miss in misses] == ["visit.guarded"]
    assert misses[0].blocked == "‹计划›"


def test_rules_without_their_words_are_not_told() -> None:
    assert tried("[delegation 甲县代表团]回家", rule(GOES)).misses == ()


def test_a_miss_may_have_got_furthest_through_a_part() -> None:
    (miss,) = tried("[delegation [place 甲县]代表团]赴外地考察", rule("{visitor_place:place}代表团‹前往›{host_place:place}")).misses
    assert (miss.reached, miss.expected, miss.instead) == (3, "{host_place:place}", "外地考察")
