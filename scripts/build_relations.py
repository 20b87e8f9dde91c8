"""Writes shanhai/knowledge/tables/relations.csv.gz: what words around two places say of them, learnt from labelled pages and texts.

    pip install scikit-learn
    python scripts/build_relations.py            writes the table
    python scripts/build_relations.py --check    writes nothing; prints how well folders are read that were left out, a fifth at a time

Pages: those of bench/pages that do not judge the rules and all of bench/further; texts: bench/taught. A couple that a page labels is
told by one of its sentences at least: the model is fitted on all of them, and then thrice on the one that it finds strongest. Features
that few couples have, and weights near nothing, are left out before the last fit.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib
import io
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench.corpus import PAGES, in_test_half
from shanhai.evaluate import labelled_pages, read_label
from shanhai.evaluate.item import PairingItem, PlaceName, VisitItem
from shanhai.evaluate.matching import matches
from shanhai.facts.blocks import blocks
from shanhai.facts.context import Context
from shanhai.facts.masking import Stage
from shanhai.facts.relation import PAIRING, VISIT, Relations
from shanhai.facts.tenure import Tenures
from shanhai.knowledge import relations
from shanhai.knowledge.relations import ALONE, NEAR, LinearModel
from shanhai.model import Page, PlaceRef
from shanhai.model.struct import Value
from shanhai.pages import read_path
from shanhai.restore import restore

ROOT = Path(__file__).resolve().parent.parent
FURTHER, TAUGHT = ROOT / "bench" / "further", ROOT / "bench" / "taught"
TABLE = ROOT / "shanhai" / "knowledge" / "tables" / "relations.csv.gz"
LONGEST = {NEAR: 4, ALONE: 3}  # characters of a run
LEAST = 3  # couples that must have a feature
SMALL = 0.15  # a weight that is dropped before the last fit
STRENGTH = 30.0  # inverse of the penalty on weights. Of 10, 30 and 100 no one was better on both relations
TIMES = 3
FOLDS = 5
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
Told = tuple[str, str, tuple[str, ...]]


class Example(Value, frozen=True, kw_only=True):
    """A couple of a page: what is read of it in each sentence, and whether its relation is labelled; None where that may be or not."""

    page: str
    told: tuple[Told, ...]
    right: bool | None


def runs(kind: str, text: str) -> set[str]:
    """The runs of characters of a masked text."""
    return {f"{kind}:{text[i : i + n]}" for n in range(1, LONGEST[kind] + 1) for i in range(len(text) - n + 1)}


def features(told: Told) -> set[str]:
    """All features of one sentence."""
    kind, masked, names = told
    return runs(kind, masked) | set(names)


def pages() -> Iterator[tuple[str, Page, Any, bool]]:
    """Each page with its name, and its labels; of the texts no body is labelled but in those of pairs of bodies."""
    for folder in (PAGES, FURTHER):
        for path in labelled_pages(folder):
            if folder == FURTHER or not in_test_half(path.stem):
                items = read_label(path.with_suffix(".json")).items
                yield f"{folder.name}/{path.stem.split('-')[0]}/{path.stem}", read_path(path)[0], items, True
    for path in sorted(TAUGHT.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            page = Page(id=f"{path.stem}{number}".rjust(64, "0"), format="text", encoding="utf-8", text=entry["text"])
            yield f"taught/{path.stem}/{number}", page, _items(entry), path.stem in _OF_BODIES


_OF_BODIES = ("T8",)


class Items(Value, frozen=True, kw_only=True):
    """The labels of a text: visits and pairings, those that are uncertain as optional."""

    visits: tuple[VisitItem, ...]
    pairings: tuple[PairingItem, ...]


def _items(entry: Mapping[str, Any]) -> Items:
    sure = [(pair, False) for pair in entry.get("visits") or ()]
    open_ = [(pair, True) for pair in entry.get("unsure") or ()]
    back = [(pair[::-1], True) for pair in entry.get("unsure") or ()]
    return Items(
        visits=tuple(VisitItem(visitor=_place(a), host=_place(b), optional=o) for (a, b), o in (*sure, *open_, *back)),
        pairings=tuple(
            PairingItem(a=_place(a), b=_place(b), optional=o) for (a, b), o in (*((p, False) for p in entry.get("pairs") or ()), *open_)
        ),
    )


def _place(name: str) -> PlaceName:
    return PlaceName(name=name)


def examples(relation: str) -> Iterator[Example]:
    """Every couple of every page."""
    for name, page, items, bodies in pages():
        restored = restore(page)
        context = Context(restored, blocks(restored, page), page)
        stage = Stage(context, Tenures(context).read())
        told_of = Relations(context, stage, relation)
        for couple in told_of.couples():
            if not bodies and {couple.a, couple.b} & stage.kinds.keys():
                continue
            sides = (stage.sides[couple.a], stage.sides[couple.b])
            told = tuple((kind, masked, tuple(sorted(names))) for kind, masked, names in told_of.features(couple))
            yield Example(page=name, told=told, right=_right(relation, sides, items))


def _right(relation: str, sides: tuple[PlaceRef | str, PlaceRef | str], items: Any) -> bool | None:
    a, b = (PlaceName(name=s if isinstance(s, str) else s.name, code=None if isinstance(s, str) else s.code) for s in sides)
    labels = items.visits if relation == VISIT else items.pairings
    asked = [VisitItem(visitor=a, host=b)] if relation == VISIT else [PairingItem(a=a, b=b)]
    found = [label for label in labels for answer in asked if matches(_bare(label), answer)]
    return any(not label.optional for label in found) or (None if found else False)


def _bare(label: Any) -> Any:
    """A label by its sides alone."""
    return PairingItem(a=label.a, b=label.b) if isinstance(label, PairingItem) else VisitItem(visitor=label.visitor, host=label.host)


def fit(chosen: Sequence[Example]) -> LinearModel:
    """A model of some examples."""
    weights, bias = fitted(chosen)
    return LinearModel(weights, bias)


def fitted(chosen: Sequence[Example]) -> tuple[dict[str, float], float]:
    """The weights and the bias that some examples give."""
    judged = [e for e in chosen if e.right is not None]
    known = [[features(told) for told in e.told] for e in judged]
    seen = Counter(f for rows in known for f in set().union(*rows))
    vocabulary = {f for f, times in seen.items() if times >= LEAST}
    weights, _ = _solved(judged, known, vocabulary)
    return _solved(judged, known, {f for f, weight in weights.items() if abs(weight) >= SMALL})


def _solved(judged: Sequence[Example], known: Sequence[Sequence[set[str]]], vocabulary: set[str]) -> tuple[dict[str, float], float]:
    numpy = importlib.import_module("numpy")
    sparse = importlib.import_module("scipy.sparse")
    linear = importlib.import_module("sklearn.linear_model")
    index = {f: i for i, f in enumerate(sorted(vocabulary))}
    rows, columns, values, owners = [], [], [], []
    for owner, sentences in enumerate(known):
        for found in sentences:
            here = [index[f] for f in found if f in index]
            rows += [len(owners)] * len(here)
            columns += here
            values += [1 / math.sqrt(len(here))] * len(here)
            owners.append(owner)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(owners), len(index)))
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    owner_of = numpy.array(owners)
    right = numpy.array([judged[owner].right for owner in owners])
    use, share = numpy.ones(len(owners), bool), numpy.where(right, 1 / numpy.bincount(owner_of)[owner_of], 1.0)
    for time in range(TIMES + 1):
        model = linear.LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear")
        model.fit(matrix[use], right[use], sample_weight=share[use])
        scores = model.decision_function(matrix)
        best: dict[int, int] = {}
        for at in numpy.where(right)[0] if time < TIMES else ():
            if owner_of[at] not in best or scores[at] > scores[best[owner_of[at]]]:
                best[owner_of[at]] = at
        use, share = ~right, numpy.ones(len(owners))
        use[list(best.values())] = True
    return {f: float(model.coef_[0][i]) for f, i in index.items()}, float(model.intercept_[0])


def likelihood(model: LinearModel, example: Example) -> float:
    """How likely a model takes an example to be."""
    return relations.likelihood([model.score(kind, masked, model.weights(names)) for kind, masked, names in example.told])


def check(relation: str, found: Sequence[Example]) -> None:
    """Prints, for several thresholds, how many couples of folders that were left out are taken and right."""
    folders = sorted({_folder(e) for e in found if not e.page.startswith(PAGES.name)})
    likely: dict[str, list[tuple[Example, float]]] = defaultdict(list)
    for fold in range(FOLDS):
        out = frozenset(folders[fold::FOLDS])
        model = fit([e for e in found if _folder(e) not in out])
        for example in found:
            if _folder(example) in out and example.right is not None:
                likely[example.page.partition("/")[0]].append((example, likelihood(model, example)))
    for group, judged in likely.items():
        total = sum(bool(e.right) for e, _ in judged)
        for least in THRESHOLDS:
            taken = [e for e, p in judged if p >= least]
            print(f"{relation} {group} {least:.1f}: {sum(bool(e.right) for e in taken)} right of {len(taken)} taken, {total} labelled")


def _folder(example: Example) -> str:
    return example.page.rpartition("/")[0]


def write(models: Mapping[str, tuple[dict[str, float], float]]) -> None:
    """Writes the table."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(("relation", "feature", "weight"))
    for relation, (weights, bias) in sorted(models.items()):
        rows = {name: f"{weight:.2f}" for name, weight in weights.items()} | {"bias": f"{bias:.3f}"}
        lines.writerows((relation, name, weight) for name, weight in sorted(rows.items()))
    TABLE.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print how well unseen folders are read")
    asked = parser.parse_args()
    models = {}
    for relation in (PAIRING, VISIT):
        found = list(examples(relation))
        print(f"{relation}: {len(found)} couples, {sum(bool(e.right) for e in found)} labelled")
        if asked.check:
            check(relation, found)
        else:
            models[relation] = fitted(found)
            print(f"{len(models[relation][0])} weights")
    if models:
        write(models)


if __name__ == "__main__":
    main()
