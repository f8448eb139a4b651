"""How many questions does each page ask the database? As the table says, for any number of risks and tasks."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import large, measure
from golive.foundation.register_kit.contract import signed_in

TABLE = Path(__file__).with_name("query_counts.json")
CURE = "Look at the page; if the difference is meant: GOLIVE_WRITE_QUERY_COUNTS=1 bin/test tests/test_query_counts.py"


def counted(items: int, tasks: int) -> dict[str, int]:
    """Queries per page just after a restart, with this much in the record."""
    world = large.build(items, tasks)
    client = signed_in(world.manager)
    counts = {}
    for name, url in measure.pages(world).items():
        measure.restarted()
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200, url
        counts[name] = len(asked)
    return counts


@pytest.mark.django_db
@pytest.mark.parametrize(("items", "tasks"), [(60, 100), pytest.param(240, 400, marks=pytest.mark.slow)])
def test_every_page_asks_as_many_queries_as_the_table_says(items: int, tasks: int) -> None:
    counts = counted(items, tasks)
    if os.environ.get("GOLIVE_WRITE_QUERY_COUNTS") and items == 60:  # the larger record has to agree with the smaller
        TABLE.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    assert counts == json.loads(TABLE.read_text(encoding="utf-8")), CURE
