"""From bytes to views: what the reader makes of a page is what the ledger gives back."""

from __future__ import annotations

from pathlib import Path

from shanhai.ledger import Added, Ledger, PageReading
from shanhai.pages import fetch, read_bytes
from shanhai.read import read_fully, rules_version
from shanhai.views import overview, page, place

from .contents import sound

PAGE = "<h1>桐庐县党政代表团赴衡水市考察</h1><p>9月3日，桐庐县党政代表团赴衡水市考察。</p>"


def add(ledger: Ledger, path: Path) -> Added:
    """As `shanhai add` does."""
    octets, capture = fetch(str(path))
    rules = rules_version()
    if (passed := ledger.revisit(capture, rules)) is not None:
        return passed
    made = read_fully(read_bytes(octets, name=str(path)), str(path))
    reading = PageReading(
        page=made.page, capture=capture, raw=octets, restored=made.restored, blocks=made.blocks, account=made.account, rules=rules
    )
    return ledger.add(reading)


def test_a_page_goes_from_its_bytes_to_the_views(ledger: Ledger, tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_bytes(PAGE.encode("gbk"))
    assert [add(ledger, source), add(ledger, source)] == [Added.new, Added.known]
    copy = tmp_path / "b.html"
    copy.write_bytes(PAGE.encode("gbk"))
    assert add(ledger, copy) is Added.recaptured
    assert sound(ledger)
    ledger.reconcile()

    view = page(ledger, str(source))
    assert view is not None
    made = read_fully(view.page, view.account.page.source)
    assert (view.restored, view.blocks, view.account) == (made.restored, made.blocks, made.account)
    assert overview(ledger).facts["visit"] == 1
    host = place(ledger, "衡水市")
    assert host is not None
    assert [statement.fact for statement in host.visits_in.statements] == [
        fact for fact in made.account.facts if type(fact).__name__ == "Visit"
    ]
