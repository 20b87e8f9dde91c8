"""The index finds exactly what stands in the documents, whatever goes in and out of it, on each database."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from alembic import command
from msgspec import structs
from sqlalchemy import func, inspect, select, text

from shanhai.ledger import Ledger, fulltext, matching, migrate, schema
from shanhai.ledger.engine import engine_of, url_of, writer_of
from shanhai.ledger.fulltext import Document
from shanhai.ledger.query import query
from shanhai.ledger.tokens import fold
from shanhai.model import LedgerError

from .synthetic import page_reading

SYLLABLES = "甲乙丙丁山海协作县市党政"
WORDS = ["山海", "海协", "协作", "甲", "县", "山海协作", "党政 甲县", "5g", "甲5G", "乙 -山海", "丙丁 -甲乙", "2024年", "-甲 乙"]


def documents(count: int, seed: int = 1) -> list[Document]:
    """Texts of few characters, so that every pair stands somewhere and is missing elsewhere."""
    chance = random.Random(seed)
    pieces = [*SYLLABLES, *SYLLABLES, "，", "。\n", " ", "5G", "2024年"]
    return [
        Document(
            kind="page",
            key=str(number),
            date=f"20{chance.randrange(10, 26)}",
            title="".join(chance.choices(SYLLABLES, k=3)),
            text="".join(chance.choices(pieces, k=chance.choice([3, 30, 200]))),
        )
        for number in range(count)
    ]


def truth(kept: list[Document], words: str) -> set[str]:
    """The keys of the documents that have the words, found by reading them all."""
    sought = query(words)

    def has(document: Document, phrase: object) -> bool:
        return any(any(phrase.spans(fold(text))) for text in (document.title, document.text))  # type: ignore[attr-defined]

    return {
        document.key
        for document in kept
        if all(has(document, phrase) for phrase in sought.wanted)
        and not any(all(has(document, phrase) for phrase in each) for each in sought.unwanted)
    }


def found(ledger: Ledger, words: str) -> set[str]:
    with ledger.looking() as connection:
        numbers = matching.best(connection, query(words), offset=0, limit=1000)
        keys = set(connection.execute(select(schema.search.c.key).where(schema.search.c.id.in_(numbers))).scalars())
        assert matching.count(connection, query(words)) == len(numbers) == len(keys)
    return keys


def test_it_finds_what_stands_in_the_documents_and_nothing_else(ledger: Ledger) -> None:
    kept = documents(150)
    with ledger.writing() as connection:
        fulltext.put(connection, kept)
    for words in WORDS:
        assert found(ledger, words) == truth(kept, words), words
    replaced = [structs.replace(new, key=old.key) for new, old in zip(documents(50, seed=2), kept, strict=False)]
    with ledger.writing() as connection:
        fulltext.put(connection, replaced)
        fulltext.drop(connection, "page", [document.key for document in kept[50:80]])
        fulltext.drop(connection, "visit", [kept[0].key])
    now = replaced + kept[80:]
    for words in WORDS:
        assert found(ledger, words) == truth(now, words), words
    with ledger.writing() as connection:
        fulltext.clear(connection)
    assert not any(found(ledger, words) for words in WORDS)


def test_what_goes_out_leaves_nothing_in_the_index(ledger: Ledger) -> None:
    """As many tokens go out as came in, or the counts that rank documents would be wrong for ever."""
    with ledger.writing() as connection:
        fulltext.put(connection, documents(30))
        fulltext.drop(connection, "page", [str(number) for number in range(30)])
        fulltext.put(connection, documents(1))
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO search_words(search_words) VALUES ('optimize')"))
            connection.execute(text("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search_words, 'instance')"))
            assert set(connection.execute(text("SELECT doc FROM temp.vocabulary")).scalars()) == {1}
        for table in (schema.search, schema.search_texts):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 1


def test_a_long_text_is_found_by_whatever_stands_in_it(ledger: Ledger) -> None:
    """PostgreSQL counts 16,383 places and 256 of each: parts that overlap have both."""
    filling = "".join(random.Random(3).choices(SYLLABLES, k=3990))
    long = Document(
        kind="page", key="1", text="".join(f"{filling}第{number}号文本甲乙丙" for number in "一二三四五六七八九") + "甲" * 5000 + "完结"
    )
    with ledger.writing() as connection:
        fulltext.put(connection, [long])
    for words in ("第一号文本甲乙丙", "第五号文本", "第九号文本甲乙丙甲甲", "甲完结", "第一号 第九号", "甲" * 100):
        assert found(ledger, words) == {"1"}, words
        with ledger.looking() as connection:
            assert matching.kinds(connection, query(words)) == {"page": 1}, words
    assert not found(ledger, "第十号")


def test_the_title_counts_more_and_the_later_is_first_among_equals(ledger: Ledger) -> None:
    kept = [
        Document(kind="page", key="text", date="2025", title="乙县来访", text="乙县来访。双方签约。" + "丙" * 50),
        Document(kind="page", key="old", date="2019", title="签约", text="双方签约。" + "丁" * 50),
        Document(kind="page", key="new", date="2024", title="签约", text="双方签约。" + "丁" * 50),
        Document(kind="page", key="none", title="丙", text="丙"),
    ]
    with ledger.writing() as connection:
        fulltext.put(connection, kept)
        best = matching.best(connection, query("签约"), offset=0, limit=10)
        keys = {row.id: row.key for row in connection.execute(select(schema.search))}
        assert [keys[number] for number in best] == ["new", "old", "text"]
        assert matching.best(connection, query("签约"), offset=1, limit=1) == best[1:2]


def test_of_very_many_the_titled_and_the_latest_are_ranked(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "RANKED", {"sqlite": 3, "postgresql": 3})
    kept = [Document(kind="page", key=f"{number:02}", title="签约" if number == 1 else "", text="签约。甲县") for number in range(20)]
    with ledger.writing() as connection:
        fulltext.put(connection, kept)
        best = matching.best(connection, query("签约"), offset=0, limit=50)
        keys = {row.id: row.key for row in connection.execute(select(schema.search))}
        assert matching.count(connection, query("签约")) == 20
    assert [keys[number] for number in best] == ["01", "17", "18", "19"]


def test_a_page_is_indexed_with_its_reading_and_goes_with_it(ledger: Ledger) -> None:
    damaged = page_reading(1)
    ledger.add(damaged)
    words = damaged.restored.text[295:305]  # the published text has pinyin in it, the restored one has not
    assert words not in damaged.page.text
    assert found(ledger, words) == {damaged.page.id}
    other = structs.replace(damaged.restored, text="丙县丁市签署协议")
    ledger.add(structs.replace(damaged, restored=other, rules="2"))
    assert not found(ledger, words)
    assert found(ledger, "丁市签署") == {damaged.page.id}


def test_a_page_and_its_document_come_together_or_not_at_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "put", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ledger.add(page_reading(1))
    with ledger.looking() as connection:
        assert not connection.execute(select(schema.pages.c.id)).first()


def test_a_ledger_of_the_first_release_is_indexed_when_it_is_opened(place: str, tmp_path: Path) -> None:
    _first_release(place, str(tmp_path / "today.ledger"))
    with Ledger.open(place) as ledger:
        for number in range(3):
            reading = page_reading(number)
            assert found(ledger, reading.restored.text.split("\n")[5][:12]) == {reading.page.id}


def _first_release(place: str, today: str) -> None:
    """A ledger of three pages as the first release made it: its tables, with the rows that they have today."""
    engine = writer_of(engine_of(url_of(place)))
    with Ledger.open(today) as ledger, engine.begin() as connection:
        command.upgrade(migrate.config_for(connection), "0001")
        for number in range(3):
            ledger.add(page_reading(number))
        made = inspect(connection).get_table_names()
        with ledger.looking() as looking:
            for table in schema.metadata.sorted_tables:
                if table.name in made and (rows := looking.execute(select(table)).mappings().all()):
                    connection.execute(table.insert(), [dict(row) for row in rows])
    engine.dispose()


def test_other_tokens_make_the_index_anew(ledger: Ledger) -> None:
    ledger.add(page_reading(1))
    with ledger.writing() as connection:
        connection.execute(schema.search.update().values(tokens=0))
        fulltext.refill(connection)
        assert connection.execute(select(schema.search.c.tokens)).scalars().all() == [1]
    assert found(ledger, "第1次来访") == {page_reading(1).page.id}


def test_nothing_in_a_word_is_taken_for_the_databases_language(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        fulltext.put(connection, [Document(kind="page", key="1", text="甲AND乙 OR near not title 3'0\"*:A")])
    for words in ('AND" OR', "title:甲", "near(甲)", "甲' | '乙", "not", "3'0", "甲*", "{title}", "or:*"):
        try:
            found(ledger, words)
        except LedgerError as error:  # pragma: no cover
            pytest.fail(f"{words}: {error}")
    assert found(ledger, "not") == {"1"}


def test_no_phrase_runs_from_the_title_into_the_text(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        fulltext.put(
            connection,
            [Document(kind="page", key="1", title="建成5G", text="基站百座"), Document(kind="page", key="2", title="甲", text="乙县")],
        )
    assert found(ledger, "5G 基站") == {"1"}
    for words in ("5G基站", "甲乙县", "“甲乙”"):
        assert not found(ledger, words), words


def test_each_kind_is_counted_and_sought_alone(ledger: Ledger) -> None:
    kept = [
        *(Document(kind="page", key=f"p{number}", title="签约" * (number % 2), text="双方签约。甲县") for number in range(5)),
        *(Document(kind="visit", key=f"v{number}", date=f"202{number}", title="乙市", text="甲县、乙市签约") for number in range(3)),
        Document(kind="pledge", key="g", title="", text="甲县将来访"),
    ]
    with ledger.writing() as connection:
        fulltext.put(connection, kept)
    with ledger.looking() as connection:
        assert matching.kinds(connection, query("签约")) == {"page": 5, "visit": 3}
        assert matching.kinds(connection, query("甲县 -签约")) == {"pledge": 1}
        assert matching.kinds(connection, query("甲县 乙市")) == {"visit": 3}
        for kind, words, number in (
            ("page", "签约", 5),
            ("visit", "签约", 3),
            ("pledge", "签约", 0),
            ("visit", "甲县 -双方", 3),
            ("page", "甲县 -双方", 0),
        ):
            sought = query(words)
            keys = connection.execute(matching.keys(connection, sought, kind)).scalars().all()
            best = matching.best(connection, sought, kind=kind, offset=0, limit=10)
            assert matching.count(connection, sought, kind=kind) == len(set(keys)) == len(set(best)) == number, (kind, words)
        late = schema.search.c.date >= "2021"
        assert matching.count(connection, query("签约"), late, kind="visit") == 2
        assert len(matching.best(connection, query("签约"), late, offset=0, limit=10)) == 2
