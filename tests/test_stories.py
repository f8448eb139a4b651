"""Do stories name deeds that the log knows, and is every numeral of the played demo's stories traceable?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from golive.foundation import audit
from golive.foundation.register_kit.declaration import registry
from golive.foundation.register_kit.telling import Ground
from golive.plain.story import CLAIM, MOST_WORDS, Figure, untraceable
from tests.played import ROOT, SLUG, golive
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


OWN = """
import json
import django
django.setup()
from golive.career.learning import telling
from golive.foundation.people.models import Person
found = {}
for person in Person.objects.all():
    told = telling.told(person)
    if told:
        figures = [[f.text, f.evidence, f.url] for f in told.story.figures]
        found[person.name] = [told.story.text, figures, told.score.total, told.story.words]
print(json.dumps(found))
"""


@pytest.mark.slow
@pytest.mark.xdist_group("played")
def test_mayas_shelf_tells_practice_25_to_her_alone(demo: Path, tmp_path: Path) -> None:
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "GOLIVE_DATA": str(demo)}
    known["DJANGO_SETTINGS_MODULE"] = "golive.web.settings"
    answer = subprocess.run([sys.executable, "-c", OWN], env=known, cwd=tmp_path, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr[-2000:]
    found = json.loads(answer.stdout)
    assert set(found) == {"Maya Okonjo"}
    text, held, total, words = found["Maya Okonjo"]
    figures = [Figure(*each) for each in held]
    assert untraceable(text, figures) == [] and words <= MOST_WORDS and total >= 8
    assert len([each for each in figures if each.evidence != CLAIM and each.url]) >= 2
    assert "38 of 60 PDUs" in text and any(each.evidence == "CR-002" for each in figures)
    told = json.loads(golive(demo, "stories", SLUG, "--json").stdout)
    assert 25 in told["gaps"]  # what stands on her shelf is nobody's without her token


@pytest.mark.slow
@pytest.mark.xdist_group("played")
def test_a_masked_story_names_no_client_and_nobody(demo: Path) -> None:
    told = golive(demo, "stories", SLUG, "--mask", "--json").stdout
    assert "Client A" in told
    for name in ("Acme", "Dana Lee", "Maya Okonjo"):
        assert name.lower() not in told.lower()
    assert golive(demo, "stories", SLUG, "--person", "nobody@example.org").returncode == 1
