"""Evidence: spans of the restored text turned into quotations of the page as published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as _quoted

from shanhai.model import Basis, Certainty, Evidence, Mention, RestoredText
from shanhai.model.struct import Value
from shanhai.restore import Alignment, rebuild

LIKELY_PAIR, LIKELY_VISIT = "pairing.likely", "visit.likely"
"""What the model of relations says, and no rule: it asks for a person's eye, and proves nothing."""


def only_likely(rules: Iterable[str]) -> bool:
    """Whether nothing but the model says so.

    >>> only_likely(["visit.likely"]), only_likely(["visit.goes", "visit.likely"]), only_likely([])
    (True, False, False)
    """
    found = set(rules)
    return bool(found) and found <= {LIKELY_PAIR, LIKELY_VISIT}


class Claim(Value, frozen=True, kw_only=True):
    """A span of the restored text that says something for a field; field "" is the fact as a whole."""

    field: str
    start: int
    end: int
    rule: str
    basis: Basis = Basis.STATED


def claim(field: str, mention: Mention, rule: str, basis: Basis = Basis.STATED) -> Claim:
    """The claim that a mention makes for a field."""
    return Claim(field=field, start=mention.start, end=mention.end, rule=rule, basis=basis)


def unruled(claims: Iterable[Claim]) -> bool:
    """Whether of what says that a fact is one nothing is a rule's."""
    return only_likely(claim.rule for claim in claims if claim.field == "")


class Quoter:
    """Quotes one page."""

    def __init__(self, restored: RestoredText) -> None:
        self._restored = restored
        self._alignment = Alignment(restored)
        self._published = rebuild(restored)

    def quote(self, claim: Claim) -> Evidence:
        """The evidence of a claim; its span is tight, without white space at its edges."""
        said = self._restored.text[claim.start : claim.end]
        text = said.strip()
        start = claim.end - len(said.lstrip())
        a, b, certainty = self._alignment.to_published(start, start + len(text))
        return Evidence(start=a, end=b, exact=self._published[a:b], text=text, rule=claim.rule, certainty=certainty, basis=claim.basis)

    def quotes(self, claims: Iterable[Claim]) -> dict[str, tuple[Evidence, ...]]:
        """Evidence by field in order of the page, each span once; one that lies within another of its field adds nothing."""
        result: dict[str, list[Evidence]] = {}
        for claim in sorted(set(claims), key=lambda c: (c.field, c.start, -c.end, c.basis, c.rule)):
            evidence = self.quote(claim)
            found = result.setdefault(claim.field, [])
            if evidence.exact and not (found and evidence.end <= found[-1].end):
                found.append(evidence)
        return {field: tuple(found) for field, found in result.items() if found}


def fact_id(page: str, type_: str, keys: Mapping[str, object], evidence: Mapping[str, tuple[Evidence, ...]]) -> str:
    """A hash of page, type and the tight spans and values of the key fields (DESIGN §3); 16 hexadecimal digits."""
    spans = [[e.start, e.end] for field in ("", *keys) for e in evidence.get(field, ())[:1]]
    named = ", ".join([f"{_quoted(key)}: {_quoted(str(value))}" for key, value in sorted(keys.items())])
    payload = f"[{_quoted(page)}, {_quoted(type_)}, {{{named}}}, {spans}]"
    return hashlib.sha256(payload.encode()).hexdigest()[:16]


def doubtful(evidence: Mapping[str, tuple[Evidence, ...]]) -> bool:
    """Whether a guess stands behind any of the quotations."""
    return any(e.certainty is Certainty.GUESSED for found in evidence.values() for e in found)
