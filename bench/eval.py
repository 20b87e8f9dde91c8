"""`python -m bench.eval`: restoration and facts on the labelled pages, against floors that only rise.

Prints the scores and what was gained and lost since the baseline; exit status 1 when something fell below a floor.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench.characters import Errors, errors
from bench.corpus import HEADS, LAYOUTS, PAGES, digest, in_first_part, in_test_half, twins
from bench.floors import FloorError, Floors, measured, read_floors, write_floors
from bench.gazetteer import Places, places_text, read_set
from bench.layout import Body, layouts, ours, totals
from bench.relevance import Relevance, relevance_text
from bench.relevance import measure as measure_relevance
from shanhai.evaluate import (
    Reading,
    Report,
    changes,
    changes_text,
    evaluate_folder,
    read_findings,
    read_folder,
    read_label,
    report,
    report_text,
    write_findings,
)
from shanhai.evaluate.calibration import calibration_text, verdicts
from shanhai.evaluate.rendering import sources_text
from shanhai.evaluate.source import SourceCount
from shanhai.model.struct import Value
from shanhai.pages import read_path
from shanhai.restore import restore

BASELINE = Path(__file__).resolve().parent / "baseline.jsonl"


def restoration(folder: Path = PAGES) -> dict[str, Errors]:
    """The character errors left on each damaged page whose clean text is known, widths folded."""
    return {twin.name: errors(twin.clean, restore(read_path(twin.page)[0]).text) for twin in twins(folder)}


class Run(Value, frozen=True, kw_only=True):
    """What was measured: the pages that may be looked at, the first nineteen with the test half, and all; sources; layouts; restoration."""

    open: Report
    judged: Report
    every: Report
    sources: dict[str, SourceCount]
    bodies: dict[str, Body]
    left: dict[str, Errors]
    places: Places
    sure: tuple[str, str]
    relevance: Relevance


def measure() -> Run:
    """Read all pages once and score them in their parts."""
    readings, unread = read_folder(PAGES)
    labels = sorted(PAGES.glob("*.json"))
    every = report(PAGES, labels, readings, unread)
    return Run(
        open=report(PAGES, [path for path in labels if not in_test_half(path.stem)], readings),
        judged=report(PAGES, [path for path in labels if in_first_part(path.stem) or in_test_half(path.stem)], readings),
        every=every,
        sources=summed([every.sources, *(evaluate_folder(folder).sources for folder in (LAYOUTS, HEADS))]),
        bodies=totals(ours, layouts()),
        left=restoration(),
        places=read_set(),
        sure=(
            sureness_text(reading for reading in readings if not in_test_half(reading.label.stem)),
            sureness_text(reading for reading in readings if in_test_half(reading.label.stem)),
        ),
        relevance=measure_relevance(),
    )


def sureness_text(readings: Iterable[Reading]) -> str:
    """How the confidence of facts compares with what is observed on some pages."""
    chosen = list(readings)
    facts = [fact for reading in chosen for fact in reading.account.facts]
    found = [verdict for reading in chosen for verdict in verdicts(reading.account, read_label(reading.label))]
    return calibration_text(found, len(facts), sum(fact.needs_review for fact in facts))


def summed(tables: Iterable[dict[str, SourceCount]]) -> dict[str, SourceCount]:
    """The counts of several sets together.

    >>> summed([{"title": SourceCount(labelled=1, right=1)}, {"title": SourceCount(labelled=1)}])["title"].share
    0.5
    """
    total: dict[str, SourceCount] = {}
    for field, count in (pair for table in tables for pair in table.items()):
        total[field] = total.get(field, SourceCount()) + count
    return total


def floors_of(run: Run, corpus: str) -> Floors:
    """The measurements of one run, as floors."""
    least = {f"f1 {kind}": score.f1 for kind, score in run.every.scores.types.items() if score.f1 is not None}
    least |= {f"judged f1 {kind}": score.f1 for kind, score in run.judged.scores.types.items() if score.f1 is not None}
    least |= {f"source {field}": count.share for field, count in run.sources.items() if count.share is not None}
    least |= {"places decided": run.places.decided, "places left open": run.places.left_open}
    least["body kept"] = run.bodies["all"].kept_share
    most = {f"cer {name}": found.percent for name, found in run.left.items()} | {"body foreign": run.bodies["all"].foreign_share}
    evidence = run.every.evidence
    faults = {
        "false alarms": len(run.every.scores.alarms),
        "pages without an answer": len(run.every.scores.missing),
        "wrong quotations": evidence.seen - evidence.right,
        "facts without evidence": evidence.facts_without,
    }
    return measured(corpus, least, most | {name: float(count) for name, count in faults.items()})


def layout_text(bodies: dict[str, Body]) -> str:
    """One line per layout: body paragraphs kept, foreign characters."""
    rows = [f"{n:14}{b.kept:4} / {b.paragraphs:<4}{b.foreign:6} / {b.characters:<6}{b.foreign_share:6.1%}" for n, b in bodies.items()]
    return "\n".join(["正文：保留的段落，混入的字：", *rows])


def restoration_text(left: dict[str, Errors]) -> str:
    """One line per page: characters wrong in percent."""
    total = sum(left.values(), Errors())
    lines = [f"{name:5} {found.percent:7.3f} %   {found.edits} / {found.length}" for name, found in left.items()]
    return "\n".join(["修复后仍错的字（宽度不计）：", *lines, f"{'合计':3} {total.percent:7.3f} %   {total.edits} / {total.length}"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.eval", description=__doc__)
    parser.add_argument("--raise", action="store_true", dest="rising", help="raise the floors and the baseline to this run")
    parser.add_argument("--allow-regression", metavar="REASON", help="lower the floors to this run, for a reason that is kept")
    options = parser.parse_args()

    run, floors = measure(), read_floors()
    now = floors_of(run, digest())
    print(restoration_text(run.left), "", layout_text(run.bodies), "", "可以查看的网页：", report_text(run.open), "", sep="\n")
    print("来源各项，版式集、首尾集在内：", *sources_text(run.sources), "", places_text(run.places), "", sep="\n")
    print("最初十九页和检验页：", report_text(run.judged), "", sep="\n")
    print("可以查看的网页，", run.sure[0], "", "检验页，", run.sure[1], "", sep="\n")
    print(relevance_text(run.relevance), "", sep="\n")
    differences = changes(read_findings(BASELINE), run.open.scores.findings)
    print("与基线相比：", changes_text(differences) if BASELINE.exists() else "还没有基线", "", sep="\n")
    return settle(floors, now, run.open, rising=options.rising, reason=options.allow_regression)


def settle(floors: Floors, now: Floors, report: Report, *, rising: bool, reason: str | None) -> int:
    """Judge a run by the floors, and move them where the options say so."""
    broken = floors.broken(now)
    if reason is not None:
        try:
            kept = floors.lowered(now, reason)
        except FloorError as error:
            print(error)
            return 2
    elif broken:
        print("低于底线：", *broken, sep="\n")
        return 1
    elif rising:
        kept = floors.raised(now)
    elif floors.corpus != now.corpus:
        print("语料已变，底线是旧语料的：请用 --raise 或 --allow-regression 理由" if floors.corpus else "还没有底线：请用 --raise")
        return 1
    else:
        print("不低于底线")
        return 0
    write_floors(kept)
    write_findings(BASELINE, report.scores.findings)
    print("底线与基线已更新")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
