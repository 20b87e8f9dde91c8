"""The comparison of the proposed order with chance: what a rejection of a wrong fact, and of a right one, does to F1."""

from __future__ import annotations

from pathlib import Path

from bench.corpus import PAGES
from bench.doubts import f1, labelled, open_questions
from bench.ledger import adding
from shanhai.evaluate import labelled_pages
from shanhai.ledger import Ledger
from shanhai.ledger.answering import judgement_of
from shanhai.ledger.deciding import decide

NAMES = ("E01", "E02", "E05", "E10", "E12")


def test_rejecting_what_is_wrong_raises_f1_and_rejecting_what_is_right_lowers_it(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        pages = labelled(NAMES, {path.stem: adding(ledger, path) for path in labelled_pages(PAGES) if path.stem in NAMES})
        ledger.reconcile()
        asked = open_questions(ledger, pages)
        assert [each.gain for each in asked] == sorted((each.gain for each in asked), reverse=True)
        before = f1(ledger, pages)
        for right in (False, True):
            question = next(each for each in asked if pages.right[each.one] is right)
            with ledger.looking() as connection:
                made = judgement_of(connection, question, "reject", who="bench")
            decide(ledger, made)
            after = f1(ledger, pages)
            assert (after < before) if right else (after > before)
            before = after
