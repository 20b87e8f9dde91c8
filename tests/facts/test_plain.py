"""The restored text as labels are looked for in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.facts.plain import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来源┃秀山日报", "来源|秀山日报"),
        ("［时间］２０２３", "[时间]2023"),
        ("审  核：李四", "审核：  李四"),
        ("甲  乙：李四", "甲  乙：李四"),
        ("发布时间\n2023-10-09", "发布时间\t2023-10-09"),
        ("发布时间\n来源\n秀山日报", "发布时间\n来源\t秀山日报"),
        ("来源\n桐庐县党政代表团昨天到秀山县考察。", "来源\n桐庐县党政代表团昨天到秀山县考察。"),
        ("秀山网\n>>\n新闻", "秀山网 >> 新闻"),
        ("简　报", "简报 "),
        ("甲 乙 丙 丁 戊 己 编", "甲乙丙丁戊己编      "),
    ],
)
def test_marks_and_blanks(text: str, expected: str) -> None:
    assert plain(text) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="来源作者 发布时间\n\t　：丨|>甲乙丙。", max_size=40))
def test_the_length_is_kept(text: str) -> None:
    assert len(plain(text)) == len(text)
