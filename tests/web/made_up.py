"""Made-up pages as readings: restored text, blocks, facts and evidence without the pipeline."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from shanhai.ledger import PageReading
from shanhai.model import Account, AnyFact, Block, Capture, Edit, Page, PageAccount, RestoredText
from shanhai.restore import Alignment, rebuild

CASES = Path(__file__).parent.parent / "cases" / "web"
_DAMAGE = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([a-z-]+)(?:\|([a-z]+))?\}")


def made_up() -> tuple[PageReading, ...]:
    """The pages of tests/cases/web/pages.yaml."""
    return tuple(reading(page) for page in yaml.safe_load((CASES / "pages.yaml").read_text(encoding="utf-8")))


def hostile() -> dict[str, Any]:
    """The payloads of tests/cases/web/hostile.yaml."""
    return yaml.safe_load((CASES / "hostile.yaml").read_text(encoding="utf-8"))


def reading(page: dict[str, Any]) -> PageReading:
    """One page of the file, its damage laid out, its facts over the words that say them."""
    published, restored, edits, blocks = _laid_out(page["lines"])
    raw = published.encode("utf-8", "surrogatepass")
    page_id = hashlib.sha256(raw).hexdigest()
    text = RestoredText(page=page_id, text=restored, edits=edits)
    account = {
        "page": {"id": page_id, "source": page["source"], **page["account"]},
        **{name: page.get(name, []) for name in ("people", "places", "organizations")},
        "facts": [_fact(page_id, at, fact, text) for at, fact in enumerate(page.get("facts", []))],
    }
    return PageReading(
        page=Page(id=page_id, format="text", encoding="utf-8", text=published),
        capture=Capture(page=page_id, source=page["source"]),
        raw=raw,
        restored=text,
        blocks=blocks,
        account=msgspec.convert(account, Account),
        rules="made-up",
    )


def plain(text: str, source: str = "plain.txt", **said: Any) -> PageReading:
    """An undamaged page of one line with a fact over the whole of it."""
    page_id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    fact = {
        "type": "tenure",
        "id": "f0",
        "page": page_id,
        "person": said.pop("person", None),
        "post": text,
        "evidence": {"post": [{"start": 0, "end": len(text), "exact": text, "text": text, "rule": "made-up"}]},
    }
    return PageReading(
        page=Page(id=page_id, format="text", encoding="utf-8", text=text),
        capture=Capture(page=page_id, source=source),
        raw=text.encode("utf-8", "surrogatepass"),
        restored=RestoredText(page=page_id, text=text),
        account=Account(page=PageAccount(id=page_id, source=source, **said), facts=(msgspec.convert(fact, AnyFact),)),
        rules="made-up",
    )


def spiteful(payload: str, source: str) -> PageReading:
    """A page of one line with a fact of every type, the line in every field that holds words."""
    bare = plain(payload, source, title=payload, publisher=payload)
    page, here, there = bare.page.id, {"name": "余杭区", "code": "330110"}, {"name": "庆元县", "code": "331126"}
    when = {"text": payload, "start": "2024-03-11"}
    evidence = {"": [{"start": 0, "end": len(payload), "exact": payload, "text": payload, "rule": payload}]}
    told: list[dict[str, Any]] = [
        {"type": "visit", "visitors": [payload], "visitor_place": there, "host_place": here, "head": payload, "hosts": [payload],
         "sites": [payload], "members": [payload], "date": when, "kind": payload, "purpose": payload, "topics": [payload],
         "programme": {"stated": payload}},
        {"type": "visit", "visitors": [payload], "visitor_place": {"name": payload}, "host_place": here, "date": {"text": payload}},
        {"type": "meeting", "name": payload, "kind": payload, "place": here, "date": when, "parties": [payload, there]},
        {"type": "pairing", "a": payload, "b": here, "level": payload, "programme": {"stated": payload}, "since": "2024"},
        {"type": "agreement", "name": payload, "kind": payload, "parties": [payload], "purpose": payload, "date": when,
         "amount": {"yuan": "10000", "text": payload}},
        {"type": "project", "name": payload, "place": here, "stage": "签约", "stage_text": payload, "parties": [payload], "date": when},
        {"type": "platform", "name": payload, "kind": payload, "place": here, "event": payload, "date": when},
        {"type": "measure", "subject": payload, "value": "3", "unit": payload, "category": payload, "place": here, "period": when},
        {"type": "pledge", "text": payload, "speaker": payload, "actors": [payload], "addressee": payload, "quantity": payload},
        {"type": "action", "text": payload, "actor": payload, "date": when},
        {"type": "trait", "text": payload, "kind": "need", "place": here},
        {"type": "policy", "name": payload, "kind": payload},
    ]  # fmt: skip
    facts = [{"id": f"f{at}", "page": page, "evidence": evidence, **fact} for at, fact in enumerate(told)]
    account = msgspec.structs.replace(bare.account, facts=tuple(msgspec.convert(fact, AnyFact) for fact in facts))
    return msgspec.structs.replace(bare, account=account)


def _laid_out(lines: list[dict[str, str]]) -> tuple[str, str, tuple[Edit, ...], tuple[Block, ...]]:
    published = restored = ""
    edits: list[Edit] = []
    blocks: list[Block] = []
    for kind, line in (next(iter(line.items())) for line in lines):
        start = len(restored)
        at = 0
        for damage in _DAMAGE.finditer(line):
            published, restored = published + line[at : damage.start()], restored + line[at : damage.start()]
            original, replacement, repair, certainty = damage.groups()
            edits.append(
                msgspec.convert(
                    {
                        "start": len(published),
                        "end": len(published) + len(original),
                        "original": original,
                        "replacement": replacement,
                        "repair": repair,
                        "certainty": certainty or "exact",
                    },
                    Edit,
                )
            )
            published, restored, at = published + original, restored + replacement, damage.end()
        published, restored = published + line[at:] + "\n", restored + line[at:] + "\n"
        blocks.append(msgspec.convert({"kind": kind, "start": start, "end": len(restored) - 1}, Block))
    return published, restored, tuple(edits), tuple(blocks)


def _fact(page: str, at: int, fact: dict[str, Any], restored: RestoredText) -> dict[str, Any]:
    says = {field: words if isinstance(words, list) else [words] for field, words in fact["says"].items()}
    whole = restored.text.index(says[""][0])
    evidence = {field: [_evidence(words, restored, whole) for words in phrases] for field, phrases in says.items()}
    rest = {name: value for name, value in fact.items() if name != "says"}
    return {"id": f"f{at}", "page": page, **rest, "evidence": evidence}


def _evidence(words: str, restored: RestoredText, whole: int) -> dict[str, Any]:
    start = restored.text.index(words, whole) if words in restored.text[whole:] else restored.text.index(words)
    left, right, certainty = Alignment(restored).to_published(start, start + len(words))
    return {
        "start": left,
        "end": right,
        "exact": rebuild(restored)[left:right],
        "text": words,
        "rule": "made-up",
        "certainty": certainty.value,
    }
