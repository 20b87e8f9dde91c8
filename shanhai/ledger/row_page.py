"""A row of an office's sheet as a page of its own: what an entry that is made from the row stands on."""

from __future__ import annotations

from shanhai.model import Capture, Page
from shanhai.model.struct import Value
from shanhai.pages import read_bytes
from shanhai.read import read_fully, rules_version
from shanhai.sheets import SheetRow

from .reading import PageReading
from .workbooks import Workbook

NAME = "台账行.txt"


class Laid(Value, frozen=True, kw_only=True):
    """The page of a row, its reading, and the stretch of it that is the row."""

    page: Page
    reading: PageReading
    said: tuple[int, int]


def lay_out(held: Workbook, row: SheetRow) -> Laid:
    r"""The page of a row: where it stands, then each column with what it says.

    >>> row = SheetRow(sheet=0, number=3, kind="visit", key="k", cells={"日期": "5月14日", "带队": "李四"})
    >>> laid = lay_out(Workbook(id="w", name="台账.xlsx", size=1, added=""), row)
    >>> laid.page.text[slice(*laid.said)], laid.reading.capture.source
    ('日期：5月14日\n带队：李四', '台账.xlsx#1!3')
    """
    sheet = next((plan.sheet for plan in held.plans if plan.at == row.sheet), str(row.sheet + 1))
    title = f"单位台账《{held.name}》　{sheet}　第{row.number}行"
    lines = [f"{' '.join(header.split())}：{' '.join(words.split())}" for header, words in row.cells.items()]
    octets = "\n".join([title, *lines]).encode()
    source = f"{held.name}#{sheet}!{row.number}"
    made = read_fully(read_bytes(octets, name=NAME), source)
    reading = PageReading(
        page=made.page,
        capture=Capture(page=made.page.id, source=source),
        raw=octets,
        restored=made.restored,
        blocks=made.blocks,
        account=made.account,
        rules=rules_version(),
    )
    text = made.page.text
    start = text.find("\n") + 1
    return Laid(page=made.page, reading=reading, said=(start, len(text.rstrip())))
