"""Lists as feeds: RSS for readers of news, iCalendar for calendars."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from xml.etree import ElementTree

from icalendar import Calendar, Event

from shanhai.ledger.caption import caption
from shanhai.ledger.finding import sentence
from shanhai.model import When
from shanhai.views import Statement

from .language import Language
from .values import entry_href

RSS, ICS = "application/rss+xml; charset=utf-8", "text/calendar; charset=utf-8"
ITEMS = 50
"""Items of a feed: what a reader that looks once a day does not miss."""


def rss(statements: Iterable[Statement], title: str, base: str, address: str) -> bytes:
    """A list as RSS 2.0: an item an entry, under the permanent address of it.

    >>> b"<title>x</title>" in rss((), "x", "http://127.0.0.1:8000", "/visits")
    True
    """
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    for name, words in (("title", title), ("link", base + address), ("description", title), ("language", "zh-CN")):
        ElementTree.SubElement(channel, name).text = printable(words)
    for stated in statements:
        item = ElementTree.SubElement(channel, "item")
        link = base + entry_href(stated.entry)
        day = _day(stated)
        head = " ".join(part for part in (day, caption(stated.fact) or stated.entry) if part)
        for name, said in (("title", head), ("link", link), ("description", sentence(stated.fact))):
            ElementTree.SubElement(item, name).text = printable(said)
        ElementTree.SubElement(item, "guid", isPermaLink="true").text = link
        if published := _published(stated.page.published):
            ElementTree.SubElement(item, "pubDate").text = format_datetime(published)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def ics(due: Iterable[Statement], planned: Iterable[Statement], language: Language, base: str) -> bytes:
    """Pledges on the day they fall due and visits on the days they are planned for, as events of whole days.

    >>> from shanhai.web.language import language
    >>> ics((), (), language("zh"), "").splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    made = Calendar()
    for name, words in (("prodid", "-//Shanhai//shanhai//ZH"), ("version", "2.0"), ("x-wr-calname", language.say("digest.calendar"))):
        made.add(name, words)
    for kind, statements in (("due", due), ("planned", planned)):
        for stated in statements:
            span = _days(getattr(stated.fact, "deadline", None) or getattr(stated.fact, "date", None), last_only=kind == "due")
            if span is not None:
                made.add_component(_event(stated, language.say(f"digest.event.{kind}", name=caption(stated.fact)), span, base))
    laid: bytes = made.to_ical()
    return laid


def _event(stated: Statement, summary: str, span: tuple[date, date], base: str) -> Event:
    event = Event()
    link = base + entry_href(stated.entry)
    event.add("uid", f"{stated.entry}@shanhai")
    event.add("dtstamp", _published(stated.page.published) or datetime(2000, 1, 1, tzinfo=UTC))  # the same answer for the same ledger
    event.add("dtstart", span[0])
    event.add("dtend", span[1] + timedelta(days=1))
    event.add("summary", printable(summary))
    event.add("description", printable(f"{sentence(stated.fact)}\n{link}"))
    event.add("url", link)
    return event


def _days(when: When | None, *, last_only: bool) -> tuple[date, date] | None:
    """The first and the last day of a time that has a year; of a term only the last."""
    if when is None or not when.start or when.start.startswith("--"):
        return None
    first, last = _first(when.start), _last(when.end or when.start)
    if last_only or len(when.start) < len("2025-01-01"):
        return last, last
    return first, max(first, last)


def _first(prefix: str) -> date:
    return date.fromisoformat(f"{prefix[:10]}-01-01"[: len("2025-01-01")])


def _last(prefix: str) -> date:
    parts = [int(part) for part in prefix[:10].split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def _day(stated: Statement) -> str:
    when = getattr(stated.fact, "date", None) or getattr(stated.fact, "deadline", None) or getattr(stated.fact, "period", None)
    return (when.start or "") if when else ""


def _published(words: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(words[:10]).replace(tzinfo=UTC) if words else None
    except ValueError:
        return None


def printable(words: str) -> str:
    """Words without characters that XML cannot hold."""
    return "".join(
        each for each in words if each >= " " or each in "\n\t" if not "\ud800" <= each <= "\udfff" and each not in "\ufffe\uffff"
    )
