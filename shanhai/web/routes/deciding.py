"""The writes of the application for programs: judgements, what they would change, and taking them back."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Router, get, post
from litestar.openapi.spec import Example
from litestar.params import Body, QueryParameter
from sqlalchemy import Connection

from shanhai.accounts import Role
from shanhai.ledger import assigning, editing, judging, leasing
from shanhai.ledger.answering import anchor_at, answer
from shanhai.ledger.deciding import Decided, decide, preview, take_back
from shanhai.ledger.judging import Kept
from shanhai.model import JudgementError
from shanhai.model.struct import Value
from shanhai.reconcile.asking import Kind, Question
from shanhai.reconcile.effect import Effect
from shanhai.reconcile.judgement import ORGANIZATION, PERSON, Judgement, Verdict, named_at

from ..asking import LONGEST, Asking, LedgerOf
from ..describing import described
from ..errors import RefusedError
from ..permits import demand_for, least
from ..reviewer import clean
from ..visitor import about, visitor_of
from .page import the_page
from .review import LONGEST_NOTE, undoable

MOST = 500
Few = Annotated[int, QueryParameter(ge=1, le=MOST, description="how many at most")]
KindOf = Annotated[str, QueryParameter(pattern=f"^({'|'.join(Kind)})?$", description="only questions of this kind")]
Word = Annotated[str, QueryParameter(max_length=LONGEST)]
_STATEMENT = "a statement as entries list it: PAGE/FACT"
Statement = Annotated[str, msgspec.Meta(max_length=LONGEST, description=_STATEMENT, examples=["9f2c…/3ad1…"])]
Text = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)]


class Decision(Value, frozen=True, kw_only=True):
    """One decision.

    Of a statement, or a field of it: accept, reject, correct (with `value`), note. Of two, with `other`: same, different, unsure; of two
    pages that name a `person`, with `page` and `other_page`; of two that name an `organization` (and `other_organization`, where the other
    page calls it so). To add a fact: `page`, the stretch of the published text, the fact as `value`.
    """

    verdict: Verdict
    statement: Statement = ""
    other: Statement = ""
    field: Annotated[str, msgspec.Meta(max_length=40)] = ""
    value: Any = None
    page: Annotated[str, msgspec.Meta(max_length=64)] = ""
    other_page: Annotated[str, msgspec.Meta(max_length=64)] = ""
    start: Annotated[int, msgspec.Meta(ge=0)] = 0
    end: Annotated[int, msgspec.Meta(ge=0)] = 0
    person: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    organization: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    other_organization: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    why: Text = ""


class Decisions(Value, frozen=True, kw_only=True):
    """Decisions that are made together or not at all, in which `sitting`; `who` made them, where nobody is signed in."""

    who: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    sitting: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    decisions: Annotated[tuple[Decision, ...], msgspec.Meta(min_length=1, max_length=MOST)]


class Undoing(Value, frozen=True, kw_only=True):
    """Judgements to take back: these, or a whole sitting's."""

    ids: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST)] = ()
    sitting: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""


class Answer(Value, frozen=True, kw_only=True):
    """The answer to a question: accept, reject, same, different, unsure, or the place of the right value, from 1."""

    question: Annotated[str, msgspec.Meta(max_length=64)]
    said: Annotated[str, msgspec.Meta(max_length=20)]
    who: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    sitting: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    why: Text = ""


class Asked(Value, frozen=True, kw_only=True):
    """A question with its key and what its answer is worth."""

    key: str
    gain: float
    question: Question


_STATEMENT_ID = "9f2c4e0b7d1a/3ad17c90b2e4"
EXAMPLES = [
    Example(
        summary="Another value, with the reason",
        value={
            "who": "林晓",
            "sitting": "周三",
            "decisions": [
                {"verdict": "correct", "statement": _STATEMENT_ID, "field": "head", "value": "李四", "why": "见会议记录"},
            ],
        },
    ),
    Example(
        summary="Two statements are one event",
        value={"who": "林晓", "decisions": [{"verdict": "same", "statement": _STATEMENT_ID, "other": "51b0a7c2d3e4/77aa01bc2d3e"}]},
    ),
]
Given = Annotated[Decisions, Body(examples=EXAMPLES, description="what is decided, all of it or nothing")]


@get("/questions", summary="Questions", sync_to_thread=True)
def questions(request: Asking, ledger: LedgerOf, kind: KindOf = "", who: Word = "", limit: Few = 20) -> tuple[Asked, ...]:
    """What people may be asked, the most useful first; without those that others have in hand, or that `who` has put off."""
    with ledger.looking() as connection:
        found = leasing.waiting(connection, visitor_of(request).name or who, kind=kind, most=limit)
    return tuple(Asked(key=each.key, gain=each.gain, question=each) for each in found)


@post("/questions/answers", opt=least(Role.REVIEWER), summary="Answer a question", sync_to_thread=True)
def answers(request: Asking, ledger: LedgerOf, data: Annotated[Answer, Body()]) -> Decided:
    """Keeps the answer, and says what it changed; 409 where somebody has answered meanwhile or has the question in hand."""
    done = answer(ledger, data.question, data.said, who=_signed(request, data.who), sitting=data.sitting, why=data.why)
    about(request, *done.ids)
    return done


@get("/judgements", summary="Judgements", sync_to_thread=True)
def judgements(ledger: LedgerOf, page: Word = "", sitting: Word = "") -> tuple[Kept, ...]:
    """The decisions on a page, of a sitting, or all; the earliest first, those taken back among them."""
    with ledger.looking() as connection:
        return judging.history(connection, page=page or None, sitting=sitting or None)


@post("/judgements/new", opt=least(Role.EDITOR), summary="Decide", sync_to_thread=True)
def judge(request: Asking, ledger: LedgerOf, data: Given) -> Decided:
    """Keeps decisions, all or none, and says what they changed."""
    made = _made(request, ledger, data)
    demand_for(visitor_of(request), request.url.path, made)
    done = decide(ledger, *made)
    about(request, *done.ids)
    return done


@post(
    "/judgements/preview",
    opt=least(Role.EDITOR),
    summary="What decisions would change",
    status_code=200,
    sync_to_thread=True,
)
def would(request: Asking, ledger: LedgerOf, data: Given) -> Effect:
    """What these decisions would change; nothing is kept."""
    return preview(ledger, *_made(request, ledger, data))


@post("/judgements/undo", opt=least(Role.EDITOR), summary="Take decisions back", status_code=200, sync_to_thread=True)
def undo(request: Asking, ledger: LedgerOf, data: Annotated[Undoing, Body()]) -> Decided:
    """Takes decisions back, and says what that changed."""
    if not data.ids and not data.sitting:
        raise JudgementError("judgements/undo", "没有说撤回哪些 (nothing to take back)", "给 ids 或 sitting (give ids or sitting)")
    undoable(request, ledger, data.ids, data.sitting or None)
    about(request, data.sitting or " ".join(data.ids))
    return take_back(ledger, *data.ids, sitting=data.sitting or None)


def _signed(request: Asking, given: str) -> str:
    """Who decides: the account, or the name given where there are none. RefusedError without one."""
    who = visitor_of(request).name or clean(given)
    if not who:
        raise RefusedError(request.url.path, "nameless")
    return who


def _made(request: Asking, ledger: LedgerOf, data: Decisions) -> list[Judgement]:
    who = _signed(request, data.who)
    with ledger.looking() as connection:
        made = [_judgement(ledger, connection, each) for each in data.decisions]
    return [msgspec.structs.replace(each, who=who, sitting=data.sitting) for each in made]


def _judgement(ledger: LedgerOf, connection: Connection, given: Decision) -> Judgement:
    if given.verdict is Verdict.ADD:
        value = given.value if isinstance(given.value, dict) else {}
        made = editing.addition(given.page, the_page(ledger, given.page).page.text, given.start, given.end, value)
        return msgspec.structs.replace(made, why=given.why)
    if given.person or given.organization:
        kind = PERSON if given.person else ORGANIZATION
        name = given.person or given.organization
        one, other = named_at(kind, given.page, name), named_at(kind, given.other_page, given.other_organization or name)
        return Judgement(verdict=given.verdict, anchor=one, other=other, why=given.why)
    anchor = anchor_at(connection, given.statement, given.field)
    other_anchor = anchor_at(connection, given.other) if given.other else None
    return Judgement(verdict=given.verdict, anchor=anchor, other=other_anchor, value=given.value, why=given.why)


class Assigning(Value, frozen=True, kw_only=True):
    """Questions for one person alone: these, or the `most` most useful that are nobody's; for anybody again where `who` is empty."""

    who: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    by: Annotated[str, msgspec.Meta(max_length=LONGEST)] = ""
    questions: Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST)] = ()
    kind: Kind | None = None
    most: Annotated[int, msgspec.Meta(ge=0, le=MOST)] = 0


class Shared(Value, frozen=True, kw_only=True):
    """How many were assigned now, and how many each person has."""

    assigned: int
    held: dict[str, int]


@post("/questions/assignments", opt=least(Role.REVIEWER), summary="Assign questions", status_code=200, sync_to_thread=True)
def assignments(request: Asking, ledger: LedgerOf, data: Annotated[Assigning, Body()]) -> Shared:
    """Assigns questions: they are asked of that person first, and of nobody else."""
    by, who = _signed(request, data.by), clean(data.who)
    with ledger.writing() as connection:
        count = assigning.assign(connection, data.questions, who, by)
        if who and data.most:
            count += assigning.assign_first(connection, who, by, kind=data.kind or "", most=data.most)
        about(request, who)
        return Shared(assigned=count, held=assigning.counted(connection))


deciding = Router("/api", route_handlers=described([questions, answers, assignments, judgements, judge, would, undo]), tags=["decisions"])
