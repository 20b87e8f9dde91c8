"""Tenures on small pages."""

from __future__ import annotations

from shanhai.facts.tenure import Tenures

from .accounts import Case, context, differences, every_case


@every_case("tenure")
def test_tenure(case: Case) -> None:
    assert differences(case) == {}


def test_a_post_completed_from_the_page_is_inferred() -> None:
    stated, inferred = Tenures(context("桐庐县委书记何夏至、县长柳岸参加东西部协作座谈会。")).read()
    assert (stated.inferred, inferred.person, inferred.organization) == (False, "柳岸", "桐庐县")


def test_a_holding_spans_its_words() -> None:
    own = context("桐庐县委书记何夏至参加东西部协作座谈会。")
    (holding,) = Tenures(own).read()
    assert own.text[holding.mention.start : holding.end] == "桐庐县委书记何夏至"
