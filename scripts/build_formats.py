"""Measures the table of formats × encodings × damage and writes it into docs/formats.md (`make docs`).

Every cell is made and read (tests/pages/cells.py); those that do not hold whole go to tests/cases/pages/formats-shares.yaml.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.pages.cases import CASES
from tests.pages.cells import Damage, Encoding, Format, Shares, cell_share, cells, open_to, read, share_restored, shares, table

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "formats.md"
HEAD = """\
# Measured by scripts/build_formats.py on the cells of formats.yaml: percent of characters that are right. `read`: of what was written, by
# encoding, damage and format ('' for those not named); `restored`: of the page before damage. `missing`: the encoding has no such
# characters. All other cells hold whole.
"""
MARK = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- /\2 -->)", re.S)


def measured() -> Shares:
    """Every cell, read and measured."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    restored: dict[str, dict[str, float]] = {}
    missing: dict[str, list[str]] = {}
    html = next(form for form in table().formats if form.name == ".html")
    for encoding in table().encodings:
        for form in (form for form in table().formats if open_to(form, encoding)):
            for harm, octets in cells(form, encoding):
                if octets is None:
                    missing.setdefault(encoding.name, [])
                    missing[encoding.name] += [harm.kind] if harm.kind not in missing[encoding.name] else []
                    continue
                with tempfile.TemporaryDirectory() as folder:
                    share, _ = cell_share(form, encoding, harm, octets, Path(folder))
                    found.setdefault(encoding.name, {}).setdefault(harm.kind, {})[form.name] = share
                    if form == html:
                        ((page, _),) = read(form, octets, Path(folder), encoding)
                        restored.setdefault(encoding.name, {})[harm.kind] = share_restored(page.text, encoding, harm)
    return Shares(
        read=_without(found, lambda cells: _folded(cells)),
        restored=_without(restored, lambda share: share if share < 100 else None),
        missing=missing,
    )


def _folded(cells: dict[str, float]) -> dict[str, float] | None:
    """The commonest share under '', those that differ under their format; null when all are whole."""
    usual = Counter(cells.values()).most_common(1)[0][0]
    rest = {name: share for name, share in cells.items() if share != usual}
    return ({"": usual} | rest) if rest or usual < 100 else None


def _without(found: dict[str, dict[str, Any]], kept: Callable[[Any], Any]) -> dict[str, dict[str, Any]]:
    """The entries that `kept` keeps."""
    inner = {name: {kind: told for kind, cell in kinds.items() if (told := kept(cell)) is not None} for name, kinds in found.items()}
    return {name: kinds for name, kinds in inner.items() if kinds}


def by_format(told: Shares) -> str:
    """Encodings × formats: the share of a page without damage, and the least over all kinds; formats that are alike are one column."""
    columns: dict[tuple[str, ...], list[str]] = {}
    for form in table().formats:
        columns.setdefault(tuple(_least(told, form, encoding) for encoding in table().encodings), []).append(f"`{form.name}`")
    rows = zip((encoding.name for encoding in table().encodings), *columns, strict=True)
    lines = ["| | " + " | ".join("、".join(names) for names in columns.values()) + " |", "|---|" + "---|" * len(columns)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def _least(told: Shares, form: Format, encoding: Encoding) -> str:
    if not open_to(form, encoding):
        return "–"
    kinds = [harm for harm in table().damage if harm.kind not in told.missing.get(encoding.name, [])]
    return _shown(told.of(form, encoding, table().damage[0]), min(told.of(form, encoding, harm) for harm in kinds))


def _shown(usual: float, least: float) -> str:
    """A share, and the least where damage makes it less."""
    return "✓" if least == 100 else f"{usual:g}" if least == usual else f"{usual:g}（{least:g}）"


def by_damage(told: Shares) -> str:
    """Encodings × damage: what restoration makes right; encodings that give the same are one row."""
    kinds = table().damage
    rows: dict[tuple[str, ...], list[str]] = {}
    for encoding in table().encodings:
        rows.setdefault(tuple(_restored(told, encoding, harm) for harm in kinds), []).append(encoding.name)
    lines = [
        "| | " + " | ".join("无损坏" if harm.kind == "none" else f"`{harm.kind}`" for harm in kinds) + " |",
        "|---|" + "---|" * len(kinds),
    ]
    lines += [f"| {'、'.join(names)} | {' | '.join(row)} |" for row, names in rows.items()]
    return "\n".join(lines) + "\n"


def _restored(told: Shares, encoding: Encoding, harm: Damage) -> str:
    if harm.kind in told.missing.get(encoding.name, []):
        return "–"
    share = told.restored.get(encoding.name, {}).get(harm.kind, 100.0)
    return "✓" if share == 100 else f"{share:g}"


def document(text: str, told: Shares) -> str:
    """The document with its tables made anew."""
    tables = {"formats": by_format(told), "damage": by_damage(told)}
    return MARK.sub(lambda found: f"{found.group(1)}{tables[found.group(2)]}{found.group(3)}", text)


def main() -> int:
    told = measured()
    plain = {"read": told.read, "restored": told.restored, "missing": told.missing}
    (CASES / "formats-shares.yaml").write_text(
        HEAD + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120), "utf-8"
    )
    shares.cache_clear()
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8"), shares()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
