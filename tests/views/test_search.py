"""What is found by words, narrowed, and shown in its sentence."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.ledger.query import query
from shanhai.model import LedgerError
from shanhai.views.search import Filters, find, snippet


def sources(ledger: Ledger, words: str, **narrowed: str) -> set[str]:
    found = find(ledger, words, filters=Filters(**narrowed))
    names = {hit.page.source for hit in found.hits if hit.page}
    assert found.total == len(names)
    return {name.removeprefix("pages/").removesuffix(".txt") for name in names}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("考察", {"visit", "plans"}),
        ("考察 -温州市", {"visit"}),
        ("考察 龙湾", {"visit"}),
        ("龙湾区", {"visit", "return"}),
        ("代表团赴", {"return"}),
        ("举行运动会", {"unrelated"}),
        ("zh", set()),
        ("察考", set()),
        ("县", {"visit", "return", "unrelated"}),
        ("甲", {"unrelated", "drums"}),
    ],
)
def test_words_are_found_in_restored_texts(ledger: Ledger, words: str, found: set[str]) -> None:
    assert sources(ledger, words) == found


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"place": "龙湾区"}, {"visit", "return", "plans"}),  # the high-tech zone of Wenzhou lies in it
        ({"place": "浙江省"}, {"visit", "return", "plans"}),
        ({"place": "511300"}, {"visit", "return", "plans"}),
        ({"place": "洛阳市"}, set()),
        ({"since": "2025-06"}, {"plans"}),
        ({"until": "2025"}, {"visit", "plans", "drums"}),
        ({"since": "2025-05", "until": "2025-05"}, {"visit"}),
        ({"publisher": "温州"}, {"plans"}),
        ({"type": "pairing"}, {"visit", "return", "plans"}),
        ({"type": "pledge", "place": "龙湾区"}, {"return"}),
    ],
)
def test_a_search_is_narrowed(ledger: Ledger, narrowed: dict[str, str], found: set[str]) -> None:
    everything = {"县", "市", "区"}
    assert set().union(*(sources(ledger, words, **narrowed) for words in everything)) == found


def test_a_place_of_several_is_asked_back(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"320106.*350102"):
        find(ledger, "甲", filters=Filters(place="鼓楼区"))


def test_a_hit_shows_where_its_words_stand(ledger: Ledger) -> None:
    (hit,) = find(ledger, "赴仪陇").hits
    assert (hit.kind, hit.title, hit.page and hit.page.publisher) == ("page", "龙湾区党政代表团赴仪陇县回访", "仪陇县融媒体中心")
    assert hit.snippet is not None
    (span,) = hit.snippet.hits
    assert (hit.snippet.text, hit.snippet.start, span) == ("龙湾区党政代表团赴仪陇县回访", 0, (8, 11))


def test_stretches_cover_what_was_found_once(ledger: Ledger) -> None:
    parts = [find(ledger, "区", offset=at, limit=1) for at in range(4)]
    assert {part.total for part in parts} == {4}
    assert len({hit.key for part in parts for hit in part.hits}) == 4
    assert find(ledger, "区", offset=4).hits == ()


@pytest.mark.parametrize("words", ["", "，。", "-招聘"])
def test_nothing_to_look_for_is_told(empty: Ledger, words: str) -> None:
    with pytest.raises(LedgerError, match="没有可查的字词"):
        find(empty, words)


def test_a_snippet_takes_the_stretch_with_most_of_the_words() -> None:
    text = "签约。" + "甲" * 200 + "\n乙县与丙市签约，建设产业园，乙县供地。" + "丁" * 200
    found = snippet(text, query("签约 产业园 乙县"))
    assert found is not None
    assert found.text.startswith("乙县与丙市签约")
    assert [text[start:end] for start, end in found.hits] == ["乙县", "签约", "产业园", "乙县"]
    assert text[found.start :].startswith(found.text)


def test_a_snippet_of_a_page_without_lines_is_short() -> None:
    text = "甲" * 5000 + "签约" + "乙" * 5000
    found = snippet(text, query("签约"))
    assert found is not None
    assert len(found.text) < 100
    assert "签约" in found.text


def test_words_that_overlap_are_marked_once() -> None:
    found = snippet("山海协作", query("山海 海协 协作"))
    assert found is not None
    assert found.hits == ((0, 4),)


def test_there_is_no_snippet_of_what_is_not_there() -> None:
    assert snippet("甲县", query("乙县")) is None
