"""The first decision, measured."""

from __future__ import annotations

from pathlib import Path

from bench.relevance import Relevance, kept, measure, relevance_text


def test_a_folder_of_labelled_pages(tmp_path: Path) -> None:
    for name, text, relevant in (("a", "10月8日，桐庐县党政代表团赴衡水市考察对口协作工作。", "true"), ("b", "明天多云。", "false")):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        (tmp_path / f"{name}.json").write_text(f'{{"relevant": {relevant}}}', "utf-8")
    found = measure(tmp_path)
    assert (found.relevant, found.found, found.others, found.alarms, found.early) == (1, 1, 1, 0, 2)
    assert found.rate > 0


def test_news_that_is_kept_is_counted() -> None:
    assert kept(["明天多云。"]) == (0, 1)


def test_in_words() -> None:
    said = relevance_text(Relevance(relevant=2, found=2, others=1, alarms=0, early=3, rate=4000.0))
    assert "2 页留下 2 页" in said and "4,000" in said
