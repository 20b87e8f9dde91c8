"""`python -m bench.eval`: restoration and facts on the labelled pages, against floors that only rise.

Prints the scores and what was gained and lost since the baseline; exit status 1 when something fell below a floor.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.characters import Errors, errors
from bench.corpus import PAGES, digest, twins
from bench.floors import FloorError, Floors, measured, read_floors, write_floors
from bench.gazetteer import Places, places_text, read_set
from shanhai.evaluate import Report, changes, changes_text, evaluate_folder, read_findings, report_text, write_findings
from shanhai.pages import read_path
from shanhai.restore import restore

BASELINE = Path(__file__).resolve().parent / "baseline.jsonl"


def restoration(folder: Path = PAGES) -> dict[str, Errors]:
    """The character errors left on each damaged page whose clean text is known, widths folded."""
    return {twin.name: errors(twin.clean, restore(read_path(twin.page)[0]).text) for twin in twins(folder)}


def floors_of(report: Report, left: dict[str, Errors], corpus: str, places: Places) -> Floors:
    """The measurements of one run, as floors."""
    least = {f"f1 {kind}": score.f1 for kind, score in report.scores.types.items() if score.f1 is not None}
    least |= {"places decided": places.decided, "places left open": places.left_open}
    most = {f"cer {name}": found.percent for name, found in left.items()}
    evidence = report.evidence
    faults = {
        "false alarms": len(report.scores.alarms),
        "pages without an answer": len(report.scores.missing),
        "wrong quotations": evidence.seen - evidence.right,
        "facts without evidence": evidence.facts_without,
    }
    return measured(corpus, least, most | {name: float(count) for name, count in faults.items()})


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

    report, left, floors, places = evaluate_folder(PAGES), restoration(), read_floors(), read_set()
    now = floors_of(report, left, digest(), places)
    print(restoration_text(left), "", report_text(report), "", places_text(places), "", sep="\n")
    differences = changes(read_findings(BASELINE), report.scores.findings)
    print("与基线相比：", changes_text(differences) if BASELINE.exists() else "还没有基线", "", sep="\n")
    return settle(floors, now, report, rising=options.rising, reason=options.allow_regression)


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
