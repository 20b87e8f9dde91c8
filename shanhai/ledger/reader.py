"""Reads pages for the ledger under the present rules: fetched ones to be added, and kept ones again."""

from __future__ import annotations

from shanhai.model import Capture, Page
from shanhai.pages import read_bytes
from shanhai.pages.format import known_formats
from shanhai.pages.walk import LINEARISATION
from shanhai.read import read_fully, rules_version

from .reading import Kept, PageReading


def read_kept(kept: Kept) -> PageReading:
    """The reading that the present rules make of a kept page; PageError where they cannot read it.

    >>> raw = "9月3日，桐庐县党政代表团赴衡水市考察。".encode()
    >>> kept = Kept(page="0", raw=raw, capture=Capture(page="0", source="a.jsonl#1"), format="text", redacted=True)
    >>> read_kept(kept).account.facts[0].host_place.name
    '衡水市'
    """
    if kept.redacted:
        return read_page(redacted_page(kept.page, kept.raw.decode()), kept.capture, kept.raw)
    suffix = next((form.suffixes[0] for form in known_formats() if form.name == kept.format), "")
    page = read_bytes(kept.raw, name=kept.capture.source, like=f"page{suffix}" if suffix else None)
    return read_page(page, kept.capture, kept.raw)


def read_page(page: Page, capture: Capture, raw: bytes) -> PageReading:
    """The reading of a page that is laid out."""
    made = read_fully(page, capture.source)
    return PageReading(
        page=made.page, capture=capture, raw=raw, restored=made.restored, blocks=made.blocks, account=made.account, rules=rules_version()
    )


def redacted_page(name: str, text: str) -> Page:
    """The page of this id as it is kept without somebody's name: its published text alone, which is laid out as it stands."""
    return Page(id=name, format="text", encoding="utf-8", encoding_reason="redacted", text=text, linearisation=LINEARISATION)
