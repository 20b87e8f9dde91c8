"""Which parentheses hold readings, and which of them a machine put there."""

from __future__ import annotations

import pytest

from shanhai.restore.annotation import EVIDENCE, LONGEST, glosses, spliced


def read(text: str) -> list[tuple[str, int]]:
    return [(text[gloss.start : gloss.end], gloss.read) for gloss in glosses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("书(shū)", [("(shū)", 1)]),
        ("書(shū)", [("(shū)", 1)]),
        ("党政(dǎngzhèng)", [("(dǎngzhèng)", 2)]),
        ("民族团结一家亲人(mínzútuánjiéyījiāqīnrén)", [("(mínzútuánjiéyījiāqīnrén)", 8)]),
        ("哪儿(nǎr)", [("(nǎr)", 2)]),
        ("西安(xi'ān)", [("(xi'ān)", 2)]),
        ("不(bú)要", [("(bú)", 1)]),
        ("一(yí)个", [("(yí)", 1)]),
        ("区长(cháng)(zhǎng)", [("(cháng)", 1), ("(zhǎng)", 1)]),
        ("书(jì)", []),
        ("书 (shū)", []),
        ("书(shū jì)", []),
        ("书(Shū)", []),
        ("a(a)", []),
        ("(shū)", []),
        ("书(shū", []),
        ("书shū)", []),
        ("书()", []),
    ],
)
def test_glosses(text: str, expected: list[tuple[str, int]]) -> None:
    assert read(text) == expected


def test_longer_words_are_not_read() -> None:
    nine = "各民族团结一家亲人"
    assert len(nine) == LONGEST + 1
    assert read(nine + "(gèmínzútuánjiéyījiāqīnrén)") == []


def test_tone_and_use_are_told() -> None:
    toned, bare, rare = glosses("书(shū)记(ji)歙(shè)")
    assert (toned.toned, toned.everyday) == (True, True)
    assert (bare.toned, bare.everyday) == (False, True)
    assert (rare.toned, rare.everyday) == (True, False)


def test_toneless_ones_can_be_left_out() -> None:
    assert len(list(glosses("书(shū)记(ji)", toneless=False))) == 1


def test_evidence() -> None:
    once = "书(shū)"
    assert not spliced(once * (EVIDENCE - 1))
    assert len(spliced(once * EVIDENCE)) == EVIDENCE


def test_everyday_characters_are_half() -> None:
    assert spliced("书(shū)记(jì)县(xiàn)歙(shè)亳(bó)婺(wù)")
    assert not spliced("书(shū)记(jì)县(xiàn)歙(shè)亳(bó)婺(wù)儋(dān)")


def test_few_toneless_ones_stay_beside_toned_ones() -> None:
    text = "书(shū)记(jì)县(xiàn)微博(weibo)"
    assert [text[gloss.start : gloss.end] for gloss in spliced(text)] == ["(shū)", "(jì)", "(xiàn)"]
