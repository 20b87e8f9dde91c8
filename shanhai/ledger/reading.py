"""What goes into the ledger: one page, fully read, and what became of it there."""

from __future__ import annotations

import hashlib
from collections import Counter
from enum import StrEnum

from shanhai.model import Account, Block, Capture, LedgerError, Page, RestoredText
from shanhai.model.struct import Value


class PageReading(Value, frozen=True, kw_only=True):
    """A page as fetched and everything that one version of the rules made of it; `rules` is that version."""

    page: Page
    capture: Capture
    raw: bytes
    restored: RestoredText
    blocks: tuple[Block, ...] = ()
    account: Account
    rules: str


class Kept(Value, frozen=True, kw_only=True):
    """A page as the ledger keeps it, to be read again: `redacted` are bytes from which a name was taken, plain text in UTF-8."""

    page: str
    raw: bytes
    capture: Capture
    format: str
    redacted: bool = False


class Added(StrEnum):
    """What adding a page came to: it was lacking; it was there already; it was found again elsewhere or later; it was read anew.

    Or it is not to be kept, because somebody asked for it to be forgotten.
    """

    new = "new"
    known = "known"
    recaptured = "recaptured"
    reread = "reread"
    forgotten = "forgotten"


def checked(reading: PageReading, *, redacted: bool = False) -> PageReading:
    """The reading, if its parts are of one page and its bytes are that page's; else a `LedgerError`: what does not fit is never kept.

    `redacted` bytes have the id of those from which the name was taken.

    >>> from shanhai.model import PageAccount
    >>> page = Page(id="0" * 64, format="text", encoding="utf-8", text="甲县")
    >>> checked(PageReading(page=page, capture=Capture(page=page.id, source="a.txt"), raw="甲县".encode(), rules="1",
    ...     restored=RestoredText(page=page.id, text="甲县"), account=Account(page=PageAccount(id=page.id, source="a.txt"))))
    Traceback (most recent call last):
    shanhai.model.errors.LedgerError: a.txt: 编号不是字节的 SHA-256 (its id is not the SHA-256 of its bytes)
    """
    source, page = reading.capture.source, reading.page.id
    if not redacted and hashlib.sha256(reading.raw).hexdigest() != page:
        raise LedgerError(source, "编号不是字节的 SHA-256 (its id is not the SHA-256 of its bytes)")
    parts = {reading.capture.page, reading.restored.page, reading.account.page.id, *(fact.page for fact in reading.account.facts)}
    if parts != {page}:
        raise LedgerError(source, f"混入了别页的内容 (its reading mixes pages: {', '.join(sorted(parts - {page}))})")
    if any("\x00" in text for text in (reading.page.text, reading.restored.text, reading.account.page.title or "")):
        raise LedgerError(source, "网页的文字不合 Unicode，存不了 (the page's text holds NUL characters)", "请报告这一页 (report the page)")
    counted = Counter(fact.id for fact in reading.account.facts)
    if twice := [name for name, count in counted.items() if count > 1]:
        raise LedgerError(source, f"两个事实同号 (two of its facts have the same id: {', '.join(twice)})", "请报告这一页 (report the page)")
    return reading
