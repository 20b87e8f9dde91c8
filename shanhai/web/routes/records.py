"""The lists of visits, pairings, meetings and all other entries, in the browser and as files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import Response, get
from litestar.response import Template

from shanhai import views

from .. import download, rendering
from ..asking import PAGES, AskedOf, Asking, Columns, LedgerOf, Limit, Offset
from ..errors import TooMuchError
from ..narrowing import narrowing
from ..register import REGISTERS, Register
from ..shelf import KEPT


def a_list(
    request: Asking, ledger: LedgerOf, asked: AskedOf, columns: Columns = None, offset: Offset = 0, limit: Limit = PAGES
) -> Template:
    """A list, narrowed and sorted as its address says."""
    state = narrowing(_register(request), asked, columns=",".join(columns or ()), offset=offset, size=limit)
    found = views.records(ledger, state.register.type, state.asked, offset=offset, limit=limit)
    return rendering.page(request, "records.html", section=state.register.name, state=state, found=found, asked=asked.words)


def a_file(request: Asking, ledger: LedgerOf, asked: AskedOf, columns: Columns = None) -> Response[bytes]:
    """The same list whole, as a file."""
    state = narrowing(_register(request), asked, columns=",".join(columns or ()))
    suffix = request.url.path.rpartition(".")[2]
    found = views.records(ledger, state.register.type, state.asked, limit=download.MOST, facets=False)
    if found.total > download.MOST:
        raise TooMuchError(request.url.path, n=found.total, most=download.MOST)
    made = download.rows(found.lines, state.columns, rendering.language_of(request), str(request.base_url).rstrip("/"))
    return as_file(download.FORMATS[suffix][1](made), download.FORMATS[suffix][0], f"shanhai-{state.register.name}", suffix)


def as_file(content: bytes, media_type: str, stem: str, suffix: str) -> Response[Any]:
    """A file to be kept, named by what it holds and the day."""
    name = f"{stem}-{datetime.now(UTC):%Y%m%d}.{suffix}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _register(request: Asking) -> Register:
    return REGISTERS[request.url.path.removeprefix("/").partition(".")[0]]


records = tuple(get(f"/{name}", cache=KEPT, include_in_schema=False, sync_to_thread=True)(a_list) for name in REGISTERS)
record_files = tuple(
    get(f"/{name}.{suffix}", include_in_schema=False, sync_to_thread=True)(a_file) for name in REGISTERS for suffix in download.FORMATS
)
