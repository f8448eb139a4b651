"""What happens on Mon 16 March before eight: the files come in, and everything is computed from them?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from golive.web.demo.files import JIRA, PLAN, RAID
from golive.web.demo.play import change_course, raid_course, reporting, weeks
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import WORLD

TODAY = WORLD.clock.date()


def events() -> Iterator[Event]:
    for minute, name in ((10, PLAN), (15, RAID), (20, JIRA)):
        yield Event(on(TODAY, 7, minute), partial(_bring, name))
    yield Event(on(TODAY, 7, 25), raid_course.quantify)
    yield Event(on(TODAY, 7, 27), raid_course.look_at_the_new)
    yield Event(on(TODAY, 7, 30), weeks.compute)
    yield Event(on(TODAY, 7, 35), change_course.reassess)
    yield Event(on(TODAY, 7, 40), reporting.observe)


def _bring(name: str, stage: Stage) -> None:
    raid_course.bring(stage, name, (stage.folder / name).read_bytes())
