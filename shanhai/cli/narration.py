"""The account of a page told to a person in the terminal: who visited whom, meetings, pairings, people, each over its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from shanhai.model import Account, Basis, Certainty, Fact, Meeting, Modality, Pairing, PlaceRef, Role, Tenure, Visit, When

UNSTATED = "未载"
# The colours of the interface (UI): ink for facts, azurite for going, ochre for doubt.
HEADING, QUOTE, DOUBT, NOTE = "bold", "dim", "yellow", "dim"

_MODALITY = {Modality.PLANNED: "拟", Modality.WISHED: "愿", Modality.DENIED: "否"}
_ROLE = {Role.REFERENCE: "提及", Role.CREDIT: "采编", Role.ANONYMOUS: "未具名"}


def narrate(account: Account, console: Console) -> None:
    """Print an account: source facts first, then facts by type, each with the sentence that says it."""
    for line in [*_source(account), *_sections(account), Text()]:
        console.print(line)


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


def _sections(account: Account) -> Iterator[Text]:
    sections = (
        ("来往", [(_visit(fact), fact) for fact in account.facts if isinstance(fact, Visit)]),
        ("会议", [(_meeting(fact), fact) for fact in account.facts if isinstance(fact, Meeting)]),
        ("结对", [(_pairing(fact), fact) for fact in account.facts if isinstance(fact, Pairing)]),
        ("任职", [(_tenure(fact), fact) for fact in account.facts if isinstance(fact, Tenure)]),
    )
    for title, facts in sections:
        if facts:
            yield Text()
            yield Text(f"{title} {len(facts)}", HEADING)
        for said, fact in facts:
            yield from _fact(said, fact)
    if not account.facts:
        yield Text("没有读出往来、会议、结对和任职", NOTE)


def _fact(said: str, fact: Fact) -> Iterator[Text]:
    """One fact and, under it, the words of the page that say it."""
    marks = [_MODALITY[fact.modality]] if fact.modality in _MODALITY else []
    marks += ["待核"] if fact.needs_review else []
    marks += ["推"] if any(found.basis is Basis.INFERRED for found in fact.evidence.get("", ())) else []
    yield Text.assemble("  ", said, (f"  {' '.join(marks)}", DOUBT) if marks else "")
    whole = fact.evidence.get("") or next(iter(fact.evidence.values()), ())
    for evidence in whole[:1]:
        doubt = " （复原有猜测）" if evidence.certainty is Certainty.GUESSED else ""
        yield Text(f"    「{' '.join(evidence.text.split())}」{doubt}", QUOTE)


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


def _tenure(tenure: Tenure) -> str:
    held = f"{tenure.organization or ''} {tenure.post or ''}".strip()
    return f"{tenure.person or UNSTATED}" + _told([("", held), ("", _ROLE.get(tenure.role))])


def _told(told: Iterable[tuple[str, str | None]]) -> str:
    """What is known, each after two spaces; what is not is left out."""
    return "".join(f"  {label} {value}" if label else f"  {value}" for label, value in told if value)


def _place(place: PlaceRef | None) -> str | None:
    return place.name if place else None


def _when(when: When | None) -> str | None:
    return when.text if when else None
