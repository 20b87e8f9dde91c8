"""What a person decided about what a page says: anchored on the page's own words, so that it outlives every rebuilding."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, get_type_hints

import msgspec

from shanhai.model import AnyFact, Fact, JudgementError
from shanhai.model.struct import Value

PERSON = "person"
"""The type of an anchor that means a person, not a fact: its value is the name."""
ORGANIZATION = "organization"
"""The type of an anchor that means an organisation: its value is the name."""
NAMED = frozenset({PERSON, ORGANIZATION})
WHOLE = ""
"""The field of an anchor that means the fact as a whole."""


class Verdict(StrEnum):
    """What was decided: of one fact or field, or of two."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"
    NOTE = "note"
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


OF_TWO = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})


class Anchor(Value, frozen=True, kw_only=True):
    """Where a judgement holds: page, type and field of the fact, the words that say it (in the published text), and the value."""

    page: str
    type: str
    fact: str = ""
    field: str = WHOLE
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    value: Any = None


class Judgement(Value, frozen=True, kw_only=True):
    """One decision: who made it, when (ISO 8601, UTC), in which sitting, and why."""

    verdict: Verdict
    anchor: Anchor
    other: Anchor | None = None
    value: Any = None
    why: str = ""
    who: str = ""
    made: str = ""
    sitting: str = ""

    @property
    def id(self) -> str:
        """Made of its content: the same judgement brought in twice is one."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:24]


def anchor_of(fact: Fact, text: str, field: str = WHOLE) -> Anchor:
    """The anchor of a fact or of one of its fields; `text` is the page's published text.

    >>> from shanhai.model import Policy
    >>> anchor_of(Policy(id="1", page="p", name="甲规划"), "公布甲规划。", "name").value
    '甲规划'
    """
    spans = fact.evidence.get(field) or fact.evidence.get(WHOLE) or ()
    start, end = (spans[0].start, spans[0].end) if spans else (0, 0)
    return Anchor(
        page=fact.page,
        type=str(type(fact).__struct_config__.tag),
        fact=fact.id,
        field=field,
        exact=text[start:end],
        prefix=text[max(0, start - _AROUND) : start],
        suffix=text[end : end + _AROUND],
        start=start,
        value=msgspec.to_builtins(getattr(fact, field)) if field else None,
    )


_AROUND = 20
"""Characters kept before and after the words of an anchor, as the Web Annotation model's text quotes have them."""


def named_at(kind: str, page: str, name: str) -> Anchor:
    """The anchor of a person or an organisation by its name on a page.

    >>> named_at(PERSON, "p", "李四").value
    '李四'
    """
    return Anchor(page=page, type=kind, value=name, exact=name)


def anchored(anchor: Anchor, facts: Sequence[AnyFact]) -> AnyFact | None:
    """The fact of a page that an anchor means: of its id, or else of its type over the same words; null where none is left.

    >>> from shanhai.model import Evidence, Policy
    >>> fact = Policy(id="2", page="p", name="甲规划", evidence={"": (Evidence(start=2, end=5, exact="甲规划", text="甲规划", rule="r"),)})
    >>> anchored(Anchor(page="p", type="policy", fact="1", exact="甲规划", start=2), [fact]) is fact
    True
    """
    of_type = [fact for fact in facts if fact.page == anchor.page and type(fact).__struct_config__.tag == anchor.type]
    same = next((fact for fact in of_type if fact.id == anchor.fact), None)
    if same is not None or not anchor.exact:
        return same
    ranked = sorted(((_overlap(anchor, fact), fact.id, fact) for fact in of_type), key=lambda each: (-each[0], each[1]))
    return ranked[0][2] if ranked and ranked[0][0] > 0 else None


def _overlap(anchor: Anchor, fact: Fact) -> int:
    end = anchor.start + len(anchor.exact)
    spans = fact.evidence.get(anchor.field) or fact.evidence.get(WHOLE) or ()
    return max((min(end, span.end) - max(anchor.start, span.start) for span in spans), default=0)


class Judged(Value, frozen=True, kw_only=True):
    """A fact under its judgements: null where it was rejected; the fields that a person set, and whether somebody accepted it."""

    fact: AnyFact | None
    fields: tuple[str, ...] = ()
    accepted: bool = False


def judged(fact: AnyFact, judgements: Iterable[Judgement]) -> Judged:
    """A fact as people have left it; of two judgements on one field the later holds.

    >>> from shanhai.model import Policy
    >>> fact = Policy(id="1", page="p", name="甲规化")
    >>> mended = Judgement(verdict=Verdict.CORRECT, anchor=Anchor(page="p", type="policy", fact="1", field="name"), value="甲规划")
    >>> judged(fact, [mended]).fact.name
    '甲规划'
    """
    fields: dict[str, Any] = {}
    rejected = accepted = False
    for each in sorted(judgements, key=lambda one: (one.made, one.id)):
        field = each.anchor.field
        if field == WHOLE:
            rejected = each.verdict is Verdict.REJECT or (rejected and each.verdict is not Verdict.ACCEPT)
            accepted = each.verdict is Verdict.ACCEPT or (accepted and each.verdict is not Verdict.REJECT)
        elif each.verdict is Verdict.CORRECT:
            fields[field] = value_of(fact, field, each.value)
        elif each.verdict is Verdict.REJECT:
            fields[field] = () if isinstance(getattr(fact, field), tuple) else None
        elif each.verdict is Verdict.ACCEPT:
            fields.setdefault(field, getattr(fact, field))
    if rejected:
        return Judged(fact=None)
    settled = accepted or bool(fields)
    changes = fields | ({"needs_review": False} if settled else {}) | ({"confidence": 1.0} if accepted else {})
    return Judged(fact=msgspec.structs.replace(fact, **changes) if changes else fact, fields=tuple(sorted(fields)), accepted=accepted)


def value_of(fact: Fact, field: str, value: Any) -> Any:
    """A corrected value as the type that the field has; JudgementError where it cannot be one."""
    hints = get_type_hints(type(fact))
    if field not in type(fact).__struct_fields__ or field in _FIXED:
        raise JudgementError(field, f"no field of a {type(fact).__struct_config__.tag} that can be corrected")
    try:
        return msgspec.convert(value, hints[field])
    except msgspec.ValidationError as error:
        raise JudgementError(
            field, f"{value!r} cannot stand there ({error})", "give a value of the field's type, as in read --json"
        ) from error


_FIXED = frozenset({"id", "page", "evidence"})
