from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shanhai.evaluate.item import Item, PersonItem, PlaceName, Slot, TenureItem, VisitItem
from shanhai.evaluate.matching import assign, matches, slot_hits, unique

people = st.lists(st.sampled_from("甲乙丙丁戊").map(lambda name: PersonItem(name=name)), max_size=8)


@given(people, people)
def test_an_assignment_is_as_large_as_it_can_be(labels: list[Item], found: list[Item]) -> None:
    hits = assign(labels, found)
    assert len({i for i, _ in hits}) == len({j for _, j in hits}) == len(hits)
    assert all(matches(labels[i], found[j]) for i, j in hits)
    names = {item.name for item in labels if isinstance(item, PersonItem)}
    best = sum(min(labels.count(PersonItem(name=name)), found.count(PersonItem(name=name))) for name in names)
    assert len(hits) == best


def test_of_two_answers_the_fuller_one_is_taken() -> None:
    a, b = PlaceName(name="甲县"), PlaceName(name="乙市")
    head = Slot(key="head", value="王五")
    hits = assign(
        [VisitItem(visitor=a, host=b, slots=(head,))], [VisitItem(visitor=a, host=b), VisitItem(visitor=a, host=b, slots=(head,))]
    )
    assert hits == [(0, 1)]


def test_each_value_is_counted_once() -> None:
    site = Slot(key="sites", value="某某产业园")
    assert slot_hits([site, site], [Slot(key="sites", value="某某产业园区")]) == 1
    assert slot_hits([Slot(key="date", value="--05-20")], [Slot(key="date", value="--05-20")]) == 1
    assert slot_hits([Slot(key="head", value="--05-20")], [Slot(key="head", value="2025-05-20")]) == 0


def test_a_post_of_another_body_is_another_post() -> None:
    gold = TenureItem(person="王五", title="书记", org="甲县委")
    assert not matches(gold, TenureItem(person="王五", title="书记", org="乙市委"))
    assert not matches(gold, TenureItem(person="王五", title="书记"))


@given(people)
def test_unique_keeps_one_of_each(items: list[PersonItem]) -> None:
    assert sorted(item.name for item in unique(items)) == sorted({item.name for item in items})
