"""Which marks are widened, and when."""

from __future__ import annotations

import pytest

from shanhai.model import Repair
from shanhai.restore.width import widen_marks

DAMAGE = "甲县来访,乙市接待,丙镇参加"


def widened(text: str) -> str:
    made = list(text)
    for edit in widen_marks(text):
        assert (edit.end - edit.start, len(edit.replacement), edit.repair) == (1, 1, Repair.WIDTH)
        made[edit.start] = edit.replacement
    return "".join(made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("双方说:好!行吗?行;散会", "双方说：好！行吗？行；散会"),
        ("增长5%,约1,200万元", "增长5%，约1,200万元"),
        ("9:30到,10:00走", "9:30到，10:00走"),
        ("(甲县)(NBA)(1)", "（甲县）(NBA)(1)"),
        ("(甲(乙)(b)", "(甲（乙）(b)"),
        ("(\n甲)", "(\n甲)"),
        ("“走出去”,“引进来”", "“走出去”，“引进来”"),
        ("https://a.b/c?d=1,2;e(f)", "https://a.b/c?d=1,2;e(f)"),
        ("Hello, world! OK?", "Hello, world! OK?"),
        ("当?shù)厮?、新", "当?shù)厮?、新"),
        ("展?!耙欢", "展?!耙欢"),
        ("&nbsp;甲&#160;乙", "&nbsp;甲&#160;乙"),
        ("甲;乙", "甲；乙"),
        ("谢谢:)", "谢谢:)"),
        ("什么?(笑)", "什么？（笑）"),
    ],
)
def test_on_a_damaged_page(text: str, expected: str) -> None:
    assert widened(DAMAGE + "\n" + text) == "甲县来访，乙市接待，丙镇参加\n" + expected


@pytest.mark.parametrize(
    "text",
    [
        "甲县来访,乙市接待",  # one comma
        "甲县,乙市,丙镇" + "，" * 19,  # a tenth of the commas
        "Name, place, date: (甲县); (乙市)",
        "甲县来访，乙市接待:好!",
    ],
)
def test_on_another_page(text: str) -> None:
    assert widen_marks(text) == ()
