"""Pages handed in: files, a text, an address; what was found on each, and what could not be read and why."""

from __future__ import annotations

import shutil
from typing import Annotated, Any

from anyio import to_thread
from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from shanhai.accounts import Role
from shanhai.pages.web import is_url

from .. import rendering
from ..asking import Asking, Name
from ..errors import NotHereError
from ..inbox import Inbox, Laying
from ..permits import least
from ..reviewer import reviewer_of
from ..visitor import about

MOST_BYTES = 2_000_000_000
"""Of one handing in: what `shanhai add` lays on disk of one archive; more is read with the command."""
LONGEST_TEXT = 2_000_000
Problem = Annotated[str, QueryParameter(pattern="^(url|nothing)?$")]
TEXT = "粘贴的文字.txt"


@get("/add", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def add(request: Asking, problem: Problem = "") -> Template:
    """What can be handed in, and what was."""
    return rendering.page(request, "add.html", section="add", batches=_inbox(request).batches()[:8], problem=problem)


@post("/add/pages", opt=least(Role.EDITOR), include_in_schema=False, request_max_body_size=MOST_BYTES)
async def hand_in(request: Asking) -> Redirect:
    """Lays what came on disk, whole or not at all, and leads to what becomes of it; it is read in the background."""
    laying = _inbox(request).open()
    try:
        form = await request.form()
        for part in form.getall("pages", []):
            if isinstance(part, UploadFile) and part.filename:
                await to_thread.run_sync(_lay, laying, part.filename, part.file)
        text, url = (str(form.get(name) or "").strip() for name in ("text", "url"))
        if text:
            await to_thread.run_sync(laying.file(TEXT).write_bytes, text[:LONGEST_TEXT].encode("utf-8", "replace"))
        if url and not is_url(url):
            laying.drop()
            return Redirect("/add?problem=url", status_code=303)
        if not url and laying.empty:
            laying.drop()
            return Redirect("/add?problem=nothing", status_code=303)
        who = reviewer_of(request)
        name = await to_thread.run_sync(lambda: laying.close(who=who.who if who else "", url=url if laying.empty else ""))
    except BaseException:
        laying.drop()
        raise
    about(request, name)
    return Redirect(f"/add/{name}", status_code=303)


@get("/add/{name:str}", opt=least(Role.EDITOR), include_in_schema=False, sync_to_thread=True)
def added(request: Asking, name: Name) -> Template:
    """What has become of a handing in so far."""
    batch = _inbox(request).batch(name)
    if batch is None:
        raise NotHereError(name, "no_batch")
    return rendering.page(request, "added.html", section="add", batch=batch)


def _lay(laying: Laying, name: str, content: Any) -> None:
    content.seek(0)
    with laying.file(name).open("wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def _inbox(request: Asking) -> Inbox:
    inbox = request.app.state.inbox
    assert isinstance(inbox, Inbox)
    return inbox
