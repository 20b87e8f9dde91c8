"""What somebody wants to be reminded of: lists under a name, what is new in them, what falls due, what is silent; feeds of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import msgspec
from litestar import Response, get, post
from litestar.params import Body
from litestar.response import Redirect, Template

from shanhai import views
from shanhai.accounts import Role
from shanhai.ledger.saved import LONGEST_ADDRESS, drop_list, look, save_list, saved
from shanhai.model import Modality
from shanhai.views import Asked
from shanhai.views.digest import coming, digest

from .. import rendering
from ..asking import AskedOf, Asking, LedgerOf
from ..feeds import ICS, ITEMS, RSS, ics, rss
from ..narrowing import NAMES, PLAIN, narrowing
from ..permits import EDITORS
from ..register import REGISTERS
from ..reviewer import reviewer_of
from ..visitor import visitor_of
from .review import local_path

Filled = Annotated[dict[str, str], Body(media_type="application/x-www-form-urlencoded")]
YEAR = 366


@get("/digest", include_in_schema=False, sync_to_thread=True)
def reminders(request: Asking, ledger: LedgerOf) -> Template:
    """What is new since the last look, what falls due, what is planned, what has gone silent."""
    kept = saved(ledger) if visitor_of(request).may(Role.EDITOR) else ()
    lists = [(each, *found) for each in kept if (found := asked_in(each.address)) is not None]
    return rendering.page(request, "digest.html", section="digest", seen=digest(ledger, lists, today=date.today()), kept=kept)


@post("/digest/save", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def save(request: Asking, ledger: LedgerOf, data: Filled) -> Redirect:
    """Keeps the address of a list under a name."""
    address, name = local_path(data.get("address", "")) or "", data.get("name", "").strip()
    if name and len(address) <= LONGEST_ADDRESS and asked_in(address) is not None:
        who = reviewer_of(request)
        save_list(ledger, name, address, who.who if who else "")
    return Redirect("/digest", status_code=303)


@post("/digest/seen", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def looked(request: Asking, ledger: LedgerOf) -> Redirect:
    """Notes that all of it was looked at."""
    look(ledger)
    return Redirect("/digest", status_code=303)


@post("/digest/drop", opt=EDITORS, include_in_schema=False, sync_to_thread=True)
def unsave(request: Asking, ledger: LedgerOf, data: Filled) -> Redirect:
    """Keeps a list no longer."""
    drop_list(ledger, data.get("id", ""))
    return Redirect("/digest", status_code=303)


@get("/digest.ics", include_in_schema=False, sync_to_thread=True)
def calendar_feed(request: Asking, ledger: LedgerOf, asked: AskedOf) -> Response[bytes]:
    """Pledges that fall due and visits that are planned within a year, of a place where the address names one, for calendars."""
    near = Asked(place=asked.place, visitor=asked.visitor, host=asked.host, person=asked.person, organization=asked.organization)
    due = coming(ledger, "pledge", near, today=date.today(), days=YEAR)
    hoped = msgspec.structs.replace(near, facets={"modality": (Modality.PLANNED.value,)})
    planned = coming(ledger, "visit", hoped, today=date.today(), days=YEAR)
    made = ics(due, planned, rendering.language_of(request), str(request.base_url).rstrip("/"))
    return Response(made, media_type=ICS, headers={"Content-Disposition": 'inline; filename="shanhai.ics"'})


def a_feed(request: Asking, ledger: LedgerOf, asked: AskedOf) -> Response[bytes]:
    """A list as RSS: its first entries, in its own order."""
    register = REGISTERS[request.url.path.removeprefix("/").partition(".")[0]]
    state = narrowing(register, asked)
    found = views.records(ledger, register.type, state.asked, limit=ITEMS, facets=False)
    say = rendering.language_of(request).say
    title = f"{say('product')} {say(f'list.{register.name}')}"
    return Response(rss(found.lines, title, str(request.base_url).rstrip("/"), state.address()), media_type=RSS)


feeds = tuple(get(f"/{name}.rss", include_in_schema=False, sync_to_thread=True)(a_feed) for name in REGISTERS)


def asked_in(address: str) -> tuple[str, Asked] | None:
    """The type of entries and the conditions that the address of a list names; null where it is none.

    >>> kind, asked = asked_in("/visits?place=330300&year=2024&year=2023")
    >>> kind, asked.place, asked.facets, asked_in("/pages")
    ('visit', '330300', {'year': ('2024', '2023')}, None)
    """
    parts = urlsplit(address)
    register = REGISTERS.get(parts.path.strip("/"))
    if register is None:
        return None
    given = parse_qs(parts.query)
    facets = {name: tuple(given[name]) for name in NAMES if name in given}
    plain = {name: given[name][0][:200] for name in PLAIN if name in given}
    return register.type, narrowing(register, Asked(words=given.get("q", [""])[0][:200], facets=facets, sort="", **plain)).asked
