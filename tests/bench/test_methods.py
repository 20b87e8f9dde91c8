from __future__ import annotations

import pytest

from bench import compare
from bench.compare import KINDS, SPEEDS, Comparison, Row, damaged_texts, machine, measure, table
from bench.methods import METHODS, twenty_lines

CLEAN = "9月3日，甲县县委书记李四率队到乙市，推进东西部协作（第六次）。双方议定，乙市投入30,000元。"


@pytest.mark.parametrize("kind", ["pinyin-words", "script", "width", "doubled-marks"])
def test_the_yardstick_of_twenty_lines_undoes_plain_damage(kind: str) -> None:
    for clean, text in damaged_texts([CLEAN])[kind]:
        assert twenty_lines(text) == clean


def test_all_methods_are_measured_on_all_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "LEAST_SECONDS", 0.0)
    damaged = damaged_texts([CLEAN])
    assert set(damaged) == set(KINDS)
    for method, work in METHODS.items():
        row = measure(method, work, [CLEAN], damaged)
        assert set(row.strict) == set(row.folded) == set(KINDS)
        assert min(row.characters_per_second.values()) > 0


def test_the_table_has_a_line_for_each_method() -> None:
    row = Row(
        method="某", strict=dict.fromkeys(KINDS, 1.0), folded={}, harm=0.0, characters_per_second={}, speed=dict.fromkeys(SPEEDS, 2.0)
    )
    made = Comparison(machine=machine(), corpus="", characters=1, seeds=(1,), rows=(row, row))
    assert [line.split()[0] for line in table(made).splitlines()] == ["%", "某", "某"]
    assert "2.00×" in table(made)
