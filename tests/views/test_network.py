from __future__ import annotations

from collections.abc import Iterator

import pytest

from shanhai.ledger import Ledger
from shanhai.reconcile.levels import Level
from shanhai.views import Network, network, retold, ties
from shanhai.views.chance import nearby

from .made_up import lay_network


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(str(lay_network(tmp_path_factory.mktemp("views") / "network.ledger"))) as ledger:
        yield ledger


def trips(seen: Network) -> set[tuple[str, str, int]]:
    return {(tie.visitor.name, tie.host.name, tie.visits) for tie in seen.ties}


def test_counties_stand_for_their_prefectures(wide: Ledger) -> None:
    seen = network(wide)
    assert trips(seen) == {("温州市", "丽水市", 2), ("丽水市", "温州市", 1), ("温州市", "阿坝藏族羌族自治州", 1)}
    assert (seen.counted, seen.inside, seen.coarse, seen.background, seen.planned, seen.undated) == (4, 1, 1, 1, 1, 1)


def test_provinces_have_all_and_counties_the_finest(wide: Ledger) -> None:
    assert trips(network(wide, level=Level.PROVINCE)) == {("浙江省", "四川省", 2)}
    assert trips(network(wide, level=Level.COUNTY)) == {("鹿城区", "莲都区", 1), ("鹿城区", "永嘉县", 1)}


def test_a_return_answers_the_visit_before_it(wide: Ledger) -> None:
    seen = network(wide)
    assert [(answer.days, answer.fine) for answer in seen.answers] == [(196, True)]
    assert (seen.returned, seen.usual_days) == (1, 196)
    asked, returned = retold(wide, [seen.answers[0].asked, seen.answers[0].returned])
    assert [each.fact.head for each in (asked, returned)] == ["赵甲乙", "钱丙丁"]
    tie = next(tie for tie in seen.ties if tie.visitor.name == "温州市" and tie.host.name == "丽水市")
    assert (tie.visits, tie.returned, tie.days, tie.near, tie.family) == (2, 1, 196, True, "山海协作")


def test_neighbours_beside_chance(wide: Ledger) -> None:
    seen = network(wide)
    assert (seen.near.near, seen.near.counted, seen.near.left_out) == (3, 4, 0)
    # Wenzhou receives one of four visits, Lishui two, Aba one: by chance it goes to Lishui in two of three, Lishui to it in one of two.
    assert seen.near.expected == pytest.approx(3 * 2 / 3 + 1 * 1 / 2)
    assert nearby({}, Level.COUNTY).share is None


def test_conditions(wide: Ledger) -> None:
    assert network(wide, since="2025").counted == 2
    assert network(wide, since="2024-11", until="2025-01").counted == 2
    assert network(wide, until="2024").counted == 1
    assert network(wide, programme="东西部协作").counted == 1
    assert network(wide, programme="none").counted == 2
    assert network(wide, theme="industry").counted == 1
    assert network(wide, background=True).counted == 5
    assert trips(network(wide, visitor="331100")) == {("丽水市", "温州市", 1)}
    assert network(wide, visitor="330000", host="510000").counted == 1
    assert network(wide, visitor="330300", host="331100").returned == 1


def test_months_and_themes_count_the_same_visits(wide: Ledger) -> None:
    seen = network(wide)
    assert seen.months == {"2024-11": 1, "2025-01": 1, "2025-05": 1}
    assert seen.themes == {"education": 1, "industry": 1}
    first = seen.nodes[0]
    assert (first.place.name, first.out, first.into, first.partners) == ("温州市", 3, 1, 2)
    assert all(node.lon and node.lat for node in seen.nodes)


def test_an_empty_ledger(empty: Ledger) -> None:
    assert network(empty).ties == ties(empty) == ()
    assert network(empty).near.by_chance is None


def test_pairings_of_places_are_on_the_map(ledger: Ledger) -> None:
    assert [(bond.a.name, bond.b.name, bond.family) for bond in ties(ledger)] == [("龙湾区", "仪陇县", "东西部协作")]
