"""What goes into a column comes out as it was, or a LedgerError says why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.ledger.columns import Compressed, Json, Packed
from shanhai.model import AnyFact, Edit, LedgerError, PlaceRef
from tests.model.strategies import values_of


@given(st.binary(max_size=2000))
def test_compressed_bytes_come_back(raw: bytes) -> None:
    column = Compressed()
    assert column.process_result_value(column.process_bind_param(raw, None), None) == raw


@given(values_of(AnyFact))
def test_facts_come_back_as_they_went_in(fact: AnyFact) -> None:
    column = Json(AnyFact)
    assert column.process_result_value(column.process_bind_param(fact, None), None) == fact


@given(st.lists(values_of(Edit), max_size=5).map(tuple))
def test_edits_come_back_as_they_went_in(edits: tuple[Edit, ...]) -> None:
    column = Packed(tuple[Edit, ...])
    assert column.process_result_value(column.process_bind_param(edits, None), None) == edits


def test_absent_stays_absent() -> None:
    for column in (Compressed(), Json(AnyFact), Packed(AnyFact)):
        assert column.process_bind_param(None, None) is None
        assert column.process_result_value(None, None) is None


@pytest.mark.parametrize("at", [0, 5, -1])
def test_damaged_bytes_are_told(at: int) -> None:
    kept = bytearray(Compressed().process_bind_param("甲县".encode() * 50, None) or b"")
    kept[at] ^= 0xFF
    with pytest.raises(LedgerError, match="备份"):
        Compressed().process_result_value(bytes(kept), None)


def test_a_row_of_another_version_is_told() -> None:
    with pytest.raises(LedgerError, match="重新收入"):
        Json(PlaceRef).process_result_value('{"name": "甲县", "nickname": "甲"}', None)
