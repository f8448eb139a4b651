"""What can somebody tell of the whole implementation, and of how the executives knew?"""

from __future__ import annotations

from golive.foundation.implementations.known import here
from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.decisions import queries as decisions
from golive.registers.go_no_go import queries as gates
from golive.registers.plan import queries as plan
from golive.registers.raid import queries as raid
from golive.registers.status.models import Report
from golive.registers.steering import queries as steering

LED = ("plan.loaded", "gate.opened", "meeting.called", "status.reported")
TOLD = ("status.reported", "status.sent", "status.said", "status.overridden")


def from_kickoff_on(on: Ground) -> Story | None:
    """Practice 1: size, the way through plan, governance and gates, and where it stands."""
    held, forecast = on.implementation, plan.latest_forecast(on.implementation)
    committee = steering.main_committee(held)
    if forecast is None or committee is None or held.kickoff_on is None or not on.took_part(*LED):
        return None
    ahead = gates.gates(held).exclude(due=None).order_by("-due").first()
    result = [
        said(
            "{gates} stand between kickoff and close, each answered from evidence; ready for go-live is expected on "
            "{finish}, at eighty per cent confidence.",
            gates=on.count(gates.gates(held).count(), "gate", "Gates", "go_no_go"),
            finish=on.of(forecast.p80_at, "Forecast", "plan", "forecast"),
        )
    ]
    if ahead is not None:
        line = "After go-live the gate “{gate}” on {day} closes it; the steering committee owns the gates."
        result.append(said(line, gate=on.record(ahead.title, ahead), day=on.record(ahead.due, ahead)))
    return Story(
        1,
        (
            on.opening,
            said("Kickoff was on {day}.", day=on.of(held.kickoff_on, "the implementation's facts", "settings")),
        ),
        (said("My task was to lead it from kickoff to go-live and beyond."),),
        (
            said(
                "I built one plan of {tasks} with its critical path, a steering committee with {seats} that met {met}, "
                "and a RAID log with {items} open.",
                tasks=on.count(plan.tasks(held).exclude(kind="summary").count(), "task", "Plan", "plan"),
                seats=on.count(len(steering.voters(committee)), "voting seat", "Steering", "steering"),
                met=on.times("time", "meeting.held"),
                items=on.count(sum(raid.counts(held).values()), "item", "RAID log", "raid"),
            ),
            said(
                "I asked the client's people by name for {asked} and gave {roles} to the team.",
                asked=on.times("delivery", "commitment.asked", many="deliveries"),
                roles=on.times("role", "role.granted", "raci.held"),
            ),
        ),
        tuple(result),
        frozenset({"large roll-out"}),
    )


def executives_know(on: Ground) -> Story | None:
    """Practice 15: how often, computed from what, and with which decisions wanted."""
    rows = here(Report, on.implementation).order_by("-number")
    last = rows.first()
    if last is None or not on.took_part(*TOLD):
        return None
    decided = decisions.decided(on.implementation)
    result = [
        said(
            "{decided} were taken and stand in the decision log with their reasons.",
            decided=on.count(decided.count(), "decision", "Decision log", "decisions"),
        )
    ]
    if last.chance is not None:
        chance = on.record(f"{last.chance} %", last)
        result.insert(
            0,
            said(
                "The last page says “{word}” and a chance of {chance}.",
                word=on.record(last.get_colour_display().lower(), last),
                chance=chance,
            ),
        )
    return Story(
        15,
        (on.opening, said("Its executives decide on scope, money and the date.")),
        (said("My task was one page that they can decide on."),),
        (
            _written(on, rows.count()),
            _own_colours(on),
        ),
        (*result, said("The steering committee owns what follows from it.")),
    )


def _written(on: Ground, reports: int) -> Line:
    """Who wrote the reports: the teller, as far as the log says so."""
    page = (
        "one page each: a RAG status per workstream computed from the plan and the RAID log, the top three risks with "
        "their mitigation, and the next milestones."
    )
    if on.took_part("status.reported"):
        own = on.times("status report", "status.reported")
        return said(f"I computed {{reports}}, {page}", reports=own)
    every = on.count(reports, "status report", "Status", "status")
    return said(f"The executives got {{reports}}, {page}", reports=every)


def _own_colours(on: Ground) -> Line:
    """The people's own view of their colour beside the computed one."""
    asked = "beside the computed colour, and the report shows where the two differ."
    if on.took_part("status.said"):
        return said(f"I wrote down the people's own view {{said}}, {asked}", said=on.times("time", "status.said"))
    return said(f"The people's own view stands {asked}")


STORIES = (Telling(1, from_kickoff_on), Telling(15, executives_know))
