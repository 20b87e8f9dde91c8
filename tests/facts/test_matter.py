"""Agreements, projects, platforms, measures, pledges, actions, traits and policies of the pages in tests/cases/facts."""

from __future__ import annotations

from shanhai.model import Modality, Pledge
from shanhai.read import read

from .accounts import Case, differences, every_case, page


@every_case("agreement", "measure", "pledge", "project", "deed")
def test_matter(case: Case) -> None:
    assert differences(case) == {}


def test_a_pledge_is_in_the_page_word_by_word() -> None:
    text = "桐庐县党政代表团赴秀山县考察。秀山县委书记李四参加。\n李四说，秀山县将“一站式”服务企业，把每个项目盯到投产。"
    pledges = [fact for fact in read(page(text)).facts if isinstance(fact, Pledge)]
    assert pledges
    assert all(pledge.text in text and pledge.modality is Modality.PLANNED for pledge in pledges)
    assert all(evidence.exact for pledge in pledges for found in pledge.evidence.values() for evidence in found)
