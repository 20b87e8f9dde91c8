"""`shanhai explain`: why a page says a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.text import Text

from shanhai.model import Capture, Certainty, Edit, Fact, Modality, Page, Pledge

from .mending import KINDS
from .narration import DOUBT, HEADING, NOTE
from .sitting import Column, for_each_page
from .terminal import console

if TYPE_CHECKING:  # starting must import nothing heavy
    from shanhai.facts.explanation import Explanation, Quotation, RuleText, Span

_CERTAINTY = {Certainty.EXACT: "照原样", Certainty.SEARCHED: "搜得", Certainty.GUESSED: "猜的"}
_MODALITY = {Modality.HAPPENED: "已发生", Modality.PLANNED: "计划", Modality.WISHED: "愿望", Modality.DENIED: "否认"}
_SURENESS = {
    "stated": "写明",
    "inferred": "推断一处",
    "much inferred": "推断多处",
    "doubted": "规则存疑",
    "guessed": "有猜补的字",
    "searched": "有搜得的字",
    "undecided": "地名未定",
    "partial": "单位不明",
}
_REASONS = {
    "guessed": "原句里有猜补的字",
    "undecided": "地名不止一处，页上定不下来",
    "doubted": "这条规则这样用时要人核对",
    "low": "这样读出的，在标注过的网页上对的不够多",
}


def explain_command(
    page: Annotated[str, typer.Argument(metavar="PAGE", help="一个网页：文件、网址或 -（标准输入）。One page.")],
    number: Annotated[int | None, typer.Option("--fact", min=1, help="第几条事实，从 1 数起；不给就列出各条。Which fact.")] = None,
    json: Annotated[bool, typer.Option("--json", help="一行 JSON。One line of JSON.")] = False,
    column: Column = None,
) -> None:
    """说明一条事实从哪里来：规则、指称、原句、改过的字、把握。Why a page says a fact."""
    from shanhai.facts.explanation import explain
    from shanhai.read import read_fully

    def tell(opened: Page, capture: Capture) -> None:
        reading = read_fully(opened, capture.source)
        facts = reading.account.facts
        if number is None:
            for line in numbered(facts):
                console().print(line)
            return
        if number > len(facts):
            raise typer.BadParameter(f"这一页只有 {len(facts)} 条事实 (the page has {len(facts)} facts)", param_hint="--fact")
        explanation = explain(opened, reading.restored, reading.blocks, facts, number)
        if json:
            typer.echo(msgspec.json.encode(explanation))
        else:
            for line in told(explanation):
                console().print(line)

    for_each_page([page], tell, column=column)


def numbered(facts: Sequence[Fact]) -> Iterator[Text]:
    """The facts of a page with their numbers: the type of each, and the words that say it."""
    for number, fact in enumerate(facts, 1):
        quotes = fact.evidence.get("") or next(iter(fact.evidence.values()), ())
        said = " ".join(quotes[0].text.split()) if quotes else ""
        review = ("　待核", DOUBT) if fact.needs_review else ""
        yield Text.assemble(f"{number:3}　{type(fact).__name__.lower():10}　「{said}」", review)


def told(explanation: Explanation) -> Iterator[Text]:
    """An explanation in lines for the terminal."""
    fact = explanation.fact
    yield Text.assemble((f"第 {explanation.number} 条　{type(fact).__name__.lower()}", HEADING), f"　{fact.id}")
    for field in fact.__struct_fields__:
        value = getattr(fact, field)
        if field not in _FRAME and value not in (None, (), "", {}):
            yield Text(f"  {field}　{shown(value)}")
    yield Text()
    for rule in explanation.rules:
        yield from _rule(rule)
    for quotation in explanation.quotations:
        yield from _quotation(quotation)
    yield Text()
    yield from _sure(explanation)


_FRAME = frozenset({"id", "page", "modality", "confidence", "needs_review", "evidence"})


def shown(value: object) -> str:
    """A value in words: a name, or what a structure holds.

    >>> from shanhai.model import PlaceRef
    >>> shown(PlaceRef(name="桐庐县", code="330122")), shown(("甲", "乙"))
    ('桐庐县 330122', '甲、乙')
    """
    if isinstance(value, tuple):
        return "、".join(map(shown, value))
    if isinstance(value, msgspec.Struct):
        parts = (getattr(value, field) for field in value.__struct_fields__)
        return " ".join(shown(part) for part in parts if part not in (None, (), ""))
    return str(value)


def _rule(rule: RuleText) -> Iterator[Text]:
    yield Text.assemble(("规则　", HEADING), rule.name, (f"　{rule.place}" if rule.place else "", NOTE))
    for pattern in rule.says or ((rule.does,) if rule.does else ()):
        yield Text(f"  {pattern}", NOTE)


def _quotation(quotation: Quotation) -> Iterator[Text]:
    line = Text(quotation.text)
    for span in quotation.marked:
        line.stylize("bold" if span.what else "underline", span.start, span.end)
    yield Text()
    yield Text.assemble(("原句　", HEADING), (f"第 {quotation.start} 字起", NOTE))
    yield Text.assemble("  「", line, "」")
    yield from (Text(f"    {_field(span)}　{span.text}") for span in quotation.marked)
    if quotation.mentions:
        yield Text("  指称　" + "　".join(f"⟨{span.what} {span.text}⟩" for span in quotation.mentions), NOTE)
    yield from (_edit(edit) for edit in quotation.edits)


def _field(span: Span) -> str:
    return span.what or "整条"


def _edit(edit: Edit) -> Text:
    kind, colour = KINDS.get(edit.repair, (str(edit.repair), "red"))
    other = f"，也可能是 {'、'.join(edit.alternatives)}" if edit.alternatives else ""
    changed = f"[-{edit.original}-]" + (f"{{+{edit.replacement}+}}" if edit.replacement else "")
    return Text.assemble(f"  改动　{changed}　", (kind, colour), f"　{_CERTAINTY[edit.certainty]}{other}")


def _sure(explanation: Explanation) -> Iterator[Text]:
    if not isinstance(explanation.fact, Pledge):
        yield Text.assemble(("语气　", HEADING), _MODALITY[explanation.modality])
    seen = f"（标注过的网页上，同样读出的 {explanation.judged} 条里对 {explanation.right} 条）" if explanation.judged else ""
    yield Text.assemble(("把握　", HEADING), f"{explanation.confidence:.2f}　{_SURENESS.get(explanation.sureness, '')}{seen}")
    if explanation.needs_review:
        yield Text.assemble(("待核　", DOUBT), "；".join(_REASONS[reason] for reason in explanation.reasons))
