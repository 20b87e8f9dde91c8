"""The whole flow, page → text → mentions → facts: the first file to open."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from shanhai import __version__
from shanhai.facts.blocks import blocks
from shanhai.facts.context import Context
from shanhai.facts.evidence import Claim, Quoter
from shanhai.facts.gather import gather
from shanhai.facts.organizations import organizations
from shanhai.facts.relevance import Look, blank, proves, worded
from shanhai.facts.roster import people, places
from shanhai.facts.tenure import Tenures
from shanhai.knowledge import words
from shanhai.model import Account, Block, Page, PageAccount, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import restore

_RULE_FILES = frozenset({".yaml", ".txt", ".csv", ".gz"})


class FullReading(Value, frozen=True, kw_only=True):
    """A page as it was read: its restored text, the blocks of it, and what it says."""

    page: Page
    restored: RestoredText
    blocks: tuple[Block, ...]
    account: Account


@cache
def rules_version() -> str:
    """The version of what makes a reading: the package's, and a hash of its rules, words and tables; other readings are made again.

    >>> rules_version().startswith(__version__)
    True
    """
    digest = hashlib.sha256()
    for folder in ("facts", "knowledge"):
        root = Path(str(files("shanhai") / folder))
        for path in sorted(p for p in root.rglob("*") if p.suffix in _RULE_FILES):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def read(page: Page, source: str = "") -> Account:
    """What a page says.

    >>> page = Page(id="0", format="text", encoding="utf-8", text="9月3日，桐庐县党政代表团赴衡水市考察。")
    >>> read(page).facts[0].host_place.name
    '衡水市'
    """
    return read_fully(page, source).account


def read_fully(page: Page, source: str = "") -> FullReading:
    """What a page says, with the restored text and its blocks."""
    restored = restore(page)
    labelled = blocks(restored, page)
    context = Context(restored, labelled, page)
    look = worded(context.text)
    holdings = Tenures(context).read()
    facts = gather(context, page, holdings) if look is not Look.OTHER else ()
    who, where, bodies = people(context, holdings), places(context), organizations(context)
    form = blank(context.text) or (not (who or where or bodies) and words.any_of("格式文本").search(context.text) is not None)
    relevant = look is Look.RELEVANT or proves(facts)
    account = Account(
        page=_source_facts(context, page, source, relevant=relevant),
        people=who,
        places=where,
        organizations=bodies,
        facts=facts if relevant and not form else (),
    )
    return FullReading(page=page, restored=restored, blocks=labelled, account=account)


def _source_facts(context: Context, page: Page, source: str, *, relevant: bool) -> PageAccount:
    found = context.source
    claims = [Claim(field=f.field, start=f.start, end=f.end, rule=f"source.{f.field}") for f in found.fields]
    return PageAccount(
        id=page.id,
        source=source,
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        source_name=found.source_name,
        authors=found.authors,
        editors=found.editors,
        column=found.column,
        canonical=found.canonical,
        relevant=relevant,
        evidence=Quoter(context.restored).quotes(claims),
    )
