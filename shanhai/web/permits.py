"""The least role that a route needs is declared on the route (`opt=least(…)`) and looked at here, in one place.

A route that only reads and declares nothing needs a reader; one that writes and declares nothing is shut to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from shanhai.accounts import Role
from shanhai.reconcile.judgement import Judgement, Verdict

from .errors import ForbiddenError, RefusedError, StrangerError
from .visitor import Visitor, visitor_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LEAST, IN_PERSON, AUDITED, ASSET = "least", "in_person", "audited", "asset"

OF_VERDICT: Mapping[Verdict, Role] = {
    Verdict.CORRECT: Role.EDITOR,
    Verdict.ADD: Role.EDITOR,
    Verdict.NOTE: Role.EDITOR,
    Verdict.ACCEPT: Role.REVIEWER,
    Verdict.REJECT: Role.REVIEWER,
    Verdict.SAME: Role.REVIEWER,
    Verdict.DIFFERENT: Role.REVIEWER,
    Verdict.UNSURE: Role.REVIEWER,
}
"""Who may decide what: editors say what a page says, reviewers say whether it holds and what is one."""


def least(role: Role | None, *, in_person: bool = False, audited: bool = False, asset: bool = False) -> dict[str, Any]:
    """What a route declares: the least role, null for everybody; whether a program's key is not enough; whether it keeps its own audit.

    >>> least(Role.EDITOR)["least"].value
    'editor'
    """
    return {LEAST: role, IN_PERSON: in_person, AUDITED: audited, ASSET: asset}


EDITORS = least(Role.EDITOR)
"""An office's own papers, and what it keeps for itself, are its editors'."""


def permitted(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Lets pass who may; StrangerError where nobody is signed in, RefusedError or ForbiddenError where it is not for them."""
    path = connection.scope["path"]
    if LEAST not in handler.opt and connection.scope.get("method") not in SAFE:
        raise RefusedError(path, "undeclared")
    needed = handler.opt.get(LEAST, Role.READER)
    if needed is None:
        return
    visitor = visitor_of(connection)
    demand(visitor, path, needed)
    if handler.opt.get(IN_PERSON) and visitor.by == "key":
        raise RefusedError(path, "in_person")


def demand(visitor: Visitor, path: str, needed: Role) -> None:
    """Lets pass who has at least this role."""
    if visitor.may(needed):
        return
    if not visitor.shared:
        raise RefusedError(path, "read_only")
    if visitor.role is None:
        raise StrangerError(path)
    raise ForbiddenError(path, who=visitor.name, role=visitor.role.value, least=needed.value)


def demand_for(visitor: Visitor, path: str, made: Iterable[Judgement]) -> None:
    """Lets pass who may make these judgements."""
    for each in made:
        demand(visitor, path, OF_VERDICT[each.verdict])
