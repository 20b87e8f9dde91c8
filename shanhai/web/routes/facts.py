"""One statement corrected in place: any of its values, all of it accepted or rejected; and a new fact over words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec
from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template
from sqlalchemy import Connection

from shanhai import views
from shanhai.accounts import Role
from shanhai.knowledge.places import ancestors
from shanhai.ledger import Ledger, editing
from shanhai.ledger.deciding import decide
from shanhai.model import FACT_TYPES, JudgementError
from shanhai.reconcile.judgement import Judgement, Verdict
from shanhai.restore import Alignment

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf, Name
from ..errors import NotHereError, RefusedError
from ..fields import current, meant, slots
from ..permits import demand_for, least
from ..reviewer import Reviewer, remember, reviewer_of
from ..visitor import about, visitor_of
from .page import the_page
from .review import LONGEST_NOTE, local_path

Then = Annotated[str, QueryParameter(max_length=2 * LONGEST)]
Field = Annotated[str, QueryParameter(max_length=40, pattern="^[a-z_]*$")]
TypeOf = Annotated[str, QueryParameter(pattern=f"^({'|'.join(FACT_TYPES)})?$")]
At = Annotated[int, QueryParameter(ge=0, le=100_000_000)]
Side = Annotated[str, QueryParameter(pattern="^(published|restored)$")]
Filled = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]
LONGEST_VALUE = 2000


@get("/facts/{page:str}/{fact:str}/edit", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def edit(request: Asking, ledger: LedgerOf, page: Name, fact: Name, field: Field = "", then: Then = "") -> Template:
    """The form of a statement."""
    return _form(request, ledger, f"{page}/{fact}", field, then)


@post("/facts/{page:str}/{fact:str}", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def keep_edit(request: Asking, ledger: LedgerOf, page: Name, fact: Name, data: Filled) -> Template | Redirect:
    """Keeps what was changed, and goes back to where the form was opened; the form again where a value cannot stand."""
    who, statement = signed(request, data), f"{page}/{fact}"
    with ledger.looking() as connection:
        held = _held(connection, statement)
    try:
        made = _changes(held, data)
        demand_for(visitor_of(request), request.url.path, made)
        decided = decide(ledger, *(_by(each, who, data) for each in made)) if made else None
    except JudgementError as error:
        return _form(request, ledger, statement, "", data.get("then", ""), error=error, filled=data)
    about(request, *(decided.ids if decided else ()))
    back = local_path(data.get("then", "")) or (f"/entries/{held.entry}" if held.entry else f"/pages/{page}")
    return on(back, who, decided.ids[0] if decided else "")


@get("/pages/{name:str}/facts/new", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def new(
    request: Asking, ledger: LedgerOf, name: Name, start: At = 0, end: At = 0, side: Side = "restored", kind: TypeOf = "", q: Then = ""
) -> Template:
    """The form of a new fact over a stretch of a page; without one, the words are asked for."""
    return _new_form(request, ledger, name, start, end, side, kind, q)


@post("/pages/{name:str}/facts", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def keep_new(request: Asking, ledger: LedgerOf, name: Name, data: Filled) -> Template | Redirect:
    """Keeps a new fact with the stretch as its evidence."""
    who, view = signed(request, data), the_page(ledger, name)
    kind = data.get("type", "")
    start, end = (int(data[each]) if data.get(each, "").isdecimal() else 0 for each in ("start", "end"))
    try:
        if kind not in FACT_TYPES:
            raise JudgementError(name, "没有这一类 (no such type)", "选一类 (choose one)")
        value = {"type": kind} | {each: given for each, given in _values(kind, data).items() if given not in (None, [])}
        made = editing.addition(view.page.id, view.page.text, start, end, value)
        ids = decide(ledger, _by(made, who, data)).ids
    except JudgementError as error:
        return _new_form(request, ledger, name, start, end, "published", kind, "", error=error, filled=data)
    about(request, *ids)
    return on(f"/pages/{view.page.id}#fact-hand-{ids[0]}", who, ids[0])


def signed(request: Asking, filled: Mapping[str, str]) -> Reviewer:
    """Who decides: by the name remembered, or by the one that the form asked for."""
    known = reviewer_of(request, filled.get("who", ""))
    if known is None:
        raise RefusedError(request.url.path, "nameless")
    return known


def on(back: str, who: Reviewer, made: str) -> Redirect:
    """Back to a view, which says what the decision changed."""
    parts = urlsplit(back)
    query = "&".join(part for part in (parts.query, urlencode({"after": made}) if made else "") if part)
    return Redirect(urlunsplit(("", "", parts.path, query, parts.fragment)), status_code=303, cookies=remember(who))


def _by(made: Judgement, who: Reviewer, filled: Mapping[str, str]) -> Judgement:
    return msgspec.structs.replace(made, who=who.who, sitting=who.sitting, why=filled.get("why", "").strip()[:LONGEST_NOTE])


def _held(connection: Connection, statement: str) -> editing.Current:
    try:
        return editing.current(connection, statement)
    except JudgementError as error:
        raise NotHereError(statement, "no_fact") from error


def _changes(held: editing.Current, filled: Mapping[str, str]) -> list[Judgement]:
    act = filled.get("act", "save")
    if act in ("accept", "reject"):
        return [editing.of_whole(held, Verdict(act))]
    kind = str(type(held.read).__struct_config__.tag)
    before = current(held.now or held.read)
    changed = {name: words for name, words in _typed(kind, filled).items() if words.strip() != before[name]}
    return editing.corrections(held, {name: meant(kind, name, words) for name, words in changed.items()})


def _values(kind: str, filled: Mapping[str, str]) -> dict[str, Any]:
    return {name: meant(kind, name, words) for name, words in _typed(kind, filled).items()}


def _typed(kind: str, filled: Mapping[str, str]) -> dict[str, str]:
    return {slot.name: filled[f"f.{slot.name}"][:LONGEST_VALUE] for slot in slots(kind) if f"f.{slot.name}" in filled}


def _form(
    request: Asking,
    ledger: Ledger,
    statement: str,
    field: str,
    then: str,
    *,
    error: JudgementError | None = None,
    filled: Mapping[str, str] | None = None,
) -> Template:
    with ledger.looking() as connection:
        held = _held(connection, statement)
        side = views.side(connection, statement)
        history = tuple(views.decided_on(connection, [held.read]))
    kind = str(type(held.read).__struct_config__.tag)
    return rendering.page(
        request,
        "edit.html",
        status=400 if error else 200,
        held=held,
        side=side,
        history=history,
        type=kind,
        slots=slots(kind),
        values=current(held.now or held.read) | _typed(kind, filled or {}),
        statement=statement,
        field=error.place if error else field,
        then=then,
        error=error,
        filled=filled or {},
        who=reviewer_of(request),
        hints=_hints(ledger, held.read.page),
    )


def _new_form(
    request: Asking,
    ledger: Ledger,
    name: str,
    start: int,
    end: int,
    side: str,
    kind: str,
    words: str,
    *,
    error: JudgementError | None = None,
    filled: Mapping[str, str] | None = None,
) -> Template:
    view = the_page(ledger, name)
    alignment = Alignment(view.restored)
    if words.strip() and (at := view.restored.text.find(words.strip())) >= 0:
        start, end, side = at, at + len(words.strip()), "restored"
    if side == "restored" and start < end <= len(view.restored.text):
        start, end, _ = alignment.to_published(start, end)
    chosen = view.page.text[start:end]
    left, right = alignment.restored_span(start, end) if chosen else (0, 0)
    return rendering.page(
        request,
        "new_fact.html",
        status=400 if error else 200,
        view=view,
        start=start,
        end=end,
        chosen=view.restored.text[left:right],
        published=chosen,
        type=kind,
        types=tuple(FACT_TYPES),
        slots=slots(kind) if kind else (),
        values=_guess(view, view.restored.text[left:right], kind) | _typed(kind, filled or {}) if kind else {},
        words=words,
        error=error,
        field=error.place if error else "",
        filled=filled or {},
        who=reviewer_of(request),
        hints=_hints(ledger, view.page.id),
    )


def _hints(ledger: Ledger, page: str) -> dict[str, tuple[str, ...]]:
    """What the page mentions, to choose from: by the kind of field that it can fill."""
    account = the_page(ledger, page).account
    places = tuple(dict.fromkeys(place.name for place in account.places))
    people = tuple(dict.fromkeys(person.name for person in account.people))
    bodies = tuple(dict.fromkeys(body.name for body in account.organizations))
    return {"place": places, "side": (*places, *bodies), "text": (*people, *bodies)}


def _guess(view: views.PageView, words: str, kind: str) -> dict[str, str]:
    """What the chosen words mention, in the fields of which it can be the only value."""
    guess = {slot.name: "" for slot in slots(kind)}
    guess["modality"] = "happened"
    people = [person.name for person in view.account.people if person.name in words]
    named = sorted(
        ((words.find(place.name[:-1]), place) for place in view.account.places if place.name[:-1] in words), key=lambda pair: pair[0]
    )
    codes = {place.code for _, place in named if place.code}
    above = {each.code for code in codes for each in ancestors(code)}
    places = [place.name for _, place in named if place.code not in above]
    for name in ("person", "speaker", "actor", "head"):
        if name in guess and people:
            guess[name] = people[0]
    ordered = [name for name in ("visitor_place", "host_place", "a", "b", "place") if name in guess]
    guess |= dict(zip(ordered, dict.fromkeys(places), strict=False))
    if "text" in guess:
        guess["text"] = words
    return guess
