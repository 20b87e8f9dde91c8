"""Who wrote and who edited a page: by label, in brackets, behind the source, beside the day, by property."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from shanhai.model import BlockKind

from .byline import Item
from .naming import is_person, names_in
from .publisher import matched
from .sheet import Sheet
from .signing import signed
from .wording import pattern, words


def authors(sheet: Sheet) -> list[Item]:
    """The persons that a page names as its authors, or the units where it names no person."""
    groups = _groups(sheet)
    told = [item for item in sheet.items if item.field == "authors" and not sheet.text[item.start - 1].isdigit()]  # 报道：10月7日至9日
    if labels := _named(told, "authors"):
        return _completed(labels, groups)
    if groups:
        return groups[0]
    if signed := _signed(sheet):
        return signed
    if reported := _reported(sheet):
        return reported
    near = [
        item for aside in sheet.asides if aside.day and aside.line.start < sheet.ends for item in aside.others if item.field == "authors"
    ]
    stated = [item for item in sheet.properties if item.field == "author"]
    behind = [item for item in sheet.items if item.field == "beside_source"]
    behind = behind or [
        Item(field="authors", value=line.text, start=line.start, end=line.end) for line in sheet.under[:2] if is_person(line.text)
    ]
    return _named(behind or (near if _says_more(near, stated) else stated), "authors")


def editors(sheet: Sheet) -> list[Item]:
    """The persons that a page names as its editors, by label or property."""
    labels = [item for item in sheet.items if item.field == "editors"]
    return _named(labels or [item for item in sheet.properties if item.field == "editor"], "editors")


def _groups(sheet: Sheet) -> list[list[Item]]:
    """The writers of each bracket and line that holds nothing but names, roles and units."""
    about = [(line.start, line.end) for line in sheet.of((BlockKind.BYLINE, BlockKind.CAPTION))]
    alone = [(line.start, line.end) for line in [*sheet.under, *sheet.behind]]
    found = signed(sheet.text, sorted({*sheet.edges, *about}), sorted({*about, *alone}))
    return [[Item(field="authors", value=value, start=start, end=end) for value, start, end in names] for names in found]


def _completed(labels: Sequence[Item], groups: Sequence[Sequence[Item]]) -> list[Item]:
    """The labelled authors, and those who stand beside one of them in a bracket: （李四 记者 王五）."""
    places = {item.start for item in labels}
    beside = [item for group in groups if any(item.start in places for item in group) for item in group]
    return sorted({item.start: item for item in [*beside, *labels]}.values(), key=lambda item: item.start)


def _signed(sheet: Sheet) -> list[Item]:
    """The names in brackets at the end: （李四　王五 文/图）."""
    about = [(line.start, line.end) for line in sheet.of((BlockKind.BYLINE, BlockKind.CAPTION))]
    for hit in matched("authors", "author", sheet.text, [*sheet.edges, *about]):
        names = names_in(sheet.text, hit.start, hit.end, marked=True)
        told = [name for name in names if not pattern("unsigned").search(name[0])]
        if found := [Item(field="authors", value=value, start=start, end=end) for value, start, end in told]:
            return found
    return []


def _reported(sheet: Sheet) -> list[Item]:
    """The persons of a line that is nothing but reporters and their names: 甲社记者李四、王五."""
    about = [(line.start, line.end) for line in sheet.of((BlockKind.BYLINE, BlockKind.CAPTION, BlockKind.NAVIGATION))]
    for hit in matched("authors", "reporter", sheet.text, [*sheet.edges, *about]):
        names = [name for name in names_in(sheet.text, hit.start, hit.end, marked=False) if is_person(name[0])]
        if names and names[-1][2] == hit.end:
            return [Item(field="authors", value=value, start=start, end=end) for value, start, end in names]
    return []


def _says_more(near: Sequence[Item], stated: Sequence[Item]) -> bool:
    """Whether the names beside the day are no mere part of those that the properties give."""
    return len(near) > len(stated) or not {item.value for item in near} <= {item.value for item in stated}


def _named(items: Sequence[Item], field: str) -> list[Item]:
    """Those that name somebody; a login name may be an editor's."""
    found = [item for item in items if item.value not in words().nobody and (field == "editors" or not item.value.isascii())]
    return [msgspec.structs.replace(item, field=field) for item in found]
