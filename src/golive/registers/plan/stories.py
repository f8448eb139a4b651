"""What can somebody tell of the plan: of a date that was in danger, and of too little for too many?"""

from __future__ import annotations

from golive.foundation.register_kit.telling import Ground, Telling
from golive.plain.story import Line, Story, said
from golive.registers.plan import queries
from golive.registers.plan.models import Forecast

WORKED = ("plan.loaded", "plan.forecast", "plan.changed", "plan.baselined", "slip.attributed", "workstream.led")


def behind_schedule(on: Ground) -> Story | None:
    """Practice 5: how far the date moved, what it was put down to, and where it stands."""
    causes, forecast = queries.slip_by_cause(on.implementation), queries.latest_forecast(on.implementation)
    if not causes or forecast is None or not on.took_part(*WORKED):
        return None
    worst = max(causes, key=lambda cause: causes[cause])
    baselines = queries.baselines(on.implementation).count()
    return Story(
        5,
        (
            on.opening,
            said(
                "The plan had slipped by {days} in {slips}, and go-live was at risk.",
                days=on.count(round(sum(causes.values())), "working day", "Slip ledger", "plan", "slips"),
                slips=on.count(queries.slips(on.implementation).count(), "move", "Slip ledger", "plan", "slips"),
            ),
        ),
        (said("My task was to say which workstream blocks the critical path and why, and to bring the date back."),),
        (
            said(
                "I kept a slip ledger in which every move has its cause, open to the people concerned: {client} of the "
                "days are put down to “{worst}”.",
                client=on.of(round(causes[worst]), "Slip ledger", "plan", "slips"),
                worst=on.of(worst, "Slip ledger", "plan", "slips"),
            ),
            said(
                "I re-simulated the plan {times} by Monte Carlo and had it baselined {baselines} only with a decision.",
                times=on.times("time", "plan.forecast"),
                baselines=on.count(baselines, "time", "Baselines", "plan", "slips"),
            ),
        ),
        (
            *_where_it_stands(on, forecast),
            said("The steering committee owns the date and reviews the forecast at each meeting."),
        ),
        frozenset({"saved project", "delayed go-live"}),
    )


def few_people(on: Ground) -> Story | None:
    """Practice 18: workstreams that compete, ordered by what drives the date."""
    facts, forecast = queries.workstream_facts(on.implementation), queries.latest_forecast(on.implementation)
    if len(facts) < 2 or forecast is None or not on.took_part(*WORKED):
        return None
    driving, late = [each for each in facts if each.driving], sum(each.late for each in facts)
    first = max(facts, key=lambda each: (each.driving, each.late, each.workstream.title))
    return Story(
        18,
        (
            on.opening,
            said(
                "{streams} with {tasks} competed for the same few people.",
                streams=on.count(len(facts), "workstream", "Plan", "plan", "gantt"),
                tasks=on.count(sum(each.tasks for each in facts), "task", "Plan", "plan"),
            ),
        ),
        (said("My task was to decide what comes first, by dependency and not by who asks loudest."),),
        (
            said(
                "I ranked the work by the critical path: {driving} of the workstreams drive the date, "
                "“{first}” first with {tasks}.",
                driving=on.of(len(driving), "Plan, driving path", "plan", "gantt"),
                first=on.of(first.workstream.title, "Plan, driving path", "plan", "gantt"),
                tasks=on.count(first.driving, "task", "Plan, driving path", "plan", "gantt"),
            ),
            said(
                "I named a lead for {leads}, so that the people of each team knew who speaks for them.",
                leads=on.times("workstream", "workstream.led"),
            ),
        ),
        (
            *_where_it_stands(on, forecast),
            said("{late} past their dates are listed by name.", late=on.count(late, "task", "Plan", "plan")),
            said("Trade-offs above my authority went to the steering committee, which owns the priorities."),
        ),
    )


def _where_it_stands(on: Ground, forecast: Forecast) -> list[Line]:
    lines = []
    if forecast.window_on is not None and forecast.slack_days is not None:
        lines.append(
            said(
                "The plan now reaches the go-live window of {window} with {slack} in reserve.",
                window=on.of(forecast.window_on, "Forecast", "plan", "forecast"),
                slack=on.count(forecast.slack_days, "working day", "Forecast", "plan", "forecast"),
            )
        )
    if forecast.chance is not None and on.implementation.committed_on:
        lines.append(
            said(
                "I reported the chance of the committed date openly: {chance}.",
                chance=on.of(f"{forecast.chance:.0%}".replace("%", " %"), "Forecast", "plan", "forecast"),
            )
        )
    return lines


STORIES = (Telling(5, behind_schedule), Telling(18, few_people))
