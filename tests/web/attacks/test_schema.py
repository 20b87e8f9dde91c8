"""Schemathesis over the API: whatever fits the schema, or nearly does, is answered as the schema says, and never with a 500."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from shanhai.accounts import Role
from tests.web.shared import key_of, shared

from .running import Running, running

pytestmark = pytest.mark.slow
EXAMPLES = 3
"""Of each operation and mode, of 35 operations; six took 141 s on two busy cores."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, dict[str, str]]]:
    path: Path = shared(tmp_path_factory.mktemp("ledger") / "a.ledger")
    with running(path) as server:
        yield server, key_of(path, Role.ADMIN)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_operation_answers_as_the_schema_says(asked: tuple[Running, dict[str, str]], mode: GenerationMode) -> None:
    server, key = asked
    schema = schemathesis.openapi.from_url(f"{server.base}/api/schema/openapi.json", headers=key)
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) > 25
    wrong: dict[str, str] = {}
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def tried(case: Any) -> None:
            try:
                case.call_and_validate(headers=key, checks=CHECKS)
            except AssertionError as error:
                wrong[f"{case.method} {case.path}"] = str(error)[:1500]
            except Exception as error:
                if "Failure" not in type(error).__name__:
                    raise
                wrong[f"{case.method} {case.path}"] = "\n".join(str(each)[:700] for each in getattr(error, "exceptions", [error]))

        with suppress(Unsatisfiable):  # nothing about it can be wrong
            tried()
    assert not wrong, "\n\n".join(f"{name}\n{why}" for name, why in wrong.items())
