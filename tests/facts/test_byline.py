"""Labels and what stands behind and beside them."""

from __future__ import annotations

import pytest

from shanhai.facts.byline import beside_a_day, labelled, labels_in


def told(text: str) -> list[tuple[str, str]]:
    return [(item.field, item.value) for item in labelled(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来源|秀山日报|编辑|何夏至", [("source_name", "秀山日报"), ("editors", "何夏至")]),
        ("【来源】秀山日报", [("source_name", "秀山日报")]),
        ("作者：|来源：|阅读：54", [("other", "54")]),
        ("发布：2023/3/5 15:11:00", [("published", "2023/3/5")]),
        ("活动时间：2023年3月5日", [("never", "2023年3月5日")]),
        ("秀山日报作者：乌兰 卢玉和编辑：霍北", [("authors", "乌兰"), ("authors", "卢玉和"), ("editors", "霍北")]),
        ("（首席记者 尼玛泽仁 见习记者 秦小满）", [("authors", "尼玛泽仁"), ("authors", "秦小满")]),
    ],
)
def test_labelled_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_words_of_the_language_are_labels_at_a_border_only() -> None:
    assert [label.field for label in labels_in("秀山发布|微信号", 0, 8)] == []
    assert [label.field for label in labels_in("发布|秀山县委", 0, 7)] == ["publisher"]


def test_beside_a_day() -> None:
    text = "秀山日报 秦小满 2023-10-09 06:52 星期一 大字"
    day, others = beside_a_day(text, 0, len(text))
    assert day is not None
    assert [(item.field, item.value) for item in others] == [("beside", "秀山日报"), ("authors", "秦小满")]


def test_a_medium_before_a_reporter_is_marked_as_such() -> None:
    text = "2023年10月9日　秀山融媒记者　秦小满"
    assert [(item.field, item.value) for item in beside_a_day(text, 0, len(text))[1]] == [("of_reporter", "秀山融媒")]


def test_without_a_day_only_media_beside_labels() -> None:
    assert [item.value for item in beside_a_day("秀山晚报 通讯员 秦小满", 0, 12)[1]] == ["秀山晚报"]
    assert beside_a_day("两地一家亲", 0, 5) == (None, [])
