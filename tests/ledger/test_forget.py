"""What is forgotten leaves no byte, and does not come back by any way."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec import structs
from sqlalchemy import select, text

from shanhai.ledger import Added, Ledger, PageReading, schema
from shanhai.ledger.check import Trouble, check
from shanhai.ledger.forget import forget_page, forget_person
from shanhai.ledger.reader import read_kept, read_page
from shanhai.ledger.rebuild import rebuild
from shanhai.ledger.tombstone import Forgotten
from shanhai.model import Capture
from shanhai.pages import read_bytes
from shanhai.views import find, page

NAME, OTHER = "欧阳甲乙", "钱丙丁"
FIRST = f"<h1>桐庐县党政代表团赴衡水市考察</h1><p>9月3日，桐庐县委书记{NAME}率党政代表团赴衡水市考察，衡水市委书记{OTHER}参加。</p>"
SECOND = f"<h1>洛阳市召开座谈会</h1><p>10月8日，洛阳市委书记{NAME}主持召开座谈会。桐廬縣委書記歐(ōu)陽(yáng)甲(jiǎ)乙(yǐ)發言。</p>"
THIRD = f"<h1>衡水市召开座谈会</h1><p>10月9日，衡水市委书记{OTHER}主持召开座谈会。</p>"


def reading(html: str, encoding: str = "utf-8", name: str = "a.html") -> PageReading:
    raw = html.encode(encoding, "ignore")
    laid = read_bytes(raw, name=name)
    return read_page(laid, Capture(page=laid.id, source=name), raw)


PAGES = [reading(FIRST, "gbk"), reading(SECOND, name="b.html"), reading(THIRD, name="c.html")]


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    for each in PAGES:
        ledger.add(each)
    ledger.reconcile()
    return ledger


def everything(ledger: Ledger) -> str:
    """All that the ledger says, as its columns give it."""
    with ledger.looking() as connection:
        rows = [row for table in schema.metadata.sorted_tables for row in connection.execute(select(table)).all()]
        said = [value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value) for row in rows for value in row]
        if connection.dialect.name == "postgresql":
            said += map(str, connection.execute(text("SELECT words FROM search_words")).scalars())
    return "\n".join(said)


def octets(place: str) -> bytes:
    """The bytes of the file and of those beside it."""
    return b"".join(path.read_bytes() for path in sorted(Path(place).parent.glob(f"{Path(place).name}*")))


def spellings(words: str) -> list[bytes]:
    """How words may stand in a file: as text, in the bytes of a page, as pairs in the index."""
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return [*(words.encode(encoding) for encoding in ("utf-8", "gbk", "utf-16-le")), " ".join(pairs).encode(), pairs[-1].encode()]


def untroubled(ledger: Ledger) -> bool:
    return [str(found) for found in check(ledger) if isinstance(found, Trouble)] == []


def test_of_a_page_nothing_stays(file: str) -> None:
    with Ledger.open(file) as ledger:
        for each in PAGES:
            ledger.add(each)
        ledger.reconcile()
        before = octets(file)
        assert any(word in before for word in spellings(NAME))
        for each in PAGES[:2]:
            assert forget_page(ledger, each.page.id).pages == 1
        kept = octets(file)
        assert not [word for word in (*spellings(NAME), *spellings("桐庐县党政代表团")) if word in kept]
        assert not [each for each in PAGES[:2] if each.page.id.encode() in kept]
        assert OTHER in everything(ledger)
        assert untroubled(ledger)
    after = octets(file)
    assert not [word for word in spellings(NAME) if word in after]


def test_a_page_does_not_come_back(full: Ledger) -> None:
    gone = PAGES[0]
    assert forget_page(full, gone.page.id).pages == 1
    assert full.add(gone) is Added.forgotten
    assert full.revisit(gone.capture, gone.rules) is Added.forgotten
    assert page(full, gone.page.id) is None
    assert not find(full, "桐庐县党政代表团").total
    assert untroubled(full)


def test_a_page_that_was_never_there_does_not_come_either(ledger: Ledger) -> None:
    assert forget_page(ledger, PAGES[0].page.id).pages == 0
    assert ledger.add(PAGES[0]) is Added.forgotten
    assert not everything(ledger).count(PAGES[0].page.id)


def test_of_a_person_nothing_stays(file: str) -> None:
    with Ledger.open(file) as ledger:
        for each in PAGES:
            ledger.add(each)
        ledger.reconcile()
        assert forget_person(ledger, Forgotten(name=NAME), (), read_kept).redacted == 2
        kept, said = octets(file), everything(ledger)
        assert not [word for word in spellings(NAME) if word in kept]
        assert NAME not in said
        assert "歐" not in said  # as damaged, it is gone, too
        assert OTHER in said
        assert untroubled(ledger)
        left = page(ledger, PAGES[0].page.id)
        assert left is not None
        assert "■■■■率党政代表团赴衡水市考察" in left.page.text
        assert [type(fact).__name__ for fact in left.account.facts].count("Visit") == 1


def test_a_person_does_not_come_back(full: Ledger) -> None:
    forget_person(full, Forgotten(name=NAME), (), read_kept)
    assert [full.add(each) for each in PAGES] == [Added.known] * 3
    again = reading(FIRST + "<p>（转载）</p>", name="d.html")
    assert NAME in repr(again)
    assert full.add(again) is Added.new
    assert full.add(again) is Added.known
    assert NAME not in everything(full)
    list(rebuild(full, lambda kept: structs.replace(read_kept(kept), rules="2"), "2"))
    assert NAME not in everything(full)
    assert untroubled(full)


def test_a_person_of_one_place_is_not_the_one_of_another(full: Ledger) -> None:
    assert forget_person(full, Forgotten(name=NAME, place="410300"), ["410300"], read_kept).redacted == 1
    assert NAME in everything(full)
    assert full.add(reading(SECOND + "<p>（转载）</p>", name="d.html")) is Added.new
    with full.looking() as connection:
        pages = connection.execute(select(schema.texts.c.text)).scalars().all()
    assert sorted(NAME in each for each in pages) == [False, False, False, True]


def test_a_longer_name_that_begins_so_stays(ledger: Ledger) -> None:
    ledger.add(reading("<p>9月3日，桐庐县委书记李四率党政代表团赴衡水市考察，桐庐县县长李四光参加。</p>"))
    forget_person(ledger, Forgotten(name="李四"), (), read_kept)
    with ledger.looking() as connection:
        told = connection.execute(select(schema.texts.c.text)).scalar_one()
    assert ("■■率" in told, "李四光" in told) == (True, True)


def test_a_rebuild_leaves_a_forgotten_page_out(full: Ledger) -> None:
    forget_page(full, PAGES[0].page.id)
    steps = list(rebuild(full, lambda kept: structs.replace(read_kept(kept), rules="2"), "2"))
    assert (len(steps), page(full, PAGES[0].page.id)) == (2, None)


def test_a_hash_says_nothing() -> None:
    assert Forgotten(name=NAME).hash != hashlib.sha256(NAME.encode()).hexdigest()
    assert Forgotten(name="欧阳 甲乙").hash == Forgotten(name=NAME).hash
