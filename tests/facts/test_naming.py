"""The persons and units that a label names."""

from __future__ import annotations

import pytest

from shanhai.facts.naming import is_person, names_in


def told(text: str, *, marked: bool = True, logins: bool = False) -> list[str]:
    return [value for value, _, _ in names_in(text, 0, len(text), marked=marked, logins=logins)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李四、王五", ["李四", "王五"]),
        (" 李　四　王小五", ["李四", "王小五"]),
        ("甲县委办公室 李四", ["李四"]),
        ("甲县农业农村局", ["甲县农业农村局"]),
        ("阿依努尔·麦麦提 李四", ["阿依努尔·麦麦提", "李四"]),
        ("李四】后面", ["李四"]),
        ("佚名", []),
        ("本网编辑", []),
    ],
)
def test_names_behind_a_mark(text: str, names: list[str]) -> None:
    assert told(text) == names


def test_without_a_mark_only_names_by_form_or_in_brackets() -> None:
    assert told(" 在现场看到", marked=False) == []
    assert told(" 尼玛泽仁）", marked=False) == ["尼玛泽仁"]
    assert told("李四在会上", marked=False) == []


def test_login_names() -> None:
    assert told("lotus01", logins=True) == ["lotus01"]
    assert told("admin", logins=True) == []


def test_persons_by_form() -> None:
    assert is_person("完颜军")
    assert not is_person("华龙网")
