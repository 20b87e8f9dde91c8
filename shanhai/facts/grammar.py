"""What rules may speak about: mention types and their groups, word classes, the roles of each fact type."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import yaml

from shanhai import knowledge
from shanhai.knowledge.words import words
from shanhai.model import FACT_TYPES, Fact, KnowledgeError, Mention
from shanhai.model.struct import Value

TYPES_FILE = Path(knowledge.__file__).parent / "mention_types.yaml"
FIRST_CODE = 0xE000  # the private use area: no page that was decoded and restored has a meaning for these
LAST_CODE = 0xF8EF
READINGS = 3  # types that one mention may have at once; 19 types make 1,159 signatures of up to three, which fit 6,384 codes


class Closers(Value, frozen=True, kw_only=True):
    """What may follow 等 at the end of a list (等4个县、等有关部门负责人)."""

    numerals: str
    counters: tuple[str, ...]
    modifiers: tuple[str, ...]
    heads: tuple[str, ...]


class Grammar(Value, frozen=True, kw_only=True):
    """The vocabulary of rules; `codes` gives one private-use character to each set of types a mention can have.

    `classes` holds, for each type and group, the inside of a character class that matches every mention which can have that type.

    >>> grammar().members("people")
    ('official', 'person', 'post')
    """

    types: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    opens: frozenset[str]
    spelled: frozenset[str]
    roles: dict[str, str]
    matters: frozenset[str]
    closers: Closers
    codes: dict[frozenset[str], str]
    classes: dict[str, str]
    extra_words: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)

    def members(self, name: str) -> tuple[str, ...]:
        """The leaf types of a type or group. KnowledgeError names the nearest known type."""
        if name in self.types:
            return (name,)
        if name in self.groups:
            return self.groups[name]
        known = [*self.types, *self.groups]
        raise KnowledgeError("mention_types.yaml", f"unknown mention type {name!r}", suggest(name, known))

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a class, longest first. KnowledgeError names the nearest class."""
        if name in self.extra_words:
            return tuple(sorted(self.extra_words[name], key=len, reverse=True))
        try:
            return words(name)
        except KnowledgeError as error:
            raise KnowledgeError(error.place, f"unknown word class ‹{name}›", error.remedy) from error

    def fields(self, fact: str, own: Iterable[str] = ()) -> frozenset[str]:
        """The roles that rules of a fact type may fill: its fields, the common auxiliary roles, and the rule file's own.

        >>> "host_place" in grammar().fields("visit"), "confidence" in grammar().fields("visit")
        (True, False)
        """
        return fact_fields(fact) | frozenset(self.roles) | frozenset(own)

    def signature(self, mention: Mention) -> frozenset[str]:
        """The types that a mention can have where it stands: its own and those of its readings on the same span."""
        if not mention.readings:
            return frozenset((mention.type,))
        same = [r.type for r in mention.readings if (r.start, r.end) == (mention.start, mention.end)]
        return frozenset(list(dict.fromkeys([mention.type, *same]))[:READINGS])

    def code(self, mention: Mention) -> str:
        """The character that stands for a mention. KnowledgeError when a finder emits a type that no one declared."""
        signature = self.signature(mention)
        if signature not in self.codes:
            self.members(next(iter(signature - set(self.types))))
        return self.codes[signature]


def fact_fields(fact: str) -> frozenset[str]:
    """The fields that a fact type adds to the frame of every fact. KnowledgeError names the nearest fact type."""
    if fact not in FACT_TYPES:
        raise KnowledgeError("facts", f"unknown fact type {fact!r}", suggest(fact, FACT_TYPES))
    return frozenset(FACT_TYPES[fact].__struct_fields__) - frozenset(Fact.__struct_fields__)


def vocabulary(fact: str, role: str) -> tuple[str, ...]:
    """The closed list of values of a fact type's field; empty where any text will do.

    >>> vocabulary("visit", "modality"), vocabulary("visit", "purpose")
    (('happened', 'planned', 'wished', 'denied'), ())
    """
    hint = get_type_hints(FACT_TYPES[fact]).get(role)
    enumerations = [one for one in (hint, *get_args(hint)) if isinstance(one, type) and issubclass(one, StrEnum)]
    return tuple(str(value) for one in enumerations for value in one)


def suggest(name: str, known: Iterable[str]) -> str:
    """The way out of a misspelling: the nearest known name, and all of them when they are few.

    >>> suggest("visitor", ["visitors", "head"])
    "did you mean 'visitors'? (known: head, visitors)"
    """
    listed = sorted(set(known))
    # 0.4: low, because one wrong character of a two-character Chinese word leaves a similarity of 0.5
    near = difflib.get_close_matches(name, listed, n=1, cutoff=0.4)
    all_of_them = f"(known: {', '.join(listed)})" if len(listed) <= 40 else ""  # 40: what still fits a few terminal lines
    return " ".join(part for part in (f"did you mean {near[0]!r}?" if near else "", all_of_them) if part) or "there is none like it"


def codes_of(types: Iterable[str], codes: Mapping[frozenset[str], str]) -> str:
    """The inside of a character class of every signature that has one of the types."""
    wanted = frozenset(types)
    return ranges([ord(code) for signature, code in codes.items() if not wanted.isdisjoint(signature)])


def ranges(points: list[int]) -> str:
    """Code points as the inside of a character class, runs as ranges.

    >>> ranges([0x41, 0x42, 0x43, 0x58])
    'A-CX'
    """
    out: list[str] = []
    run: list[int] = []
    for point in [*points, -1]:
        if run and point != run[-1] + 1:
            out.append(chr(run[0]) + (f"-{chr(run[-1])}" if len(run) > 1 else ""))
            run = []
        run.append(point)
    return "".join(out)


def declare(content: Mapping[str, Any], extra_words: Mapping[str, Iterable[str]] | None = None) -> Grammar:
    """A grammar from the content of a mention_types.yaml. KnowledgeError when a group or `opens` names an unknown type."""
    types: dict[str, str] = dict(content["types"])
    groups = {name: tuple(members) for name, members in content.get("groups", {}).items()}
    for name, members in [*groups.items(), *((key, tuple(content.get(key, ()))) for key in ("opens", "spelled"))]:
        for member in members:
            if member not in types:
                raise KnowledgeError("mention_types.yaml", f"{name} names the unknown type {member!r}", suggest(member, types))
    leaves = {name: (name,) for name in types} | groups
    sets = [frozenset(chosen) for size in range(1, READINGS + 1) for chosen in combinations(types, size)]
    if FIRST_CODE + len(sets) > LAST_CODE:
        raise KnowledgeError("mention_types.yaml", f"{len(types)} types are too many", "lower READINGS or merge types")
    codes = {signature: chr(FIRST_CODE + index) for index, signature in enumerate(sets)}
    return Grammar(
        types=types,
        groups=groups,
        opens=frozenset(content.get("opens", ())),
        spelled=frozenset(content.get("spelled", ())),
        roles=dict(content.get("roles", {})),
        matters=frozenset(content.get("matters", ())),
        closers=msgspec.convert(content["closers"], Closers),
        codes=codes,
        classes={name: codes_of(members, codes) for name, members in leaves.items()},
        extra_words={name: tuple(listed) for name, listed in (extra_words or {}).items()},
    )


@cache
def grammar() -> Grammar:
    """The grammar of the package's own mention types and word classes."""
    return declare(yaml.safe_load(TYPES_FILE.read_text("utf-8")))
