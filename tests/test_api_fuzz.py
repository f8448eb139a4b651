"""Does the API answer every odd request with a refusal, and never with a fault?"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from golive.foundation.register_kit.contract import bearer
from golive.web.api import api
from golive.web.wsgi import application
from tests.access.stage import full
from tests.world import World

CASES_EACH = int(os.environ.get("GOLIVE_ODD_REQUESTS", "10"))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_odd_request_ends_in_a_fault(world: World) -> None:
    stage, headers, answers = full(world), bearer(world.manager), Counter[int]()
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    schema.app = application
    faults: dict[str, str] = {}
    for operation in (found.ok() for found in schema.get_all_operations()):

        @settings(
            max_examples=CASES_EACH, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @hypothesis.given(case=operation.as_strategy(), real=st.booleans())
        def ask(case: Any, real: bool) -> None:
            """Half of the cases ask for records that are there: the others seldom get past the address."""
            if real or "slug" in (case.path_parameters or {}):
                case.path_parameters = _real(stage, case, real)
            with transaction.atomic():
                answer = case.call(headers=headers)
                transaction.set_rollback(True)
            answers[answer.status_code] += 1
            if answer.status_code >= 500:
                faults.setdefault(f"{case.method} {case.formatted_path}", f"{case.query} {case.body}"[:300])

        ask()
    assert faults == {}
    assert answers.total() > 1000
    assert answers[200] + answers[201] > 50


def _real(stage: Any, case: Any, all_of_them: bool) -> dict[str, Any]:
    given = dict(case.path_parameters or {}) | {"slug": stage.world.acme.slug}
    if all_of_them:
        pattern = "/api/v1" + case.path.removeprefix("/api/v1").replace("{", "<").replace("}", ">")
        parts, real = pattern.split("/"), stage.address(pattern).split("/")
        given |= {name.strip("<>"): value for name, value in zip(parts, real, strict=True) if name.startswith("<")}
    return given
