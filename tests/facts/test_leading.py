"""Who leads a visit, named apart from it."""

from __future__ import annotations

from shanhai.facts.draft import Draft
from shanhai.facts.leading import deliberate_heads
from shanhai.facts.rulebook import Match
from shanhai.model import Mention

from .accounts import context

TEXT = "代表团考察，县长柳岸带队。"


def leading(start: int) -> Match:
    head = Mention(type="official", start=start, end=start + 4, text="县长柳岸", value="柳岸")
    return Match(rule="visit.head-leads", fact="visit", start=start, end=start + 6, roles={"head": (head,)})


def test_a_head_named_apart_leads_the_visit_told_last() -> None:
    drafts = deliberate_heads(context(TEXT), [Draft(start=0), Draft(start=50)], [leading(80)], [])
    assert [d.head for d in drafts] == [None, "柳岸"]


def test_a_head_far_from_any_visit_leads_none() -> None:
    assert [d.head for d in deliberate_heads(context(TEXT), [Draft(start=0)], [leading(2000)], [])] == [None]


def test_a_visit_that_has_a_head_keeps_it() -> None:
    assert [d.head for d in deliberate_heads(context(TEXT), [Draft(start=0, head="苏白")], [leading(20)], [])] == ["苏白"]
