"""Review: the most useful question, its answers, and the sitting that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote, urlencode

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template

from shanhai import views
from shanhai.accounts import Role
from shanhai.ledger import Ledger, assigning, judging, leasing
from shanhai.ledger.answering import COMMENT, LATER, StaleError, answer, comment, put_off
from shanhai.ledger.deciding import effect_of, take_back, together
from shanhai.model.struct import Value
from shanhai.reconcile.asking import Kind
from shanhai.reconcile.effect import Effect

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf, Name
from ..errors import NotHereError, RefusedError
from ..permits import demand, least
from ..reviewer import Reviewer, clean, new_sitting, remember, reviewer_of
from ..visitor import about, visitor_of

KindOf = Annotated[str, QueryParameter(pattern=f"^({'|'.join(Kind)})?$", description="only questions of this kind")]
Key = Annotated[str, QueryParameter(max_length=64, pattern="^[0-9a-f]*$")]
Sitting = Annotated[str, QueryParameter(max_length=LONGEST)]
LONGEST_NOTE = 500


class Naming(Value, frozen=True, kw_only=True):
    """The form that asks for a name."""

    who: str = ""
    then: str = ""


class Answering(Value, frozen=True, kw_only=True):
    """The form of a question."""

    question: str
    said: str
    why: str = ""
    kind: str = ""


class Undoing(Value, frozen=True, kw_only=True):
    """The form that takes decisions back."""

    judgement: str = ""
    sitting: str = ""
    then: str = ""


Form = RequestEncodingType.URL_ENCODED


@get("/review", include_in_schema=False, sync_to_thread=True)
def review(
    request: Asking, ledger: LedgerOf, kind: KindOf = "", q: Key = "", after: Key = "", stale: Sitting = "", undone: Key = ""
) -> Template:
    """The question in hand; the name is asked first where nobody has said it."""
    if not visitor_of(request).may(Role.REVIEWER):
        return rendering.page(request, "review_closed.html", section="review", counted=_counted(ledger))
    who = reviewer_of(request)
    if who is None:
        return rendering.page(request, "who.html", section="review", then="/review")
    shown = _in_hand(ledger, who, kind, q)
    sat = views.sitting(ledger, who.sitting, most=views.LATEST)
    done = rendering.page(
        request,
        "review.html",
        section="review",
        view=shown,
        kind=kind,
        kinds=tuple(Kind),
        who=who,
        sitting=sat,
        progress=views.progress(ledger, who.who, who.sitting, kind=kind),
        last=next((line for line in sat.lines if line.kept.undone is None), None),
        effect=_effect(ledger, after) if after else None,
        after=after,
        stale=clean(stale),
        undone=undone,
        answerers=_answerers(ledger) if shown else (),
    )
    done.cookies = [*done.cookies, *remember(who)]
    return done


@get("/review/name", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=False)
def review_who(request: Asking) -> Template:
    """Asks for the name, again where another person sits down."""
    return rendering.page(request, "who.html", section="review", then="/review")


@post("/review/name", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def review_name(request: Asking, data: Annotated[Naming, Body(media_type=Form)]) -> Redirect:
    """Remembers who decides here."""
    who = clean(data.who)
    known = reviewer_of(request)
    cookies = remember(Reviewer(who=who, sitting=known.sitting if known and known.who == who else new_sitting())) if who else []
    return Redirect(local_path(data.then) or "/review", status_code=303, cookies=cookies)


@post("/review/answers", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def review_answer(request: Asking, ledger: LedgerOf, data: Annotated[Answering, Body(media_type=Form)]) -> Redirect:
    """Keeps an answer and goes on with the next question."""
    who = _reviewer(request)
    kind = data.kind if data.kind in set(Kind) else ""
    about(request, data.question)
    why = data.why.strip()[:LONGEST_NOTE]
    if data.said == LATER:
        put_off(ledger, data.question, who.who)
        return _on(who, kind=kind)
    try:
        if data.said == COMMENT:
            if why:
                about(request, comment(ledger, data.question, who=who.who, why=why, sitting=who.sitting))
            return _on(who, kind=kind, q=data.question)
        made = answer(ledger, data.question, data.said, who=who.who, sitting=who.sitting, why=why)
    except StaleError as error:
        return _on(who, kind=kind, stale=error.who or "-")
    about(request, *made.ids)
    return _on(who, kind=kind, after=made.ids[0])


@post("/review/undo", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def review_undo(request: Asking, ledger: LedgerOf, data: Annotated[Undoing, Body(media_type=Form)]) -> Redirect:
    """Takes one decision back, or a whole sitting's."""
    who = _reviewer(request)
    about(request, data.sitting or data.judgement)
    if data.sitting:
        undoable(request, ledger, sitting=data.sitting)
        take_back(ledger, sitting=data.sitting)
        return Redirect(f"/sittings/{quote(data.sitting)}", status_code=303)
    with ledger.looking() as connection:
        ids = together(connection, data.judgement)
    undoable(request, ledger, ids)
    take_back(ledger, *ids)
    back = local_path(data.then)
    return Redirect(back, status_code=303) if back else _on(who, undone="1")


@get("/sittings/{name:str}", include_in_schema=False, sync_to_thread=True)
def sitting(request: Asking, ledger: LedgerOf, name: Name) -> Template:
    """All decisions of a sitting, with what they changed."""
    held = views.sitting(ledger, name)
    if not held.lines:
        raise NotHereError(name, "no_question")
    return rendering.page(request, "sitting.html", section="review", held=held, mine_alone=_mine_alone(request, held))


def _mine_alone(request: Asking, held: views.Sitting) -> bool:
    """Whether all that a sitting decided is the visitor's own."""
    name = visitor_of(request).name
    return bool(name) and all(line.kept.judgement.who == name for line in held.lines)


def undoable(request: Asking, ledger: Ledger, ids: Sequence[str] = (), sitting: str | None = None) -> None:
    """Lets pass who takes back what is their own; what others decided only a reviewer takes back."""
    with ledger.looking() as connection:
        by = judging.authors(connection, ids=ids, sitting=sitting)
    visitor = visitor_of(request)
    if by - {visitor.name}:
        demand(visitor, request.url.path, Role.REVIEWER)


def local_path(address: str) -> str:
    r"""An address of this application; empty for one that leads elsewhere.

    >>> local_path("/pages/1#a"), local_path("//evil.example"), local_path("https://evil.example/"), local_path("/\\evil.example")
    ('/pages/1#a', '', '', '')
    """
    fits = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable() and "\\" not in address
    return address if fits else ""


def _reviewer(request: Asking) -> Reviewer:
    who = reviewer_of(request)
    if who is None:
        raise RefusedError("/review", "nameless")
    return who


def _in_hand(ledger: Ledger, who: Reviewer, kind: str, key: str) -> views.QuestionView | None:
    """The question asked for by its key, where it is free, or else the next; one that has lost its ground is passed over."""
    if key and (theirs := _theirs(ledger, who, key)) is not None:
        return theirs
    with ledger.writing() as connection:
        if key and leasing.question(connection, key) and leasing.holder(connection, key, but=who.who) is None:
            leasing.hold(connection, key, who.who)
        for _ in range(_TRIES):
            asked = leasing.next_question(connection, who.who, kind=kind)
            if asked is None:
                return None
            if (shown := views.laid_out(connection, asked)) is not None:
                return shown
            leasing.hold(connection, asked.key, who.who, later=True)
    return None


_TRIES = 5


def _theirs(ledger: Ledger, who: Reviewer, key: str) -> views.QuestionView | None:
    """A question that is somebody else's, to be looked at: it is not taken out of their hand."""
    with ledger.looking() as connection:
        asked, whose = leasing.question(connection, key), assigning.assigned(connection, key)
        return views.laid_out(connection, asked) if asked and whose and whose.who != who.who else None


def _counted(ledger: Ledger) -> dict[str, int]:
    with ledger.looking() as connection:
        return leasing.counted(connection)


def _answerers(ledger: Ledger) -> tuple[str, ...]:
    with ledger.looking() as connection:
        return assigning.answerers(connection)


def _effect(ledger: Ledger, judgement: str) -> Effect | None:
    with ledger.looking() as connection:
        return effect_of(connection, judgement)


def _on(who: Reviewer, **query: str) -> Redirect:
    told = urlencode({name: value for name, value in query.items() if value})
    return Redirect(f"/review?{told}" if told else "/review", status_code=303, cookies=remember(who))
