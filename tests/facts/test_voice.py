"""Who speaks where."""

from __future__ import annotations

import pytest

from shanhai.facts.tenure import Tenures
from shanhai.facts.voice import Voices

from .accounts import context

PRESENT = "秀山县委书记李四，桐庐县副县长王五参加。\n"


@pytest.mark.parametrize(
    ("said", "where", "name"),
    [
        ("李四表示，要多来往。", "要多来往", "李四"),
        ("王五回应。他说，将派出干部。", "将派出干部", "王五"),
        ("“桐庐县将派出干部。”王五说。", "将派出干部", "王五"),
        ("李四说，路近了。栾六七回应，将派出干部。", "将派出干部", "栾六七"),
        ("县农业农村局相关负责人表示，将派出干部。", "将派出干部", "县农业农村局相关负责人"),
        ("会议要求，加强对接。", "加强对接", "会议"),
        ("李四对代表团的到来很高兴。\n路近了。", "路近了", None),
        ("李四强调，要多来往。\n二要压实责任。", "二要压实责任", "李四"),
    ],
)
def test_speaker(said: str, where: str, name: str | None) -> None:
    page = context(PRESENT + said)
    voice = Voices(page, Tenures(page).read()).at(page.text.index(where) + len(where))
    assert (voice and (voice.name or voice.label)) == name
