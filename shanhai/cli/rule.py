"""`shanhai rule`: try a sentence, check the examples, count which rules speak on a folder of pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from shanhai.facts.grammar import Grammar
from shanhai.facts.rulebook import Match, RuleBook, read
from shanhai.facts.trial import Failure, Finder, Miss, attempt, check, fired
from shanhai.model import PatternError, ShanhaiError

HELP = "规则：试一句话，验所有例句，数一数哪些规则用得上。Rules: try a sentence, check the examples, count their use."
app = typer.Typer(help=HELP, no_args_is_help=True)

Rules = Annotated[list[Path] | None, typer.Option("--rules", help="规则文件或文件夹，可重复；默认用随包的规则。")]
Pages = Annotated[Path, typer.Argument(help="一个文件夹，里面是页面。", exists=True, file_okay=False)]
NEAREST = 8  # misses shown: the nearest fill one screen


def _finder() -> Finder:
    from shanhai.mentions.find import find

    return find


def _book(paths: Sequence[Path] | None) -> RuleBook:
    book, errors = read(paths)
    for error in errors:
        typer.secho(f"规则有误 {error}", fg="red", err=True)
    return book


@app.command("try")
def try_(
    sentence: Annotated[str, typer.Argument(help="一句话；- 从标准输入读。")],
    rules: Rules = None,
    every: Annotated[bool, typer.Option("--all", help="列出所有差一点的规则。")] = False,
) -> None:
    """一句话里认出了什么、哪条规则说中了、哪条差在哪里。What was recognised, which rules fired, and the nearest misses."""
    text = typer.get_text_stream("stdin").read() if sentence == "-" else sentence
    book = _book(rules)
    trial = attempt(book, text, _finder())
    typer.echo(f"序列  {trial.sequence}")
    for match in trial.matches:
        typer.echo("\n".join(fired_lines(match, text, book.grammar)))
    if not trial.matches:
        typer.secho("没有规则说中。", fg="yellow")
    for miss in trial.misses if every else trial.misses[:NEAREST]:
        typer.echo("\n".join(missed_lines(miss)))


def fired_lines(match: Match, text: str, grammar: Grammar) -> Iterator[str]:
    """A match as a person reads it."""
    part = "（取自较大指称的一部分）" if match.opened else ""
    yield typer.style(f"说中  {match.rule}", fg="green") + f"  「{text[match.start : match.end]}」{part}"
    for role, mentions in match.roles.items():
        closer = f" ＋{match.closers[role]}" if match.closers.get(role) else ""
        yield f"      {role}: " + "、".join(f"{m.text}（{grammar.types.get(m.type, '词')}）" for m in mentions) + closer
    for role, value in match.sets.items():
        yield f"      {role} = {value}"


def missed_lines(miss: Miss) -> Iterator[str]:
    """A near miss as a person reads it."""
    if miss.blocked is not None:
        yield typer.style(f"被拦  {miss.rule}", fg="yellow") + f"  「{miss.stood}」成立，但被 unless 拦下（{miss.blocked}）"
        return
    stood = f"  已对上「{miss.stood}」" if miss.stood else ""
    yield typer.style(f"差在  {miss.rule}", fg="yellow") + f"  {miss.reached}/{miss.of}{stood}"
    yield f"      这里要 {miss.expected}，却是「{miss.instead or '句末'}」"


@app.command("check")
def check_(files: Annotated[list[Path] | None, typer.Argument(help="规则文件或文件夹；默认随包的规则。")] = None) -> None:
    """验每条规则的例句；有错退出码 1。Run every rule's examples; exit status 1 when one fails."""
    book, errors = read(files)
    for error in errors:
        typer.secho(f"规则有误 {error}", fg="red", err=True)
    failures = check(book, _finder())
    for failure in failures:
        typer.echo("\n".join(failed_lines(failure)))
    examples = sum(len(rule.examples) for rule in book.rules)
    typer.echo(f"{len(book.rules)} 条规则，{examples} 个例句，{len(failures)} 个不符，{len(errors)} 处写错")
    if failures or errors:
        raise typer.Exit(1)


def failed_lines(failure: Failure) -> Iterator[str]:
    """A failing example as a diff."""
    yield typer.style(f"不符  {failure.rule}", fg="red") + f"  {failure.place}"
    yield f"      例句 {failure.text}"
    yield f"    − 应得 {failure.expected}"
    yield f"    ＋ 实得 {failure.got}"
    if failure.sequence:
        yield f"      序列 {failure.sequence}"
    if failure.miss:
        yield from (f"      {line.strip()}" for line in missed_lines(failure.miss))


@app.command("coverage")
def coverage_(folder: Pages, rules: Rules = None) -> None:
    """数一数每条规则在一个文件夹的页面里说中几次。How often each rule speaks on the pages of a folder."""
    book = _book(rules)
    counts, pages, unread = coverage(book, sorted(path for path in folder.rglob("*") if path.is_file()))
    for rule in sorted(book.rules, key=lambda rule: -counts[rule.name]):
        typer.echo(f"{counts[rule.name]:6}  {rule.name}")
    silent = sum(1 for rule in book.rules if not counts[rule.name])
    typer.echo(f"{pages} 个页面，{sum(counts.values())} 次说中，{silent} 条规则没有用上")
    for error in unread:
        typer.secho(f"读不了 {error}", fg="red", err=True)
    if unread:
        raise typer.Exit(1)


def coverage(book: RuleBook, paths: Sequence[Path]) -> tuple[Counter[str], int, tuple[ShanhaiError, ...]]:
    """How often each rule speaks, on how many pages, and which files could not be read."""
    counts: Counter[str] = Counter()
    unread: list[ShanhaiError] = []
    read_pages = 0
    for path in paths:
        try:
            counts.update(match.rule for match in fired(book, restored_text(path), _finder()))
            read_pages += 1
        except PatternError:
            raise
        except ShanhaiError as error:
            unread.append(error)
    return counts, read_pages, tuple(unread)


def restored_text(path: Path) -> str:
    """The restored text of a page on disk."""
    from shanhai.pages import read_path
    from shanhai.restore import restore

    page, _ = read_path(path)
    return restore(page).text
