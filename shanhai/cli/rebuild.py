"""`shanhai rebuild`: every kept page read again under the present rules."""

from __future__ import annotations

import typer

from .ledger import LedgerPlace
from .terminal import bar, complain, note


def rebuild_command(ledger: LedgerPlace = "./shanhai.ledger") -> None:
    """规则变了以后，把存下的网页全部重读一遍，读完一起换上；中断后再运行，接着读。Read all kept pages again; resumable."""
    from shanhai.ledger import Ledger
    from shanhai.ledger.reader import read_kept
    from shanhai.ledger.rebuild import rebuild
    from shanhai.read import rules_version

    reread = failed = 0
    with Ledger.open(ledger, create=False) as book, bar("重读") as advance:
        try:
            for step in rebuild(book, read_kept, rules_version()):
                if step.error:
                    complain(step.error)
                failed += step.error is not None
                reread += step.error is None
                advance(step.done, step.total)
        except KeyboardInterrupt:
            note(f"已停下，读好 {reread} 页，还没有换上。再运行一次，会接着读。")
            raise typer.Exit(130) from None
    typer.echo(f"重读 {reread} 页" + (f"，读不了 {failed} 页，仍用原来的" if failed else "") if reread or failed else "都是现在的规则读的")
    if failed:
        raise typer.Exit(1)
