"""Errors as answers: one shape in JSON, one designed page in HTML."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect, Template

from shanhai.ledger.answering import StaleError
from shanhai.model import JudgementError, ShanhaiError
from shanhai.model.struct import Value

from . import rendering
from .language import COOKIE

log = logging.getLogger(__name__)

Cause = Literal[
    "unknown_page",
    "unknown_place",
    "unknown_person",
    "unknown_entry",
    "unknown_organization",
    "unknown_programme",
    "several",
    "same_place",
    "too_much",
    "read_only",
    "foreign",
    "too_large",
    "no_question",
    "no_fact",
    "nameless",
    "no_batch",
    "no_sheet",
    "no_row",
    "not_found",
    "bad_request",
    "method",
    "undeclared",
    "in_person",
    "forged",
    "forbidden",
    "stranger",
    "too_often",
    "no_accounts",
    "no_invitation",
    "broken",
]
REFUSALS: tuple[Cause, ...] = ("read_only", "foreign", "nameless", "undeclared", "in_person", "forged", "forbidden")
STATUS: dict[Cause, int] = {"several": 409, "same_place": 400, "too_large": 413, "stranger": 401, **dict.fromkeys(REFUSALS, 403)}
CAUSES: dict[int, Cause] = {404: "not_found", 405: "method", 413: "too_large", 429: "too_often"}


class Problem(Value, frozen=True, kw_only=True):
    """Where it failed, what failed, and the way out."""

    place: str
    problem: str
    remedy: str


class ErrorAnswer(Value, frozen=True, kw_only=True):
    """The one shape of an error in the API."""

    error: Problem


class NotHereError(ShanhaiError):
    """Something that the ledger does not hold; `cause` names its words in the catalogue."""

    def __init__(self, place: str, cause: Cause, **values: str) -> None:
        self.cause: Cause = cause
        self.values = values
        super().__init__(place, cause)


class RefusedError(NotHereError):
    """A write that may not be: by whom, or whence, it comes."""


class ForbiddenError(ShanhaiError):
    """What an account's role does not reach: whose, which role, and the least that is needed."""

    def __init__(self, place: str, *, who: str, role: str, least: str) -> None:
        self.who, self.role, self.least = who, role, least
        super().__init__(place, "forbidden")


class StrangerError(ShanhaiError):
    """Somebody who is not signed in asks for what only accounts may see."""

    def __init__(self, place: str) -> None:
        super().__init__(place, "stranger")


class TooMuchError(ShanhaiError):
    """A file that would be longer than anybody reads."""

    def __init__(self, place: str, *, n: int, most: int) -> None:
        self.n, self.most = n, most
        super().__init__(place, "too_much")


def too_much(request: Request[Any, Any, Any], error: TooMuchError) -> Response[Any]:
    """413 for a list that is too long for a file."""
    return _answer(request, error.place, "too_much", 413, values={"n": f"{error.n:,}", "most": f"{error.most:,}"})


def not_here(request: Request[Any, Any, Any], error: NotHereError) -> Response[Any]:
    """404 for what the ledger does not hold, 409 where it holds several of that name, 400 for a pair of one place with itself."""
    return _answer(request, error.place, error.cause, STATUS.get(error.cause, 404), values=error.values)


def forbidden(request: Request[Any, Any, Any], error: ForbiddenError) -> Response[Any]:
    """403 with who one is, and who may."""
    say = rendering.language_of(request).say
    values = {"who": error.who, "role": say(f"account.role.{error.role}"), "least": say(f"account.role.{error.least}")}
    return _answer(request, error.place, "forbidden", 403, values=values)


def stranger(request: Request[Any, Any, Any], error: StrangerError) -> Response[Any]:
    """401 for a program; a person is led to sign in, and from there to what they asked for."""
    if not request.url.path.startswith("/api"):
        then = rendering.here(request) if request.method == "GET" else ""
        kept = {"then": then if then != "/" else "", COOKIE: request.query_params.get(COOKIE, "")}
        query = urlencode({name: value for name, value in kept.items() if value})
        return Redirect(f"/sign-in?{query}" if query else "/sign-in", status_code=303)
    answer = _answer(request, error.place, "stranger", 401)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="shanhai"'
    return answer


def misjudged(request: Request[Any, Any, Any], error: JudgementError) -> Response[Any]:
    """400 for a judgement that cannot be, 409 for one that comes too late; with its own words."""
    return _answer(request, error.place, "bad_request", 409 if isinstance(error, StaleError) else 400, error)


def refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """The answer to an address or a request that does not fit."""
    cause = CAUSES.get(error.status_code, "bad_request" if error.status_code < 500 else "broken")
    return _answer(request, request.url.path, cause, error.status_code)


def too_deep(request: Request[Any, Any, Any], error: RecursionError) -> Response[Any]:
    """400 for JSON that is nested deeper than anybody writes it."""
    return _answer(request, request.url.path, "bad_request", 400)


def troubled(request: Request[Any, Any, Any], error: ShanhaiError) -> Response[Any]:
    """500 for an error that Shanhai raised on purpose, with its own words."""
    log.error("%s %s: %s", request.method, request.url.path, error)
    return _answer(request, error.place, "broken", 500, error)


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """500 for everything else; what it was goes to the log, never to the reader."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return _answer(request, request.url.path, "broken", 500)


def _answer(
    request: Request[Any, Any, Any],
    place: str,
    cause: Cause,
    status: int,
    error: ShanhaiError | None = None,
    values: Mapping[str, str] | None = None,
) -> Response[Any]:
    say = rendering.language_of(request).say
    problem = Problem(
        place=place,
        problem=error.problem if error else say(f"error.{cause}.problem"),
        remedy=(error and error.remedy) or say(f"error.{cause}.remedy", **(values or {})),
    )
    if request.url.path.startswith("/api"):
        return Response(ErrorAnswer(error=problem), status_code=status, media_type=MediaType.JSON)
    return _page(request, problem, status)


def _page(request: Request[Any, Any, Any], problem: Problem, status: int) -> Template:
    return rendering.page(request, "error.html", status=status, problem=problem)
