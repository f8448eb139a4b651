"""What can somebody tell of success that was defined before, and of tests that decided?"""

from __future__ import annotations

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.go_no_go import queries
from golive.registers.go_no_go.queries import Standing

WORKED = ("gate.opened", "gate.dated", "gate.criterion_added", "gate.criterion_assigned", "gate.answered", "gate.ruled")


def success_defined(on: Ground) -> Story | None:
    """Practice 4: which questions the kickoff gate asks, who owns them, and how many are answered."""
    found = _standing(on, "kickoff")
    if found is None:
        return None
    return Story(
        4,
        (on.opening, said("Kickoff waits until it is said what success is.")),
        (said("My task was to define success before the kickoff, in criteria that somebody can check."),),
        (
            said(
                "I opened a kickoff gate with {criteria} in stage gates and RACI, {mandatory} of them mandatory, "
                "each read from the record.",
                criteria=on.record(f"{len(found.items)} criteria", found.gate),
                mandatory=on.record(_mandatory(found), found.gate),
            ),
            _owned(on, found),
        ),
        (
            said(
                "{met} of {all} are met; the verdict is “{verdict}”, and nobody can talk it green.",
                met=on.record(found.met, found.gate),
                all=on.record(len(found.items), found.gate),
                verdict=on.record(found.verdict.value, found.gate),
            ),
            said("The steering committee votes on frozen evidence and owns the criteria."),
        ),
    )


def tests_decide(on: Ground) -> Story | None:
    """Practice 13: what the exit from user acceptance tests asks before go-live is approved."""
    found = _standing(on, "uat_exit")
    if found is None or found.gate.due is None:
        return None
    return Story(
        13,
        (on.opening, said("User acceptance tests decide whether it may go live.")),
        (said("My task was to fix before the tests what must hold for a go-live to be approved."),),
        (
            said(
                "I wrote the exit of UAT as a gate with {criteria}, {mandatory} of them mandatory, due on {due}.",
                criteria=on.record(f"{len(found.items)} criteria", found.gate),
                mandatory=on.record(_mandatory(found), found.gate),
                due=on.record(found.gate.due, found.gate),
            ),
            said("Each criterion with an owner names the person whom users and testers tell."),
        ),
        (
            said(
                "Today {met} of {all} are met, so the verdict is “{verdict}”: the gate says so before anybody asks.",
                met=on.record(found.met, found.gate),
                all=on.record(len(found.items), found.gate),
                verdict=on.record(found.verdict.value, found.gate),
            ),
            said("The steering committee decides on the frozen evidence; waivers carry an end date and an owner."),
        ),
        frozenset({"technical crisis"}),
    )


def _standing(on: Ground, kind: str) -> Standing | None:
    gate = queries.gates(on.implementation).filter(kind=kind).select_related("implementation").first()
    return queries.standing(gate) if gate is not None and on.took_part(*WORKED) else None


def _mandatory(found: Standing) -> int:
    return sum(item.criterion.mandatory for item in found.items)


def _owned(on: Ground, found: Standing) -> Line:
    """Who owns the criteria, and who made them owners."""
    known = "so that the people who answer for it know it before the vote."
    if on.took_part("gate.criterion_assigned"):
        return said(
            f"I gave criteria an owner, {{owners}}, {known}", owners=on.times("assignment", "gate.criterion_assigned")
        )
    owned = sum(item.criterion.owner_id is not None for item in found.items)
    return said(
        f"{{owned}} of {{all}} criteria have an owner by name, {known}",
        owned=on.record(owned, found.gate),
        all=on.record(len(found.items), found.gate),
    )


STORIES = (Telling(4, success_defined), Telling(13, tests_decide))
