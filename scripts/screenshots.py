"""Pictures of the main views of a ledger for the docs: docs/images/{view}-{desktop,phone}.png, and some in English and in dark.

    python scripts/screenshots.py [--ledger ./shanhai.ledger] [--out docs/images] [--only network,board] [--chromium /usr/bin/chromium]

The page is the one with the most facts, the place the one with the most, so the same ledger gives the same pictures; `make screenshots`
makes the ledger of examples/ and bench/syndication first.
"""

from __future__ import annotations

import argparse
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.model import Visit
from shanhai.web import create_app
from shanhai.web.values import fact_href, place_href

WIDTHS = {"desktop": (1280, 1000), "phone": (390, 844)}
# Besides every view in Chinese and light: these in English, and these in dark.
ENGLISH, DARK = ("home", "network"), ("network", "board", "page")
# What is looked at further down: the height of the picture.
TALL = {"network": 1500, "pledges": 1200, "place": 1200, "home": 1500}


def addresses(place: str) -> dict[str, str]:
    """The addresses of the views to be shown: the home, the page and the place with the most facts."""
    with Ledger.open(place, create=False) as ledger:
        lines = views.pages(ledger, limit=1000).lines
        richest = max(lines, key=lambda line: (line.damage >= 100, sum(line.facts.values())))
        held = views.page(ledger, richest.page.id)
        facts = held.account.facts if held else ()
        first = next((fact for fact in facts if isinstance(fact, Visit)), next(iter(facts), None))
        seen = views.network(ledger)
        months = views.calendar(ledger).months
        busy = max(months, key=lambda month: (months[month], month), default="")
        return {
            "home": "/",
            "network": "/network",
            "graph": f"/network?show=graph&place={seen.nodes[0].place.code}" if seen.nodes else "/network?show=graph",
            "matrix": "/network?show=matrix",
            "calendar": f"/calendar?month={busy}",
            "board": "/board",
            "pledges": "/pledges/state",
            "digest": "/digest",
            "sheets": "/sheets",
            "find": "/find?q=" + quote("产业"),
            "people": "/people",
            "page": fact_href(richest.page.id, first.id) if first else f"/pages/{richest.page.id}",
            "place": place_href(views.places(ledger, limit=1)[0].place),
        }


@contextmanager
def serving(place: str) -> Iterator[str]:
    """The application on a free port of the loopback address, as long as the context lasts."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(place), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.05)
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def picture(browser: Browser, url: str, size: tuple[int, int], path: Path, *, light: str = "light", lang: str = "zh") -> None:
    """One view at one width."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=light, reduced_motion="reduce")
    context.add_cookies([{"name": "lang", "value": lang, "url": url}])
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.evaluate("scrollTo(0, 0)")  # the head of the page in the picture, the fact still lit
    page.screenshot(path=path)
    context.close()


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", default="./shanhai.ledger")
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument("--only", default="", help="names of views, separated by commas")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with serving(given.ledger) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        for name, href in addresses(given.ledger).items():
            if given.only and name not in given.only.split(","):
                continue
            tall = TALL.get(name, 0)
            for width, size in WIDTHS.items():
                picture(browser, base + href, (size[0], max(tall, size[1])), given.out / f"{name}-{width}.png")
            wide = (WIDTHS["desktop"][0], max(tall, WIDTHS["desktop"][1]))
            if name in ENGLISH:
                picture(browser, base + href, wide, given.out / f"{name}-english.png", lang="en")
            if name in DARK:
                picture(browser, base + href, wide, given.out / f"{name}-dark.png", light="dark")
        browser.close()


if __name__ == "__main__":
    main()
