from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.facts.encoding import Encoded, encode, mention_types, openable, outermost, reread
from shanhai.facts.grammar import grammar
from shanhai.facts.regular import CLOSE, OPEN
from shanhai.facts.sentence import Sentence
from shanhai.model import Mention, Reading

from .marked import marked


def sentence(source: str, start: int = 0) -> Sentence:
    text, mentions = marked("字" * start + source)
    return Sentence(text=text[start:], start=start, mentions=mentions)


def decoded(encoded: Encoded) -> str:
    """The sentence again: mentions as their text, the parts of opened ones passed over."""
    out, depth = "", 0
    for index, sign in enumerate(encoded.text):
        depth += (sign == OPEN) - (sign == CLOSE)
        if not depth and sign != CLOSE:
            out += encoded.mentions[index].text if index in encoded.mentions else sign
    return out


@pytest.mark.parametrize(
    ("source", "whole", "opened"),
    [
        ("来[place 乙市]考察", "来⟨place 乙市⟩考察", "来⟨place 乙市⟩考察"),
        ("[site [place 乙市]码头]", "⟨site 乙市码头⟩", "⟨site 乙市码头⟩⟦⟨place 乙市⟩码头⟧"),
        ("[official [place 乙市]市长王五]", "⟨official 乙市市长王五⟩", "⟨official 乙市市长王五⟩"),
        ("[programme 对口支援]", "⟨programme 对口支援⟩", "⟨programme 对口支援⟩⟦对口支援⟧"),
        ("[site [organization [place 乙市]商会]码头]", "⟨site 乙市商会码头⟩", "⟨site 乙市商会码头⟩⟦⟨organization 乙市商会⟩码头⟧"),
    ],
)
def test_typed_sequence(source: str, whole: str, opened: str) -> None:
    assert encode(sentence(source), grammar()).show() == whole
    assert encode(sentence(source), grammar(), opened=True).show() == opened


PIECES = st.lists(
    st.sampled_from(["[place 乙市]", "[site [place 丙县]码头]", "[person|place 安多]", "来", "，考察", "\ue000", "𠮷"]), max_size=12
)


@given(PIECES, st.integers(0, 5), st.booleans())
def test_decoding_gives_the_sentence_back(pieces: list[str], start: int, opened: bool) -> None:
    given_sentence = sentence("".join(pieces), start)
    encoded = encode(given_sentence, grammar(), opened=opened)
    assert decoded(encoded) == given_sentence.text.replace("\ue000", "\ufffd")
    assert len(encoded.offsets) == len(encoded.text) + 1
    assert list(encoded.offsets) == sorted(encoded.offsets)
    for index, mention in encoded.mentions.items():
        assert given_sentence.text[encoded.offsets[index] :].startswith(mention.text)
    assert all(encoded.offsets[encoded.index(offset)] >= offset for offset in range(len(given_sentence.text) + 1))


def test_the_longest_of_overlapping_mentions_stands() -> None:
    spans = [("place", 0, 2), ("site", 0, 4), ("person", 3, 5), ("date", 5, 6)]
    mentions = [Mention(type=kind, start=a, end=b, text="一二三四五六"[a:b]) for kind, a, b in spans]
    assert [m.type for m in outermost(mentions)] == ["site", "date"]


def test_mentions_found_inside_another_are_its_parts() -> None:
    site = Mention(type="site", start=0, end=4, text="乙市码头")
    place = Mention(type="place", start=0, end=2, text="乙市")
    held = Sentence(text="乙市码头", start=0, mentions=(site, place))
    assert openable(held, grammar())
    assert encode(held, grammar(), opened=True).show() == "⟨site 乙市码头⟩⟦⟨place 乙市⟩码头⟧"


def test_a_mention_that_crosses_the_edge_is_left_out() -> None:
    crossing = Mention(type="place", start=1, end=4, text="乙市的")
    assert encode(Sentence(text="来乙市", start=0, mentions=(crossing,)), grammar()).show() == "来乙市"


def test_a_reading_on_another_span() -> None:
    reading = Reading(type="person", start=2, end=4, text="安多")
    mention = Mention(type="place", start=1, end=4, text="到安多", readings=(reading,))
    held = Sentence(text="来到安多", start=0, mentions=(mention,))
    other = reread(held)
    assert other is not None
    assert encode(other, grammar()).show() == "来到⟨person 安多⟩"
    assert reread(sentence("来[place 乙市]")) is None


def test_types_of_a_sentence_are_those_of_parts_and_readings_too() -> None:
    assert mention_types(sentence("[site [place|person 安多]码头]")) == {"site", "place", "person"}
