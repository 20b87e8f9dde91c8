from __future__ import annotations

from shanhai.evaluate import TYPES, Changes, EvidenceCheck, Finding, Outcome, Report, changes_text, report_text, score
from shanhai.evaluate.answer import page_name

from .made_up import accounts, labels


def made_report() -> Report:
    scores = score(labels(), {page_name(account): account for account in accounts()})
    return Report(
        folder="x", scores=scores, evidence=EvidenceCheck(seen=3, right=2, wrong=("A 9 “会” at 7",)), unread=("B.html: 文件是空的",)
    )


def test_a_report_says_everything_once() -> None:
    text = report_text(made_report())
    lines = text.splitlines()
    assert sum(line.startswith("来往 visits") for line in lines) == 1
    assert all(any(f" {kind} " in line for line in lines) for kind in TYPES)
    for part in ("反例：1 页中误报 1 页（N）", "没有结果的页：B", "引文：2 / 3", "“会” at 7", "未读：B.html"):
        assert part in text


def test_changes_are_one_line_each() -> None:
    gained = Finding(page="A", type="visits", outcome=Outcome.RIGHT, text="甲县→乙市")
    false = Finding(page="A", type="people", outcome=Outcome.FALSE, text="某某")
    assert changes_text(Changes(gained=(gained,), new_false=(false,))) == "＋ A 来往 甲县→乙市\n误＋ A 人物 某某"
