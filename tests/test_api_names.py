"""Does the description of the API show every operation its own body?"""

from __future__ import annotations

import json
from collections import defaultdict

from ninja import Schema

from golive.web.api import api


def _subclasses(kind: type) -> set[type]:
    return {found for each in kind.__subclasses__() for found in {each, *_subclasses(each)}}


def test_no_two_bodies_of_the_api_share_a_name_and_differ() -> None:
    """OpenAPI knows a body by its name only: of two under one name, one operation would show the other's fields."""
    assert api.get_openapi_schema()["paths"]
    shapes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in _subclasses(Schema):
        if each.__module__.startswith("golive.") and each.__module__.endswith(".api"):
            shape = json.dumps(each.model_json_schema(), sort_keys=True)  # type: ignore[attr-defined]
            shapes[each.__name__][shape].add(each.__module__)
    differing = {name: sorted(set().union(*found.values())) for name, found in shapes.items() if len(found) > 1}
    assert differing == {}, "Give each its own name: the word of its register, such as ChangeVoteIn."
