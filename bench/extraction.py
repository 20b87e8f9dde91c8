"""`python -m bench.extraction`: the article's paragraphs by ours and by the libraries for main content, how well and how fast, on one core.

Well: the labelled paragraphs of bench/layouts that are kept, and the share of what is given that is foreign (bench/layout.py). Fast: HTML
pages of 50 kB a second (bench/shell.py), from bytes to text, in turns; writes bench/results/extraction.json.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.compare import RESULTS, Machine, machine
from bench.layout import BODY, Body, Layout, Method, layouts, measure, ours, peers, totals
from bench.shell import SIZE, shells
from shanhai.facts.blocks import blocks
from shanhai.model.struct import Value
from shanhai.pages import read_bytes
from shanhai.restore import restore

ROUNDS = 7
LIBRARIES = ("lxml", "readability-lxml", "resiliparse", "shanhai", "trafilatura")
READING, WHOLE = "shanhai, reading", "shanhai, whole"

Work = Callable[[bytes], str]


class Share(Value, frozen=True, kw_only=True):
    """Of one method: labelled paragraphs kept, and characters given that are foreign, both as shares."""

    paragraphs: int
    kept: float
    foreign: float


class Extraction(Value, frozen=True, kw_only=True):
    """All methods in one run: by layout (`all` for all), pages a second, and our speeds as multiples of theirs."""

    machine: Machine
    bytes: int
    pages: int
    quality: dict[str, dict[str, Share]]
    amid_sites: dict[str, Share]
    pages_per_second: dict[str, float]
    ratios: dict[str, dict[str, float]]


def body(octets: bytes) -> str:
    """The body as the reader has it: read, restored, told from all else."""
    page = read_bytes(octets, name="a.html")
    restored = restore(page)
    return "\n".join(restored.text[block.start : block.end] for block in blocks(restored, page) if block.kind in BODY)


def works() -> dict[str, Work]:
    """What is timed: each from bytes, decoding included, as its own documents say."""
    import trafilatura
    from lxml import html
    from readability import Document
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return {
        READING: lambda octets: read_bytes(octets, name="a.html").text,
        WHOLE: body,
        "resiliparse": lambda octets: extract_plain_text(bytes_to_str(octets, detect_encoding(octets)), main_content=True),
        "trafilatura": lambda octets: trafilatura.extract(octets) or "",
        "readability-lxml": lambda octets: str(html.fromstring(Document(octets).summary()).text_content()),
    }


def rates(pages: list[bytes], rounds: int = ROUNDS) -> dict[str, float]:
    """Pages a second of processor time, the median of rounds in which all take their turns."""
    found: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for name, work in works().items():
            begun = time.process_time()
            for octets in pages:
                work(octets)
            if number:  # the first warms up
                found.setdefault(name, []).append(len(pages) / (time.process_time() - begun))
    return {name: round(statistics.median(told), 1) for name, told in found.items()}


def quality() -> dict[str, dict[str, Share]]:
    """What each keeps of the HTML pages of the layout set; ours also of all its pages (PDF, Word, text)."""
    pages = list(layouts())
    markup = [page for page in pages if page.path.suffix == ".html"]
    methods: dict[str, tuple[Method, list[Layout]]] = {
        "shanhai": (ours, markup),
        **{name: (work, markup) for name, work in peers().items()},
    }
    methods["shanhai, all formats"] = (ours, pages)
    return {name: {kind: _share(told) for kind, told in totals(method, of).items()} for name, (method, of) in methods.items()}


def amid_sites(methods: dict[str, Work]) -> dict[str, Share]:
    """The same in the shells, where the article is a tenth of the page."""
    markup = [page for page in layouts() if page.path.suffix == ".html"]
    found: dict[str, Body] = {}
    for octets, page in zip(shells(), markup, strict=True):
        for name, work in methods.items():
            found[name] = found.get(name, Body()) + measure(page, work(octets))
    return {name: _share(told) for name, told in found.items() if name != READING}


def _share(told: Body) -> Share:
    return Share(paragraphs=told.paragraphs, kept=round(told.kept_share, 4), foreign=round(told.foreign_share, 4))


def extraction() -> Extraction:
    """Both measurements in one run."""
    pages = list(shells())
    speeds = rates(pages)
    own = (READING, WHOLE)
    return Extraction(
        machine=machine(LIBRARIES),
        bytes=round(statistics.mean(map(len, pages))),
        pages=len(pages),
        quality=quality(),
        amid_sites=amid_sites(works()),
        pages_per_second=speeds,
        ratios={name: {other: round(speeds[name] / speeds[other], 2) for other in speeds if other not in own} for name in own},
    )


def lines(found: Extraction) -> list[str]:
    """The measurements in words."""
    shown = [f"{'on bench/layouts':22}{'kept':>8}{'foreign':>9}"]
    shown += [f"{name:22}{told['all'].kept:>8.1%}{told['all'].foreign:>9.1%}" for name, told in found.quality.items()]
    shown += [f"{'in the shells':22}{'kept':>8}{'foreign':>9}"]
    shown += [f"{name:22}{told.kept:>8.1%}{told.foreign:>9.1%}" for name, told in found.amid_sites.items()]
    shown.append(f"{f'HTML of {SIZE // 1000} kB':22}{'pages/s':>8}")
    shown += [f"{name:22}{rate:>8.1f}" for name, rate in found.pages_per_second.items()]
    shown += [f"{name}: " + ", ".join(f"{ratio:g} × {other}" for other, ratio in told.items()) for name, told in found.ratios.items()]
    return shown


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    found = extraction()
    print(*lines(found), sep="\n")
    path = Path(RESULTS) / "extraction.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    print(f"written to {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
