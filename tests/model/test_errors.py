"""Errors name the place, the problem and the way out."""

from __future__ import annotations

import pickle

import pytest

from shanhai import model
from shanhai.model import ShanhaiError

ERRORS = [kind for name in model.__all__ if isinstance(kind := getattr(model, name), type) and issubclass(kind, Exception)]
every_error = pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)


@every_error
def test_all_descend_from_one_root(kind: type[Exception]) -> None:
    assert issubclass(kind, ShanhaiError)


@every_error
def test_the_message_says_where_what_and_the_way_out(kind: type[ShanhaiError]) -> None:
    assert str(kind("甲.html", "an empty file", "fetch it again")) == "甲.html: an empty file; fetch it again"


def test_without_a_remedy_the_message_ends_with_the_problem() -> None:
    error = ShanhaiError("甲.html", "an empty file")
    assert (str(error), error.remedy) == ("甲.html: an empty file", None)


@every_error
@pytest.mark.parametrize("remedy", [None, "fetch it again"])
def test_errors_cross_processes(kind: type[ShanhaiError], remedy: str | None) -> None:
    found = pickle.loads(pickle.dumps(kind("甲.html", "an empty file", remedy)))
    assert type(found) is kind
    assert (found.place, found.problem, found.remedy) == ("甲.html", "an empty file", remedy)
