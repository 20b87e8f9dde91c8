"""How many writes an account may make in a minute: Litestar's limiter, with a count for each account and for nobody else."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.middleware.rate_limit import RateLimitConfig

from .permits import SAFE
from .visitor import visitor_of

MOST = 300
"""Five a second, all minute: a reviewer by keyboard makes one, a program sends five hundred decisions in one request."""


def writes_a_minute() -> RateLimitConfig:
    """The limiter. It counts in memory, one small row an account; strangers cannot write, and signing in has its own limits."""
    return RateLimitConfig(rate_limit=("minute", MOST), check_throttle_handler=_counts, identifier_for_request=_whose)


def _counts(request: Request[Any, Any, Any]) -> bool:
    return request.method not in SAFE and visitor_of(request).user is not None


def _whose(request: Request[Any, Any, Any]) -> str:
    user = visitor_of(request).user
    return f"account {user.id}" if user else ""
