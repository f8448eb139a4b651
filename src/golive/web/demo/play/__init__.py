"""How does Acme's story come about: week by week, through the same actions as anybody's work?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from golive.foundation.implementations.models import Implementation
from golive.web.demo.files import write_files
from golive.web.demo.play import (
    change_course,
    gates,
    matrix_course,
    migration_course,
    monday,
    opening,
    own_learning,
    promises,
    raid_course,
    reporting,
    scoping,
    steering,
    weeks,
)
from golive.web.demo.play.stage import run
from golive.web.demo.story import WORLD

# At the same moment, what a module named earlier here does comes first.
COURSES = (
    opening,
    weeks,
    raid_course,
    steering,
    matrix_course,
    scoping,
    promises,
    change_course,
    migration_course,
    gates,
    reporting,
    monday,
)


def play(folder: Path, *, say: Callable[[str], object] = print) -> Implementation:
    """Play the story up to Mon 16 Mar 2026, 08:00, and leave the clock there; what was played before stays as it is.

    All of it or nothing: a story that was interrupted leaves no record behind.
    """
    known = Implementation.objects.filter(slug=WORLD.slug).first()
    if known is not None:
        say(f"{known.name} is there already; nothing was changed.")
        return known
    write_files(folder)
    say(f"The files of {WORLD.name} are in {folder}.")
    with transaction.atomic():
        stage = opening.open_stage(folder)
        happened = run(stage, [event for course in COURSES for event in course.events()])
        stage.turn(WORLD.clock)
        own_learning.fill(stage)
    say(f"{happened} events from {WORLD.kickoff:%-d %b %Y} to {WORLD.clock:%-d %b %Y, %H:%M} are on record.")
    return stage.implementation
