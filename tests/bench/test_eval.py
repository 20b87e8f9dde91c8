from __future__ import annotations

from pathlib import Path

import pytest

from bench import eval as gate
from bench.corpus import PAGES, digest, twins
from bench.floors import Floors, read_floors, write_floors
from shanhai.evaluate import EvidenceCheck, Report, Scores

REPORT = Report(folder="x", scores=Scores(types={}), evidence=EvidenceCheck())
FLOORS = Floors(corpus="a", least={"f1 people": 0.9})
BETTER = Floors(corpus="a", least={"f1 people": 0.95})
WORSE = Floors(corpus="a", least={"f1 people": 0.8})


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The floors and the baseline in a folder of their own."""
    path = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "write_floors", lambda floors: write_floors(floors, path))
    monkeypatch.setattr(gate, "BASELINE", tmp_path / "baseline.jsonl")
    return path


def test_a_run_below_a_floor_fails(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.settle(FLOORS, WORSE, REPORT, rising=False, reason=None) == 1
    assert gate.settle(FLOORS, WORSE, REPORT, rising=True, reason=None) == 1
    assert "f1 people: 0.8 is below 0.9" in capsys.readouterr().out
    assert not kept.exists()


def test_floors_rise_when_asked(kept: Path) -> None:
    assert gate.settle(FLOORS, BETTER, REPORT, rising=False, reason=None) == 0
    assert not kept.exists()
    assert gate.settle(FLOORS, BETTER, REPORT, rising=True, reason=None) == 0
    assert read_floors(kept).least == BETTER.least


def test_floors_fall_for_a_reason(kept: Path) -> None:
    assert gate.settle(FLOORS, WORSE, REPORT, rising=False, reason=" ") == 2
    assert gate.settle(FLOORS, WORSE, REPORT, rising=False, reason="新语料更难") == 0
    assert read_floors(kept).least == WORSE.least


def test_another_corpus_wants_a_decision(kept: Path) -> None:
    other = Floors(corpus="b", least={"f1 people": 0.95})
    assert gate.settle(FLOORS, other, REPORT, rising=False, reason=None) == 1
    assert gate.settle(FLOORS, other, REPORT, rising=True, reason=None) == 0
    assert read_floors(kept).corpus == "b"


def test_the_digest_sees_every_byte(tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_text("甲县", "utf-8")
    first = digest(tmp_path)
    (tmp_path / "A.txt").write_text("甲乡", "utf-8")
    second = digest(tmp_path)
    (tmp_path / "A.txt").rename(tmp_path / "B.txt")
    assert len({first, second, digest(tmp_path)}) == 3


def test_damaged_pages_have_their_twins() -> None:
    names = {twin.name for twin in twins()}
    assert {"11", "25", "27", "29", "E03", "E04", "E12"} <= names
    assert "E13" not in names
    assert all((PAGES / f"{name}.json").exists() for name in names)
