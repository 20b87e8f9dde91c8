"""Lists of entries: narrowed, sorted, counted."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.views import FACETS, Asked, Records, entry, moved, organization, organizations, programme, programmes, records


def routes(found: Records) -> set[str]:
    names = ("visitor_place", "host_place")
    return {"→".join(getattr(line.fact, name).name if getattr(line.fact, name) else "…" for name in names) for line in found.lines}


@pytest.mark.parametrize("kind", sorted(FACETS))
def test_facets_count_what_the_list_has(ledger: Ledger, kind: str) -> None:
    found = records(ledger, kind)
    assert found.total == found.whole == len(found.lines)
    for facet in found.facets:
        for value in facet.values:
            narrowed = records(ledger, kind, Asked(facets={facet.name: (value.value,)}))
            assert narrowed.total == len(narrowed.lines) == value.count, (facet.name, value)


def test_a_facet_counts_under_all_other_conditions(ledger: Ledger) -> None:
    whole = {facet.name: facet for facet in records(ledger, "visit").facets}
    narrowed = records(ledger, "visit", Asked(facets={"year": (whole["year"].values[0].value,)}))
    assert {facet.name: facet for facet in narrowed.facets}["year"] == whole["year"]


def test_places_mean_all_that_lies_in_them(ledger: Ledger) -> None:
    assert routes(records(ledger, "visit", Asked(visitor="四川省", host="浙江省"))) >= {"仪陇县→龙湾区"}
    assert records(ledger, "visit", Asked(place="洛阳市")).total == 0


def test_words_are_sought_in_names_and_sentences(ledger: Ledger) -> None:
    assert "仪陇县→龙湾区" in routes(records(ledger, "visit", Asked(words="仪陇")))
    assert records(ledger, "visit", Asked(words="没有这样的话")).total == 0


def test_every_order_has_all_entries(ledger: Ledger) -> None:
    for kind in FACETS:
        wanted = {line.entry for line in records(ledger, kind).lines}
        for sort in ("-date", "date", "-pages", "pages", "-amount", "amount", "name", "-name"):
            assert {line.entry for line in records(ledger, kind, Asked(sort=sort)).lines} == wanted


def test_stretches_cover_the_list_once(ledger: Ledger) -> None:
    whole = [line.entry for line in records(ledger, "visit").lines]
    assert [line.entry for at in range(len(whole)) for line in records(ledger, "visit", offset=at, limit=1).lines] == whole


def test_an_entry_has_all_its_statements(ledger: Ledger) -> None:
    for kind in FACETS:
        for line in records(ledger, kind).lines:
            found = entry(ledger, line.entry)
            assert found is not None
            assert found.preferred == line
            assert len({told.page.id for told in found.statements}) == line.pages
            assert found.sources == line.sources
            assert all(choice.given >= 1 for choice in found.choices)
    assert moved(ledger, "visit-0") is None


def test_organizations_and_programmes_lead_to_their_entries(ledger: Ledger) -> None:
    listed = organizations(ledger)
    assert sum(listed.kinds.values()) == listed.total
    for line in listed.lines:
        found = organization(ledger, line.key)
        assert found is not None
        assert found.pages_total == line.pages
    for family in programmes(ledger):
        held = programme(ledger, family.name)
        assert held is not None
        assert held.pairings.total >= family.pairings
        assert sum(held.names.values()) == family.pairings + family.visits
