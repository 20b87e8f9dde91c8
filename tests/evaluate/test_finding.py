from __future__ import annotations

from pathlib import Path

from shanhai.evaluate import Changes, Finding, Outcome, changes, read_findings, write_findings


def finding(text: str, outcome: Outcome) -> Finding:
    return Finding(page="E01", type="people", outcome=outcome, text=text)


WAS = (finding("甲", Outcome.RIGHT), finding("乙", Outcome.RIGHT), finding("假", Outcome.FALSE))
NOW = (finding("甲", Outcome.RIGHT), finding("乙", Outcome.MISSED), finding("丙", Outcome.RIGHT), finding("误", Outcome.FALSE))


def test_gained_and_lost() -> None:
    found = changes(WAS, NOW)
    assert [[f.text for f in group] for group in (found.gained, found.lost, found.new_false, found.gone_false)] == [
        ["丙"],
        ["乙"],
        ["误"],
        ["假"],
    ]


def test_the_same_run_changes_nothing() -> None:
    assert not changes(WAS, WAS)
    assert changes(WAS, WAS) == Changes()


def test_a_baseline_keeps_what_is_right_and_what_is_false(tmp_path: Path) -> None:
    path = tmp_path / "baseline.jsonl"
    assert read_findings(path) == ()
    write_findings(path, reversed(NOW))
    assert read_findings(path) == tuple(sorted((f for f in NOW if f.outcome is not Outcome.MISSED), key=Finding.key))
    first = path.read_bytes()
    write_findings(path, NOW)
    assert path.read_bytes() == first
