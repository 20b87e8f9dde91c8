"""The application over one ledger."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, YamlRenderPlugin
from litestar.types import Message, Scope

import shanhai
from shanhai.ledger import Ledger
from shanhai.model import JudgementError, ShanhaiError

from . import errors, shelf
from .asking import asked_of, at_of, ledger_of
from .boundaries import Boundaries
from .guard import Guard
from .headers import SECURITY_HEADERS, TLS_HEADERS
from .inbox import Inbox
from .pace import writes_a_minute
from .permits import permitted
from .rendering import template_config
from .routes import ROUTES


def create_app(ledger_url: str, boundaries: Boundaries | None = None) -> Litestar:
    """Return the application over the ledger at a path or URL; it is opened when the application starts and closed when it stops.

    Maps lie over `boundaries`, an office's own lines, where it gives any.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     "/api/pages" in {route.path for route in create_app(f"{folder}/a.ledger").routes}
    True
    """

    @asynccontextmanager
    async def opened(app: Litestar) -> AsyncIterator[None]:
        with Ledger.open(ledger_url) as ledger:
            app.state.ledger = ledger
            app.state.inbox = inbox = Inbox.beside(ledger_url)
            inbox.start(ledger)
            try:
                yield
            finally:
                inbox.stop()

    return Litestar(
        route_handlers=list(ROUTES),
        lifespan=[opened],
        state=State({"boundaries": boundaries}),
        template_config=template_config(),
        logging_config=None,  # a library leaves logging to the program that runs it
        response_cache_config=shelf.CONFIG,
        stores={shelf.NAME: shelf.Shelf()},
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4, exclude="^/static/"),
        dependencies={
            "ledger": Provide(ledger_of, sync_to_thread=False),
            "asked": Provide(asked_of, sync_to_thread=False),
            "at": Provide(at_of, sync_to_thread=False),
        },
        middleware=[Guard(), writes_a_minute().middleware],
        guards=[permitted],
        before_send=[_secure],
        exception_handlers={
            errors.NotHereError: errors.not_here,
            errors.RefusedError: errors.not_here,
            errors.ForbiddenError: errors.forbidden,
            errors.StrangerError: errors.stranger,
            errors.TooMuchError: errors.too_much,
            JudgementError: errors.misjudged,
            HTTPException: errors.refused,
            ShanhaiError: errors.troubled,
            RecursionError: errors.too_deep,
            Exception: errors.broken,
        },
        openapi_config=OpenAPIConfig(
            title="Shanhai 山海",
            version=shanhai.__version__,
            path="/api/schema",
            # No viewer: those that Litestar offers load their scripts from the network.
            render_plugins=[JsonRenderPlugin(), YamlRenderPlugin()],
        ),
    )


async def _secure(message: Message, scope: Scope) -> None:
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in (SECURITY_HEADERS | (TLS_HEADERS if scope["scheme"] == "https" else {})).items():
            headers[name] = value
        if "cache-control" not in headers:
            headers["Cache-Control"] = "private, no-cache"
