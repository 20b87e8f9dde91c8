"""Whether every quotation stands where it says."""

from __future__ import annotations

from shanhai.model.account import Account
from shanhai.model.struct import Value


class EvidenceCheck(Value, frozen=True, kw_only=True):
    """Quotations seen and right, facts without any, and the first wrong ones as page, fact and quotation."""

    seen: int = 0
    right: int = 0
    facts_without: int = 0
    wrong: tuple[str, ...] = ()

    def __add__(self, other: EvidenceCheck) -> EvidenceCheck:
        return EvidenceCheck(
            seen=self.seen + other.seen,
            right=self.right + other.right,
            facts_without=self.facts_without + other.facts_without,
            wrong=(*self.wrong, *other.wrong),
        )


def check_evidence(account: Account, text: str) -> EvidenceCheck:
    """Compare every quotation of an account's facts with its place in the published text.

    >>> from shanhai.model import PageAccount
    >>> check_evidence(Account(page=PageAccount(id="0", source="a.txt")), "甲县").seen
    0
    """
    seen, wrong, without = 0, [], 0
    for fact in account.facts:
        entries = [entry for field in fact.evidence.values() for entry in field]
        without += not entries
        for entry in entries:
            seen += 1
            if not entry.exact or text[entry.start : entry.end] != entry.exact:
                wrong.append(f"{account.page.source} {fact.id} “{entry.exact}” at {entry.start}")
    return EvidenceCheck(seen=seen, right=seen - len(wrong), facts_without=without, wrong=tuple(wrong))
