"""What the schema of the API says of every operation alike: errors have one shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec

from .errors import ErrorAnswer

_WHY = {
    400: "the address or what was sent does not fit",
    401: "nobody is signed in",
    403: "not for this role, not from this machine, or from another site",
    404: "there is no such address",
    405: "not by this method",
    409: "it comes too late, or several fit",
    413: "too large",
    429: "too many writes in one minute",
}
ERRORS: Mapping[int, ResponseSpec] = {
    status: ResponseSpec(data_container=ErrorAnswer, description=why, generate_examples=False) for status, why in _WHY.items()
}


def described(handlers: Iterable[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """The operations, each with the errors that all of them answer by; what one says of itself stays."""
    known = list(handlers)
    for each in known:
        each.responses = {**ERRORS, **(each.responses or {})}
    return known
