"""Whatever is broken in a ledger is told, with where and how to mend it; and what can be mended is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import Connection, delete, select, text, update

from shanhai.ledger import Ledger, PageReading, fulltext, schema
from shanhai.ledger.check import BACKUP, Progress, Trouble, check
from shanhai.ledger.reading import Kept
from shanhai.ledger.repair import repair
from shanhai.model import PageError
from shanhai.reconcile.judgement import Anchor, Judgement, Verdict, anchor_of

from .contents import contents, exported
from .synthetic import page_reading

COUNT = 4
PAGES = {page_reading(number).page.id: page_reading(number) for number in range(COUNT)}
MINTED = {"entries", "statements", "redirects", "people", "organizations", "questions"}
FIRST, DAMAGED = page_reading(0).page.id, page_reading(1).page.id


def troubles(ledger: Ledger) -> list[Trouble]:
    return [found for found in check(ledger) if isinstance(found, Trouble)]


def read_again(kept: Kept) -> PageReading:
    return PAGES[kept.page]


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    for reading in PAGES.values():
        ledger.add(reading)
    ledger.reconcile()
    return ledger


def said(ledger: Ledger, folder: Path) -> tuple[object, ...]:
    """What a ledger says: what it exports, and its rows but for the ids that it minted."""
    rows = contents(ledger)
    return exported(ledger, folder), {name: rows[name] for name in rows if name not in MINTED}


def test_a_sound_ledger_has_no_trouble(full: Ledger) -> None:
    found = list(check(full))
    assert found == [Progress(done=COUNT, total=COUNT)]


def _set(table: str, where: str, **values: object) -> Callable[[Connection], None]:
    def spoil(connection: Connection) -> None:
        chosen = schema.metadata.tables[table]
        assert connection.execute(update(chosen).where(text(where)).values(**values)).rowcount

    return spoil


def _quote_elsewhere(connection: Connection) -> None:
    row = connection.execute(select(schema.facts).limit(1)).one()
    moved = {field: tuple(structs.replace(each, start=each.start + 1) for each in found) for field, found in row.body.evidence.items()}
    body = structs.replace(row.body, evidence=moved)
    connection.execute(update(schema.facts).where(schema.facts.c.number == row.number).values(body=body))


def _lose_a_word(connection: Connection) -> None:
    """The index of the page lacks what its document has."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("UPDATE search_words SET words = '' WHERE part = 0"))
    else:
        connection.execute(text("DELETE FROM search_words_docsize WHERE id = 1"))
        connection.execute(text("INSERT INTO search_words_docsize VALUES (1, x'0101')"))


def _leave_a_document(connection: Connection) -> None:
    fulltext.put(connection, [fulltext.Document(kind="page", key="0" * 64, text="甲")])


SPOILT = {
    "edits": (_set("readings", "damage > 0", restored="甲"), "修改对不上"),
    "damage": (_set("readings", "damage > 0", damage=99), "修改记作 99"),
    "blocks": (
        _set("readings", f"page = '{FIRST}'", blocks=structs.replace(PAGES[DAMAGED], blocks=PAGES[DAMAGED].blocks).blocks[:0]),
        None,
    ),
    "text": (_set("texts", f"page = '{DAMAGED}'", text="甲县"), "修改对不上"),
    "quotation": (_quote_elsewhere, "引文不在"),
    "position": (_set("facts", "position = 3", position=50), "不连号"),
    "type": (_set("facts", "type = 'meeting'", type="visit"), "与它的内容不符"),
    "unread": (lambda connection: connection.execute(delete(schema.readings).where(schema.readings.c.page == FIRST)), "没有读法"),
    "hidden": (_set("readings", f"page = '{FIRST}'", shown=False), "没有读法"),
    "unindexed": (lambda connection: fulltext.drop(connection, "page", [FIRST]), "没有编入索引"),
    "superfluous": (_leave_a_document, "台账里没有"),
    "title": (_set("search_texts", "id = 1", title="乙"), "索引不是"),
    "date": (_set("search", "id = 1", date="1900"), "索引不是"),
    "words": (_lose_a_word, "缺了字词"),
}
SPOILT = {name: spoilt for name, spoilt in SPOILT.items() if spoilt[1]}


@pytest.mark.parametrize("name", SPOILT)
def test_what_can_be_made_again_is_told_and_mended(full: Ledger, name: str, tmp_path: Path) -> None:
    spoil, problem = SPOILT[name]
    before = said(full, tmp_path / "before")
    with full.writing() as connection:
        spoil(connection)
    found = troubles(full)
    assert found
    assert any((problem or "") in str(trouble) for trouble in found), [str(trouble) for trouble in found]
    assert all("--repair" in trouble.remedy for trouble in found)
    assert list(repair(full, found, read_again)) == []
    assert [str(trouble) for trouble in troubles(full)] == []
    assert said(full, tmp_path / "after") == before


@pytest.mark.parametrize(
    ("values", "problem"), [({"bytes": b"other"}, "大小"), ({"bytes": b"other", "size": 5}, "SHA-256")], ids=["size", "hash"]
)
def test_other_bytes_are_told_and_cannot_be_mended(full: Ledger, values: dict[str, object], problem: str) -> None:
    with full.writing() as connection:
        connection.execute(update(schema.pages).where(schema.pages.c.id == FIRST).values(**values))
    (found,) = troubles(full)
    assert (found.where, found.remedy, found.page) == (FIRST, BACKUP, None)
    assert problem in found.problem


def test_damaged_frames_are_told(full: Ledger) -> None:
    with full.writing() as connection:
        connection.execute(text("UPDATE pages SET bytes = :kept WHERE id = :id"), {"kept": b"\x28\xb5\x2f\xfdxx", "id": FIRST})
        connection.execute(text("UPDATE readings SET edits = :kept WHERE page = :id"), {"kept": b"xx", "id": DAMAGED})
    assert {(found.where, found.page) for found in troubles(full)} == {(FIRST, None), (DAMAGED, DAMAGED)}


def test_a_page_without_capture_is_told(full: Ledger) -> None:
    with full.writing() as connection:
        connection.execute(delete(schema.captures).where(schema.captures.c.page == FIRST))
    (found,) = troubles(full)
    assert "捕获" in found.problem


def test_a_row_without_owner_is_told(file: str) -> None:
    with Ledger.open(file) as ledger:
        for reading in PAGES.values():
            ledger.add(reading)
        with ledger.writing() as connection:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        with ledger.looking() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            connection.rollback()
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("INSERT INTO fact_people VALUES (9999, 'visit.head', '甲', '甲')")
            driver.execute("PRAGMA foreign_keys = ON")
        assert any("没有它所属的" in found.problem for found in troubles(ledger))


def test_a_missing_table_is_told(full: Ledger) -> None:
    with full.writing() as connection:
        connection.execute(text("DROP TABLE redactions"))
        connection.execute(text("CREATE TABLE redactions (page TEXT PRIMARY KEY)"))
    assert any("缺 made" in found.problem for found in troubles(full))


def test_a_damaged_index_is_made_anew(file: str, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        for reading in PAGES.values():
            ledger.add(reading)
        ledger.reconcile()
        before = said(ledger, tmp_path / "before")
        with ledger.writing() as connection:
            connection.execute(text("UPDATE search_words_data SET block = zeroblob(20) WHERE id > 100"))
        found = troubles(ledger)
        assert found
        assert list(repair(ledger, found, read_again)) == []
        assert troubles(ledger) == []
        assert said(ledger, tmp_path / "after") == before


def test_what_cannot_be_read_any_more_is_told(full: Ledger) -> None:
    def fails(kept: Kept) -> PageReading:
        raise PageError(kept.capture.source, "不是文本")

    with full.writing() as connection:
        connection.execute(update(schema.readings).where(schema.readings.c.page == FIRST).values(shown=False))
    assert [error.problem for error in repair(full, troubles(full), fails)] == ["不是文本"]


def test_a_read_only_ledger_is_checked(file: str) -> None:
    with Ledger.open(file) as ledger:
        ledger.add(page_reading(1))
    with Ledger.open(f"sqlite:///file:{file}?mode=ro&uri=true") as ledger:
        assert troubles(ledger) == []


def test_a_reading_that_is_not_shown_is_no_trouble(full: Ledger) -> None:
    """A rebuild that was cut short."""
    from shanhai.ledger.rebuild import again

    again(full, FIRST, lambda kept: structs.replace(PAGES[kept.page], rules="2"))
    assert troubles(full) == []


def test_judgements_are_no_trouble(full: Ledger) -> None:
    """A rejected fact, one by hand, a correction: entries count what is theirs."""
    with full.looking() as connection:
        chosen = select(schema.facts.c.body, schema.texts.c.text)
        rows = chosen.join(schema.readings, schema.readings.c.id == schema.facts.c.reading).join(
            schema.texts, schema.texts.c.page == schema.readings.c.page
        )
        visits = connection.execute(rows.where(schema.facts.c.type == "visit")).all()
    (first, text_), (second, other) = visits[:2]
    full.judge(
        Judgement(verdict=Verdict.REJECT, anchor=anchor_of(first, text_), who="甲"),
        Judgement(verdict=Verdict.CORRECT, anchor=anchor_of(second, other, "head"), value="李四", who="甲"),
        Judgement(verdict=Verdict.ADD, anchor=Anchor(page=FIRST, type="policy"), value={"type": "policy", "name": "甲规划"}, who="甲"),
    )
    assert [str(trouble) for trouble in troubles(full)] == []


def _count_wrongly(connection: Connection) -> None:
    connection.execute(text("UPDATE entries SET statements = 99 WHERE id = (SELECT min(id) FROM entries)"))


def _pass_over(connection: Connection) -> None:
    connection.execute(text("DELETE FROM statements WHERE fact = (SELECT max(fact) FROM statements)"))


@pytest.mark.parametrize("spoil", [_count_wrongly, _pass_over], ids=["count", "passed over"])
def test_entries_out_of_step_are_told_and_made_anew(full: Ledger, spoil: Callable[[Connection], None], tmp_path: Path) -> None:
    before = exported(full, tmp_path / "before")
    with full.writing() as connection:
        spoil(connection)
    found = troubles(full)
    assert found
    assert all(trouble.entry for trouble in found)
    assert list(repair(full, found, read_again)) == []
    assert troubles(full) == []
    assert exported(full, tmp_path / "after") == before
