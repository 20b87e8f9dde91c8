"""Style and script: bundled from the package, named by their content, kept by the browser for a year."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from shanhai.model.struct import Value

# In the order in which one rule may override another.
BUNDLES: Mapping[str, tuple[str, ...]] = {
    "shanhai.css": (
        "css/tokens.css",
        "css/base.css",
        "css/shell.css",
        "css/parts.css",
        "css/home.css",
        "css/page.css",
        "css/place.css",
        "css/list.css",
        "css/entry.css",
        "css/pair.css",
        "css/network.css",
        "css/board.css",
        "css/review.css",
        "css/edit.css",
        "css/add.css",
        "css/sheets.css",
        "css/account.css",
    ),
    "shell.js": ("js/shell.js",),
    "page.js": ("js/page.js",),
    "review.js": ("js/review.js",),
    "add.js": ("js/add.js",),
    "map.js": ("js/map.js",),
    "network.js": ("js/map.js", "js/network.js"),
    "charts.js": ("vendor/echarts.js",),  # by scripts/build_charts.py; only for pages with a chart
    "mark.svg": ("mark.svg",),
}
MEDIA_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


class Asset(Value, frozen=True, kw_only=True):
    """A file for the browser under a name that changes with its content."""

    name: str
    media_type: str
    content: bytes
    compressed: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """Return every asset by the name that templates use.

    >>> assets()["shanhai.css"].name.split(".")[0::2]
    ['shanhai', 'css']
    """
    return {name: _bundle(name, parts) for name, parts in BUNDLES.items()}


def href(name: str) -> str:
    """Return the address of an asset.

    >>> href("shell.js").startswith("/static/shell.")
    True
    """
    return f"/static/{assets()[name].name}"


def asset(published_name: str) -> Asset | None:
    """Return the asset with this name and content hash, None where there is none (any more).

    >>> asset("shell.0.js") is None
    True
    """
    return next((held for held in assets().values() if held.name == published_name), None)


def _bundle(name: str, parts: tuple[str, ...]) -> Asset:
    static = files("shanhai.web") / "static"
    content = b"\n".join((static / part).read_bytes() for part in parts)
    stem, _, suffix = name.rpartition(".")
    return Asset(
        name=f"{stem}.{sha256(content).hexdigest()[:12]}.{suffix}",
        media_type=MEDIA_TYPES[suffix],
        content=content,
        compressed=gzip.compress(content, mtime=0),
    )
