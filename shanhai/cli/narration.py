"""The account of a page told to a person in the terminal: who visited whom, what was agreed, built, counted and promised, who was there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from shanhai.model import Account, Basis, Certainty, Evidence, Fact, Meeting, Modality, Pairing, PlaceRef, Pledge, Role, Tenure, Visit, When

from .matter import matters
from .quotation import Quoter

UNSTATED = "未载"
# Doubt is ochre in the browser too.
HEADING, QUOTE, DOUBT, NOTE = "bold", "dim", "yellow", "dim"

_MODALITY = {Modality.PLANNED: "拟", Modality.WISHED: "愿", Modality.DENIED: "否"}
_ROLE = {Role.REFERENCE: "提及", Role.CREDIT: "采编", Role.ANONYMOUS: "未具名"}


def narrate(account: Account, quoter: Quoter, console: Console) -> None:
    """Print an account: source facts first, then facts by type, each with the sentence that says it."""
    for line in [*_source(account), *_sections(account, quoter), Text()]:
        console.print(line)


def in_a_line(fact: Fact) -> str:
    """A fact of any kind in a line, with the marks of what did not happen and of what needs a look.

    >>> in_a_line(Visit(id="1", page="2", visitor_place=PlaceRef(name="甲县"), host_place=PlaceRef(name="乙市"), modality=Modality.PLANNED))
    '甲县 → 乙市  拟'
    """
    said = next((say(fact) for type_, say in _LINES.items() if isinstance(fact, type_)), None)
    if said is None:
        said = next(line for _, told in matters([fact]) for line, _ in told)
    return said + _doubts([fact], _evidence(fact))


def _source(account: Account) -> Iterator[Text]:
    page = account.page
    yield Text(page.title or "（无题）", HEADING)
    told = [("发布", page.publisher), ("日期", page.published), ("来源", page.source_name), ("作者", "、".join(page.authors) or None)]
    yield Text("　".join(f"{label} {value or UNSTATED}" for label, value in told if value or label != "作者"))
    yield Text(f"{page.source}　{page.id[:12]}", NOTE)
    if not page.relevant:
        yield Text("这一页看来与区域合作无关", DOUBT)
    if page.text is not None:
        yield Text()
        yield Text(page.text)


def _sections(account: Account, quoter: Quoter) -> Iterator[Text]:
    sections: tuple[tuple[str, Sequence[tuple[str, Sequence[Fact]]]], ...] = (
        ("来往", [(_visit(fact), [fact]) for fact in account.facts if isinstance(fact, Visit)]),
        ("会议", [(_meeting(fact), [fact]) for fact in account.facts if isinstance(fact, Meeting)]),
        ("结对", [(_pairing(fact), [fact]) for fact in account.facts if isinstance(fact, Pairing)]),
        *matters(account.facts),
        ("人物", [(_person(tenures), tenures) for tenures in _by_person(account.facts)]),
    )
    for title, told in sections:
        if told:
            yield Text()
            yield Text(f"{title} {len(told)}", HEADING)
        entries = [_entry(said, facts, quoter) for said, facts in told]
        for quotations, lines in groupby(entries, key=lambda entry: entry[1]):
            yield from (line for line, _ in lines)
            yield from (_quoted(quotation) for quotation in quotations)
    if not any(told for _, told in sections):
        yield Text("没有读出来往、会议、结对和任职", NOTE)


def _entry(said: str, facts: Sequence[Fact], quoter: Quoter) -> tuple[Text, tuple[str, ...]]:
    """One line and the sentences that say it; neighbours with the same sentences share them."""
    found = [evidence for fact in facts for evidence in _evidence(fact)]
    line = Text.assemble("  ", said, (_doubts(facts, found), DOUBT))
    return line, tuple(dict.fromkeys(quoter.sentence(evidence) for evidence in found))


def _quoted(sentence: str) -> Text:
    return Text(f"    「{' '.join(sentence.split())}」", QUOTE)


def _evidence(fact: Fact) -> tuple[Evidence, ...]:
    """What says the fact as a whole; where nothing does, what says its first field."""
    return (fact.evidence.get("") or next(iter(fact.evidence.values()), ()))[:1]


def _doubts(facts: Sequence[Fact], found: Sequence[Evidence]) -> str:
    """The marks of what did not happen, is inferred, or rests on a guess."""
    marks = [_MODALITY[fact.modality] for fact in facts if fact.modality in _MODALITY and not isinstance(fact, Pledge)]
    marks += ["待核"] if any(fact.needs_review for fact in facts) else []
    marks += ["推"] if any(evidence.basis is Basis.INFERRED for evidence in found) else []
    marks += ["补"] if any(evidence.certainty is Certainty.GUESSED for evidence in found) else []
    return "".join(f"  {mark}" for mark in dict.fromkeys(marks))


def _by_person(facts: Sequence[Fact]) -> list[list[Tenure]]:
    """Tenures of one name together, in order of the page; those without a name each alone."""
    people: dict[str, list[Tenure]] = {}
    for number, fact in enumerate(facts):
        if isinstance(fact, Tenure):
            people.setdefault(fact.person or f"#{number}", []).append(fact)
    return list(people.values())


def _visit(visit: Visit) -> str:
    visitors = _place(visit.visitor_place) or "、".join(visit.visitors) or UNSTATED
    told = [
        ("", _when(visit.date)),
        ("", visit.kind),
        ("带队", visit.head),
        ("同行", "、".join(visit.members)),
        ("接待", "、".join(visit.hosts)),
        ("到", "、".join(visit.sites)),
        ("", visit.programme.stated if visit.programme else None),
        ("", "往事" if visit.background else None),
    ]
    return f"{visitors} → {_place(visit.host_place) or UNSTATED}{_told(told)}"


def _meeting(meeting: Meeting) -> str:
    parties = "、".join(party.name if isinstance(party, PlaceRef) else party for party in meeting.parties)
    return meeting.name + _told([("", _when(meeting.date)), ("在", _place(meeting.place)), ("各方", parties)])


def _pairing(pairing: Pairing) -> str:
    sides = [side.name if isinstance(side, PlaceRef) else side for side in (pairing.a, pairing.b)]
    programme = pairing.programme.stated if pairing.programme else None
    years = f"{pairing.since or ''}–{pairing.until or ''}" if pairing.since or pairing.until else None
    return " ⇄ ".join(sides) + _told([("", pairing.relation), ("", programme), ("", pairing.level), ("", years)])


def _person(tenures: Sequence[Tenure]) -> str:
    held = "，".join(f"{tenure.organization or ''} {tenure.post or ''}".strip() for tenure in tenures)
    roles = dict.fromkeys(_ROLE[tenure.role] for tenure in tenures if tenure.role in _ROLE)
    return (tenures[0].person or UNSTATED) + _told([("", held), ("", "、".join(roles))])


_LINES: dict[type[Fact], Callable[[Any], str]] = {
    Visit: _visit,
    Meeting: _meeting,
    Pairing: _pairing,
    Tenure: lambda tenure: _person([tenure]),
}


def _told(told: Iterable[tuple[str, str | None]]) -> str:
    """What is known, each after two spaces; what is not is left out."""
    return "".join(f"  {label} {value}" if label else f"  {value}" for label, value in told if value)


def _place(place: PlaceRef | None) -> str | None:
    return place.name if place else None


def _when(when: When | None) -> str | None:
    return when.text if when else None
