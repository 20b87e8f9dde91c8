"""Groups do not depend on order; what must stay apart does; what nothing decides is left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shanhai.reconcile.clustering import Bond, clusters

KEYS = "abcdefgh"
keys = st.sampled_from(KEYS)
pairs = st.tuples(keys, keys).filter(lambda pair: pair[0] != pair[1])
bonds = st.lists(
    st.builds(
        lambda pair, score, firm: Bond(one=pair[0], other=pair[1], score=float(score), firm=firm), pairs, st.integers(1, 4), st.booleans()
    ),
    max_size=14,
)


@given(bonds, st.lists(pairs, max_size=4), st.lists(pairs, max_size=3), st.randoms())
def test_any_order_gives_the_same_groups(
    given_bonds: list[Bond], apart: list[tuple[str, str]], never: list[tuple[str, str]], chance: object
) -> None:
    before = clusters(KEYS, given_bonds, apart, never)
    shuffled, names = list(given_bonds), list(KEYS)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(names)  # type: ignore[attr-defined]
    assert clusters(names, shuffled, [pair[::-1] for pair in apart], never[::-1]) == before
    assert sorted(key for group in before for key in group) == list(KEYS)
    assert not any({one, other} <= set(group) for group in before for one, other in never)


def test_a_firm_bond_holds_against_looks_and_a_judgement_against_it() -> None:
    firm = [Bond(one="a", other="b", score=3.0, firm=True)]
    assert clusters("ab", firm, apart=[("a", "b")]) == (("a", "b"),)
    assert clusters("ab", firm, never=[("a", "b")]) == (("a",), ("b",))


def test_what_is_drawn_to_two_sides_alike_stays_alone() -> None:
    drawn = [Bond(one="x", other="a", score=4.0), Bond(one="x", other="b", score=4.0)]
    assert clusters("abx", drawn, apart=[("a", "b")]) == (("a",), ("b",), ("x",))
    stronger = [*drawn, Bond(one="x", other="a", score=5.0)]
    assert clusters("abx", stronger, apart=[("a", "b")]) == (("a", "x"), ("b",))
