"""A record found in its implementation has it at hand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from golive.foundation.implementations.known import here
from golive.foundation.register_kit.declaration import registry
from tests.world import World


@pytest.mark.parametrize("register", registry.all(), ids=lambda r: r.name)
def test_no_query_is_asked_for_what_a_record_belongs_to(world: World, register) -> None:
    model = register.model
    if not any(field.name == "implementation" for field in model._meta.fields):
        pytest.skip("does not belong to an implementation by itself")
    found = list(here(model, world.acme)[:3])
    with CaptureQueriesContext(connection) as asked:
        assert all(record.implementation is world.acme for record in found)
    assert len(asked) == 0
