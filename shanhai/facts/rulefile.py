"""Rule files: YAML with line numbers, read into rules; everything that is wrong is an error with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from shanhai.model import FACT_TYPES, KnowledgeError, PatternError
from shanhai.model.struct import Value

from .grammar import Grammar, fact_fields, suggest, vocabulary

RULES = Path(__file__).parent / "rules"
FILE_KEYS = ("fact", "roles", "rules", "note")
RULE_KEYS = ("name", "says", "unless", "then", "sets", "examples", "note")
THEN_KEYS = ("within", "says", "unless", "sets")
EXAMPLE_KEYS = ("text", "gives", "note")
NOTHING, OTHER = "nothing", "other"
MOST_SENTENCES = 3  # how far `then` may look ahead: beyond three sentences a new event has begun on every gold page


class Example(Value, frozen=True, kw_only=True):
    """A text and what the rule must find in it: the roles of each match; none for `nothing`.

    `other` says that another rule of the fact type may speak (gives: other).
    """

    text: str
    gives: tuple[dict[str, str], ...] = ()
    other: bool = False
    line: int = 0


class Then(Value, frozen=True, kw_only=True):
    """What may follow within some sentences of the same paragraph, and adds its roles."""

    says: tuple[str, ...]
    within: int = 1
    unless: tuple[str, ...] = ()
    sets: dict[str, str] = msgspec.field(default_factory=dict)
    line: int = 0


class Rule(Value, frozen=True, kw_only=True):
    """A sentence with holes that states a fact, its guards, and the examples that prove it."""

    name: str
    fact: str
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()
    then: Then | None = None
    sets: dict[str, str] = msgspec.field(default_factory=dict)
    roles: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    file: str = ""
    line: int = 0
    lines: dict[str, int] = msgspec.field(default_factory=dict)

    @property
    def group(self) -> str:
        """The rules that tell the same things: those of its file, and of files that go on with it (pairing, pairing_bodies)."""
        return Path(self.file).stem.partition("_")[0]

    @property
    def place(self) -> str:
        """FILE:LINE of the rule."""
        return f"{self.file}:{self.line}"

    def place_of(self, pattern: str) -> str:
        """FILE:LINE of one of its patterns."""
        return f"{self.file}:{self.lines.get(pattern, self.line)}"


def shown(path: Path) -> str:
    """A rule file as errors name it: from facts/ on for the package's own."""
    return f"facts/rules/{path.name}" if path.parent == RULES else str(path)


def read_rules(path: Path, grammar: Grammar) -> tuple[tuple[Rule, ...], tuple[PatternError, ...]]:
    """The rules of a file, and what is wrong with the others, in order of line."""
    try:
        return parse_rules(path.read_text("utf-8"), shown(path), grammar)
    except (OSError, UnicodeDecodeError) as error:
        return (), (PatternError(shown(path), f"it cannot be read ({error})", "rule files are YAML in UTF-8"),)


def parse_rules(text: str, file: str, grammar: Grammar) -> tuple[tuple[Rule, ...], tuple[PatternError, ...]]:
    """The rules of a file's text, and what is wrong with the others; a file that is no rule file has no rules and one error."""
    rules: list[Rule] = []
    errors: list[PatternError] = []
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        place = f"{file}:{mark.line + 1 if mark else 1}"
        return (), (PatternError(place, f"bad YAML: {problem}", "put what has : or # in it into quotes"),)
    try:
        entries = _mapping(node, file, FILE_KEYS, "a rule file", required=("fact", "rules"))
        fact = _fact(entries["fact"], file)
        own = _plain(entries["roles"]) if "roles" in entries else {}
        roles = tuple(own)
        nodes = _items(entries["rules"], file, "rules")
    except PatternError as error:
        return (), (error,)
    for item in nodes:
        try:
            rules.append(_rule(item, fact, roles, file, grammar))
        except PatternError as error:
            errors.append(error)
    return tuple(rules), tuple(errors)


def _rule(node: yaml.Node, fact: str, roles: tuple[str, ...], file: str, grammar: Grammar) -> Rule:
    entries = _mapping(node, file, RULE_KEYS, "a rule", required=("name", "says", "examples"))
    name = _string(entries["name"], file, "name")
    line = _line(node)
    if not name.startswith(f"{fact}."):
        problem = f"the name {name!r} does not begin with {fact!r} and a dot"
        raise PatternError(f"{file}:{line}", problem, f"name it {fact}.{name.split('.')[-1]}")
    allowed = grammar.fields(fact, roles)
    then = _then(entries["then"], file, fact, allowed) if "then" in entries else None
    examples = tuple(_example(item, file, allowed) for item in _items(entries["examples"], file, "examples"))
    _enough(examples, f"{file}:{line}", name)
    return Rule(
        name=name,
        fact=fact,
        says=_strings(entries["says"], file, "says"),
        unless=_strings(entries["unless"], file, "unless") if "unless" in entries else (),
        then=then,
        sets=_sets(entries.get("sets"), file, fact, allowed),
        roles=roles,
        examples=examples,
        file=file,
        line=line,
        lines=dict(_pattern_lines(node)),
    )


def _pattern_lines(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Every text of a rule with its line; only those of its patterns are asked for."""
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value), _line(node)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _pattern_lines(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value in ("says", "unless", "then"):
                yield from _pattern_lines(value)


def _enough(examples: Sequence[Example], place: str, name: str) -> None:
    positive = sum(1 for example in examples if example.gives)
    if positive < 2 or positive == len(examples):
        problem = f"{name} has {positive} examples that give something and {len(examples) - positive} that do not"
        raise PatternError(place, problem, "it needs at least two that do and one `gives: nothing`")


def _then(node: yaml.Node, file: str, fact: str, allowed: frozenset[str]) -> Then:
    entries = _mapping(node, file, THEN_KEYS, "then", required=("says",))
    within = _plain(entries["within"]) if "within" in entries else 1
    if isinstance(within, str) and within.removesuffix("sentences").removesuffix("sentence").strip().isdecimal():
        within = int(within.split("s")[0])
    if not isinstance(within, int) or not 1 <= within <= MOST_SENTENCES:
        place = f"{file}:{_line(entries['within'])}"
        raise PatternError(place, f"within: {within!r} is no number of sentences", f"write a number from 1 to {MOST_SENTENCES}")
    return Then(
        says=_strings(entries["says"], file, "says"),
        within=within,
        unless=_strings(entries["unless"], file, "unless") if "unless" in entries else (),
        sets=_sets(entries.get("sets"), file, fact, allowed),
        line=_line(node),
    )


def _example(node: yaml.Node, file: str, allowed: frozenset[str]) -> Example:
    entries = _mapping(node, file, EXAMPLE_KEYS, "an example", required=("text", "gives"))
    gives = _plain(entries["gives"])
    text = _string(entries["text"], file, "text")
    place = f"{file}:{_line(entries['gives'])}"
    if gives in (NOTHING, OTHER):
        return Example(text=text, other=gives == OTHER, line=_line(node))
    listed = gives if isinstance(gives, list) else [gives]
    if not listed or not all(isinstance(one, dict) and one for one in listed):
        raise PatternError(place, f"gives: {gives!r} is no result", "write {role: text, …}, a list of these, `nothing` or `other`")
    for role in (role for one in listed for role in one):
        if role not in allowed:
            raise PatternError(place, f"the example gives the unknown role {role!r}", suggest(str(role), allowed))
    return Example(text=text, gives=tuple({r: str(v) for r, v in one.items()} for one in listed), line=_line(node))


def _sets(node: yaml.Node | None, file: str, fact: str, allowed: frozenset[str]) -> dict[str, str]:
    if node is None:
        return {}
    values = _plain(node)
    place = f"{file}:{_line(node)}"
    if not isinstance(values, dict):
        raise PatternError(place, f"sets: {values!r} sets no role", "write {role: value, …}")
    for role, value in values.items():
        if role not in allowed | {"modality"}:
            raise PatternError(place, f"sets the unknown role {role!r}", suggest(str(role), allowed | {"modality"}))
        if (known := vocabulary(fact, role)) and str(value) not in known:
            raise PatternError(place, f"sets {role} to the unknown value {str(value)!r}", suggest(str(value), known))
    return {role: str(value) for role, value in values.items()}


def _fact(node: yaml.Node, file: str) -> str:
    fact = _string(node, file, "fact")
    try:
        fact_fields(fact)
    except KnowledgeError as error:
        raise PatternError(f"{file}:{_line(node)}", error.problem, suggest(fact, FACT_TYPES)) from error
    return fact


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _plain(node: yaml.Node) -> Any:
    """The Python value of a node."""
    return yaml.constructor.SafeConstructor().construct_document(node)


def _mapping(node: yaml.Node | None, file: str, keys: Sequence[str], what: str, required: Sequence[str]) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise PatternError(f"{file}:{_line(node) if node else 1}", f"{what} is a mapping", f"its keys are {', '.join(keys)}")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        place = f"{file}:{_line(key)}"
        if key.value not in keys:
            raise PatternError(place, f"unknown key {key.value!r} in {what}", suggest(str(key.value), keys))
        if key.value in found:
            raise PatternError(place, f"the key {key.value!r} stands twice in {what}", "keep one of them")
        found[key.value] = value
    for key in required:
        if key not in found:
            raise PatternError(f"{file}:{_line(node)}", f"{what} without {key!r}", f"its keys are {', '.join(keys)}")
    return found


def _items(node: yaml.Node, file: str, what: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise PatternError(f"{file}:{_line(node)}", f"{what} is a list", "begin each entry with a dash")
    return list(node.value)


def _string(node: yaml.Node, file: str, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise PatternError(f"{file}:{_line(node)}", f"{what} is not a text, or an empty one", "write a text in quotes")
    return str(node.value)


def _strings(node: yaml.Node, file: str, what: str) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode) and node.value:
        return tuple(_string(item, file, what) for item in node.value)
    return (_string(node, file, what),)


def rule_files(paths: Sequence[Path] | None = None) -> Iterator[Path]:
    """The rule files to read, in order of name: the package's, or those at the paths (files or folders)."""
    for path in paths if paths is not None else [RULES]:
        yield from sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
