"""Where a name begins that ends in a known head noun."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.mentions.edge import LONGEST_NAME, Edges
from shanhai.mentions.lexicon import Scan
from shanhai.mentions.place import find_places


def name(text: str, head: str, *, joined: bool = False) -> str:
    scan = Scan(text)
    at = text.index(head)
    edges = Edges(scan, find_places(scan), "meeting-stop" if joined else "stop")
    return text[edges.left(at, joined=joined) : at + len(head)]


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("赴桐庐县快递产业园", "产业园", "桐庐县快递产业园"),
        ("，快递产业园", "产业园", "快递产业园"),
        ("走进快递产业园", "产业园", "快递产业园"),
        ("来到“山海”产业园", "产业园", "“山海”产业园"),
        ("秦岭与快递产业园", "产业园", "快递产业园"),
        ("产业园", "产业园", "产业园"),
    ],
)
def test_a_name_begins_at_its_place_or_after_the_last_stop(text: str, head: str, expected: str) -> None:
    assert name(text, head) == expected


def test_a_joined_name_goes_over_its_joint() -> None:
    assert name("桐庐县与秀山县座谈会", "座谈会") == "秀山县座谈会"
    assert name("桐庐县与秀山县座谈会", "座谈会", joined=True) == "桐庐县与秀山县座谈会"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="甲乙县市和与在“”，。Aa1", max_size=60))
def test_an_edge_lies_before_its_head_and_within_reach(text: str) -> None:
    scan = Scan(text + "产业园")
    edge = Edges(scan, find_places(scan)).left(len(text))
    assert len(text) - LONGEST_NAME <= edge <= len(text)
    assert edge >= 0
