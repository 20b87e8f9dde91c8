from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.evaluate import TYPES, Count, Outcome, Scores, evaluate, score
from shanhai.evaluate.answer import page_name

from .made_up import LABELS, accounts, labels

STORED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "evaluate" / "scores.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(labels(), {page_name(account): account for account in accounts()})


def test_every_type_is_stored() -> None:
    assert set(STORED) == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_counts_and_intervals(scores: Scores, kind: str) -> None:
    found, stored = scores.types[kind], STORED[kind]
    count = found.count
    general = [count.covered, count.labelled, count.answered]
    assert ([*general[:2], count.right, count.answered] if len(stored["counts"]) == 4 else general) == stored["counts"], stored["why"]
    assert found.interval == pytest.approx(tuple(stored["interval"]))


def test_negatives_and_missing_pages(scores: Scores) -> None:
    assert (scores.negatives, scores.alarms, scores.missing) == (1, ("N",), ("B",))


def test_findings_tell_what_became_of_each(scores: Scores) -> None:
    told = {(finding.outcome, finding.page, finding.type, finding.text) for finding in scores.findings}
    assert (Outcome.RIGHT, "A", "visits", "海曙区→庆元县 --05-20") in told
    assert (Outcome.FALSE, "A", "visits", "海曙区→遂昌县") in told
    assert (Outcome.MISSED, "B", "people", "王丁") in told
    assert (Outcome.FALSE, "N", "pledges", "将努力") in told
    assert (Outcome.MISSED, "A", "pledges", "常来常往") in told


def test_a_folder_scores_as_its_labels(tmp_path: Path, scores: Scores) -> None:
    for page, entry in LABELS.items():
        (tmp_path / f"{page}.json").write_text(json.dumps(entry), "utf-8")
    assert evaluate(tmp_path, accounts()) == scores


def test_order_of_answers_does_not_matter(scores: Scores) -> None:
    turned = {
        page_name(account): type(account)(
            page=account.page,
            people=account.people[::-1],
            places=account.places[::-1],
            organizations=account.organizations,
            facts=account.facts[::-1],
        )
        for account in accounts()
    }
    again = score(labels(), turned)
    assert {kind: again.types[kind].count for kind in TYPES} == {kind: scores.types[kind].count for kind in TYPES}


counts = st.builds(Count, covered=st.integers(0, 9), labelled=st.integers(9, 20), right=st.integers(0, 9), answered=st.integers(9, 20))


@given(counts, counts)
def test_shares_stay_between_nothing_and_all(a: Count, b: Count) -> None:
    for share in ((a + b).precision, (a + b).recall, (a + b).f1):
        assert share is not None
        assert 0 <= share <= 1


def test_nothing_to_find_is_no_score() -> None:
    assert Count().f1 is None
    assert Count(labelled=1).f1 == 0.0
