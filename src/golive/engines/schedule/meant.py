"""Which task is meant by a name?"""

from __future__ import annotations

from golive.engines.schedule.plan import Plan, Task


def task_meant(plan: Plan, name: str) -> Task:
    """The task with this name, in any case of letters; KeyError without one, ValueError where there are several.

    >>> from datetime import datetime
    >>> plan = Plan("Twins", datetime(2026, 3, 2, 8), (Task(4, "Test"), Task(7, "test", id=2)))
    >>> task_meant(plan, "Test")
    Traceback (most recent call last):
    ...
    ValueError: 2 tasks are named Test: uid 4, 7 (ID 2). Write the uid of the one that is meant.
    """
    alike = [task for task in plan.tasks if task.name.casefold() == name.casefold()]
    if len(alike) > 1:
        which = ", ".join(f"{one.uid}{'' if one.id in (None, one.uid) else f' (ID {one.id})'}" for one in alike)
        raise ValueError(f"{len(alike)} tasks are named {name}: uid {which}. Write the uid of the one that is meant.")
    return alike[0] if alike else plan.named(name)
