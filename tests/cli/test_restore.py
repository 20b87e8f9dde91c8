"""`shanhai restore`: the clean article, what was mended, and both for programs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from shanhai.model import Block, Edit, RestoredText
from shanhai.pages import read_path
from shanhai.restore import rebuild

from .run import shanhai


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.html"
    path.write_text(
        "<title>座谈</title><nav><a href=1>首页</a><a href=2>要闻</a></nav><h1>桐庐县与衡水市座谈</h1>"
        "<p>桐廬(lú)縣(xiàn)黨(dǎng)政(zhèng)代表團(tuán)赴衡水市考察。</p><div>|</div>",
        encoding="utf-8",
    )
    return path


def test_the_article_without_its_frame(page: Path) -> None:
    said = shanhai("restore", page).out
    assert "桐庐县党政代表团赴衡水市考察。" in said
    assert "要闻" not in said


def test_all_keeps_the_frame_without_layout_marks(page: Path) -> None:
    lines = shanhai("restore", "--all", page).out.splitlines()
    assert "首页要闻" in lines
    assert "|" not in lines
    assert "桐庐县党政代表团赴衡水市考察。" in lines


def test_diff_shows_what_was_mended_and_counts_it(page: Path) -> None:
    said = shanhai("restore", "--diff", page).out
    assert "字后夹拼音 5" in said
    assert "[-廬-]{+庐+}[-(lú)-]" in said


def test_diff_of_a_sound_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("桐庐县代表团赴衡水市考察。", encoding="utf-8")
    assert "一字未改" in shanhai("restore", "--diff", tmp_path).out


def test_json_rebuilds_the_published_text(page: Path) -> None:
    told = msgspec.json.decode(shanhai("restore", "--json", page).out)
    restored = RestoredText(page=told["page"], text=told["text"], edits=msgspec.convert(told["edits"], tuple[Edit, ...]))
    assert rebuild(restored) == read_path(page)[0].text
    assert told["source"] == str(page)
    assert all(block.end <= len(told["text"]) for block in msgspec.convert(told["blocks"], tuple[Block, ...]))


def test_diff_and_json_exclude_one_another(page: Path) -> None:
    assert shanhai("restore", "--diff", "--json", page).status == 2


def test_the_unreadable_are_named(mixed: Path, unreadable: set[str]) -> None:
    result = shanhai("restore", mixed)
    assert result.status == 1
    assert len(result.err.splitlines()) == len(unreadable)
    assert "桐庐县" in result.out
