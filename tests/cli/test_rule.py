from __future__ import annotations

from pathlib import Path

import pytest

from .run import shanhai

GOOD = """\
fact: visit
rules:
  - name: visit.calls-on
    says: "{visitors:delegation}前往{host_place:place+}考察"
    unless: [没有]
    sets: {programme: 山海协作}
    examples:
      - {text: 桐庐县党政代表团前往衡水市考察, gives: {visitors: 桐庐县党政代表团, host_place: 衡水市}}
      - {text: 衡水市考察团前往桐庐县考察, gives: {visitors: 衡水市考察团, host_place: 桐庐县}}
      - {text: 桐庐县前往考察, gives: nothing}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "visit.yaml"
    path.write_text(GOOD, "utf-8")
    return path


def test_try_tells_what_fired_and_with_which_roles(rules: Path) -> None:
    ran = shanhai("rule", "try", "桐庐县党政代表团前往衡水市、邢台市等地考察", "--rules", rules)
    assert ran.status == 0
    assert "⟨delegation 桐庐县党政代表团⟩前往⟨place 衡水市⟩、⟨place 邢台市⟩等地考察" in ran.out
    assert "说中  visit.calls-on" in ran.out
    assert "host_place: 衡水市（" in ran.out
    assert "＋等地" in ran.out
    assert "programme = 山海协作" in ran.out


def test_try_tells_the_nearest_miss(rules: Path) -> None:
    ran = shanhai("rule", "try", "-", "--rules", rules, given="桐庐县党政代表团前往外地考察".encode())
    assert "没有规则说中" in ran.out
    assert "差在  visit.calls-on  2/4" in ran.out
    assert "这里要 {host_place:place+}，却是「外地考察」" in ran.out


def test_try_tells_what_was_blocked(rules: Path) -> None:
    ran = shanhai("rule", "try", "没有桐庐县党政代表团前往衡水市考察", "--rules", rules)
    assert "被拦  visit.calls-on" in ran.out
    assert "（没有）" in ran.out


def test_try_shows_all_misses_on_demand() -> None:
    sentence = "桐庐县党政代表团前往衡水市，由县长带队，签署协议，举行会议，结对共建"
    few, every = (shanhai("rule", "try", sentence, *more).out.count("差在") for more in ([], ["--all"]))
    assert 0 < few <= 8
    assert every >= few


def test_check_of_sound_rules(rules: Path) -> None:
    ran = shanhai("rule", "check", rules)
    assert (ran.status, ran.out) == (0, "1 条规则，3 个例句，0 个不符，0 处写错\n")


def test_check_shows_a_failing_example_as_a_diff(rules: Path) -> None:
    rules.write_text(GOOD.replace("host_place: 桐庐县}", "host_place: 富阳区}"), "utf-8")
    ran = shanhai("rule", "check", rules)
    assert ran.status == 1
    assert f"不符  visit.calls-on  {rules}:9" in ran.out
    assert "− 应得 {host_place: 富阳区, visitors: 衡水市考察团}" in ran.out
    assert "＋ 实得 {host_place: 桐庐县, visitors: 衡水市考察团}" in ran.out
    assert "1 个不符" in ran.out


def test_check_shows_what_a_failing_example_missed(rules: Path) -> None:
    rules.write_text(GOOD.replace("text: 衡水市考察团前往桐庐县考察", "text: 衡水市考察团前往桐庐县学习"), "utf-8")
    ran = shanhai("rule", "check", rules)
    assert "这里要 考察，却是「学习」" in ran.out


def test_check_tells_rules_that_are_wrong(rules: Path) -> None:
    rules.write_text(GOOD.replace("{visitors:delegation}", "{visitor:delegation}"), "utf-8")
    ran = shanhai("rule", "check", rules)
    assert ran.status == 1
    assert "unknown role 'visitor'" in ran.err
    assert "did you mean 'visitors'?" in ran.err


def test_coverage_counts(rules: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("桐庐县党政代表团前往衡水市考察。\n衡水市考察团前往桐庐县考察。", "utf-8")
    (pages / "b.txt").write_text("衡水市召开会议，研究部署下一步工作。", "utf-8")
    ran = shanhai("rule", "coverage", pages, "--rules", rules)
    assert ran.status == 0
    assert "     2  visit.calls-on" in ran.out
    assert "2 个页面，2 次说中，0 条规则没有用上" in ran.out


def test_coverage_names_what_could_not_be_read(rules: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("桐庐县党政代表团前往衡水市考察。", "utf-8")
    (pages / "empty.txt").write_text("", "utf-8")
    ran = shanhai("rule", "coverage", pages, "--rules", rules)
    assert ran.status == 1
    assert "empty.txt" in ran.err
    assert "1 个页面" in ran.out
