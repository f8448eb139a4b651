"""Do stories name deeds that the log knows, and is every numeral of the played demo's stories traceable?"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from golive.foundation import audit
from golive.foundation.register_kit.declaration import registry
from golive.foundation.register_kit.telling import Ground
from golive.plain.story import MOST_WORDS, Figure, untraceable
from tests.played import SLUG, golive
from tests.world import World

TELLING = [register for register in registry.all() if register.stories]


@pytest.mark.parametrize("register", TELLING, ids=lambda register: register.name)
def test_stories_rest_on_deeds_that_the_log_knows(register) -> None:
    import_module(settings.ROOT_URLCONF)  # actions say what the log knows when they are loaded
    module = import_module(register.stories[0].tell.__module__)
    deeds = [verb for name in ("WORKED", "LED", "TOLD") for verb in getattr(module, name, ())]
    assert deeds
    assert [verb for verb in deeds if verb not in audit.declared()] == []


@pytest.mark.django_db
def test_who_took_no_part_has_no_story(world: World) -> None:
    told = [each.tell(Ground(world.acme, world.viewer)) for register in TELLING for each in register.stories]
    assert told == [None] * len(told)


@pytest.mark.slow
@pytest.mark.xdist_group("played")
def test_the_demos_stories_are_strong_short_and_every_numeral_leads_to_a_record(demo: Path) -> None:
    found = json.loads(golive(demo, "stories", SLUG, "--json").stdout)
    assert {story["practice"] for story in found["stories"]} | set(found["gaps"]) == set(range(1, 26))
    assert len(found["stories"]) >= 14
    for story in found["stories"]:
        figures = [Figure(each["text"], each["evidence"]) for each in story["figures"]]
        assert untraceable(story["text"], figures) == [], story["practice"]
        assert len(figures) >= 2
        assert story["words"] <= MOST_WORDS
        assert story["score"] >= 8, story["practice"]


@pytest.mark.slow
@pytest.mark.xdist_group("played")
def test_a_masked_story_names_no_client_and_nobody(demo: Path) -> None:
    told = golive(demo, "stories", SLUG, "--mask", "--json").stdout
    assert "Client A" in told
    for name in ("Acme", "Dana Lee", "Maya Okonjo"):
        assert name.lower() not in told.lower()
    assert golive(demo, "stories", SLUG, "--person", "nobody@example.org").returncode == 1
