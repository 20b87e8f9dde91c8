"""Style and script of the interface."""

from __future__ import annotations

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.params import FromPath

from ..assets import asset, assets
from ..errors import NotHereError
from ..permits import least


@get("/static/{name:str}", opt=least(None, asset=True), include_in_schema=False, sync_to_thread=False)
def static(request: Request[None, None, State], name: FromPath[str]) -> Response[bytes]:
    """An asset under its hashed name; it never changes, so the browser asks once."""
    held = asset(name)
    if held is None:
        raise NotHereError(name, "not_found")
    packed = "gzip" in request.headers.get("accept-encoding", "")
    return Response(
        held.compressed if packed else held.content,
        media_type=held.media_type,
        headers={"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        | ({"Content-Encoding": "gzip"} if packed else {}),
    )


@get("/favicon.ico", opt=least(None, asset=True), include_in_schema=False, sync_to_thread=False)
def icon() -> Response[bytes]:
    """The mark, where a browser looks for it unasked."""
    held = assets()["mark.svg"]
    return Response(held.content, media_type=held.media_type, headers={"Cache-Control": "public, max-age=86400"})
