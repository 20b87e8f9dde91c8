"""A report in words, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from unicodedata import east_asian_width

from .comparison import rules
from .finding import Changes, Finding
from .folder import Report
from .item import TYPES
from .score import Scores, TypeScore
from .source import SourceCount

TITLE_WIDTH = 24


def report_text(report: Report) -> str:
    """The table of scores, the negatives, the quotations, and what could not be read."""
    evidence = report.evidence
    lines = [
        scores_text(report.scores),
        *sources_text(report.sources),
        f"引文：{evidence.right} / {evidence.seen} 条与原文逐字相符；无引文的事实 {evidence.facts_without} 条",
        *(f"引文不符：{wrong}" for wrong in evidence.wrong),
        *(f"未读：{reason}" for reason in report.unread),
    ]
    return "\n".join(lines)


def scores_text(scores: Scores) -> str:
    """One line per type of fact: precision, recall, F1, interval, and right / labelled / answered.

    >>> print(scores_text(Scores(types={})))
    类型                    准确率  召回率     F1   95 % 区间     对 / 标 / 答
    反例：0 页中误报 0 页
    """
    lines = [_padded("类型") + "准确率  召回率     F1   95 % 区间     对 / 标 / 答"]
    lines += [_line(kind, scores.types[kind]) for kind in TYPES if kind in scores.types]
    alarms = f"（{'、'.join(scores.alarms)}）" if scores.alarms else ""
    lines.append(f"反例：{scores.negatives} 页中误报 {len(scores.alarms)} 页{alarms}")
    if scores.missing:
        lines.append(f"没有结果的页：{'、'.join(scores.missing)}")
    return "\n".join(lines)


def sources_text(sources: Mapping[str, SourceCount]) -> list[str]:
    """One line per source fact: right of labelled, and what stands where the label has nothing or something else.

    >>> sources_text({"published": SourceCount(labelled=4, right=3, wrong=1)})
    ['来源 published          3 / 4  0.750   错 1   无而有 0']
    """
    return [
        f"{_padded(f'来源 {field}')}{count.right} / {count.labelled}  {_share(count.share)}   错 {count.wrong}   无而有 {count.unlabelled}"
        for field, count in sources.items()
    ]


def changes_text(changes: Changes) -> str:
    """What was gained and lost since the baseline, one line each; one line when nothing changed.

    >>> changes_text(Changes())
    '与基线相同'
    """
    groups = [("＋", changes.gained), ("－", changes.lost), ("误＋", changes.new_false), ("误－", changes.gone_false)]
    lines = [line for mark, findings in groups for line in _lines(mark, findings)]
    return "\n".join(lines) or "与基线相同"


def _lines(mark: str, findings: Iterable[Finding]) -> list[str]:
    return [f"{mark} {finding.page} {rules()['titles'][finding.type]} {finding.text}" for finding in findings]


def _line(kind: str, score: TypeScore) -> str:
    low_high = f"{score.interval[0]:.2f}–{score.interval[1]:.2f}" if score.interval else ""
    count = score.count
    counted = f"{count.right} / {count.labelled} / {count.answered}"
    if count.right != count.covered:
        counted = f"{count.covered} / {count.labelled} · {count.right} / {count.answered}"
    share = "  ".join(_share(value) for value in (score.precision, score.recall, score.f1))
    title = _padded(f"{rules()['titles'][kind]} {kind}")
    return f"{title} {share}   {low_high:11}   {counted}"


def _share(value: float | None) -> str:
    return "   – " if value is None else f"{value:.3f}"


def _padded(text: str) -> str:
    """The text in TITLE_WIDTH columns; a Chinese character takes two."""
    taken = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
    return text + " " * max(1, TITLE_WIDTH - taken)
