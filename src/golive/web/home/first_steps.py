"""What does a new implementation need first, in which order, and what of it is done?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.plain.seat import Role
from golive.registers.commitments import queries as commitments
from golive.registers.plan import queries as plan
from golive.registers.plan.models import Forecast
from golive.registers.raid import queries as raid
from golive.registers.scope import queries as scope
from golive.registers.status import queries as status
from golive.registers.steering import queries as steering


@dataclass(frozen=True)
class Step:
    """One thing to do, where, and whether it is done."""

    title: str
    done: bool
    figure: str
    cure: str
    url: str


@dataclass(frozen=True)
class Steps:
    """What is left of the first steps, in their order."""

    all: list[Step]

    @property
    def done(self) -> int:
        return sum(step.done for step in self.all)

    @property
    def of(self) -> int:
        return len(self.all)

    @property
    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Everything while it begins; later only what is left."""
        shown = [(n, step) for n, step in enumerate(self.all, start=1) if not step.done or self.done < self.of / 2]
        first = next((step for _, step in shown if not step.done), None)
        return [
            (
                f"{n}. {step.title}",
                step.figure if step.done else step.cure,
                _word(step, first),
                _tone(step, first),
                step.url,
            )
            for n, step in shown
        ]


def _word(step: Step, first: Step | None) -> str:
    return "done" if step.done else "next" if step is first else "to do"


def _tone(step: Step, first: Step | None) -> str:
    return "ok" if step.done else "mid" if step is first else "dim"


def steps(implementation: Implementation, forecast: Forecast | None) -> Steps | None:
    """The first steps in their order; None once all are done."""
    held, current = plan.state(implementation), plan.revision(implementation)
    committee = steering.main_committee(implementation)
    seated = len(steering.voters(committee)) if committee else 0
    roles = {each.role for each in implementations.members(implementation)}
    at, logged = implementation.url, any(raid.counts(implementation).values())
    found = [
        Step("Give the sponsor and the leads their seats", {Role.SPONSOR, Role.LEAD} <= roles, "seats given",
              "Invite them on the People page.", at("people")),
        Step("Import the plan you have", current is not None, f"{current.tasks if current else 0} tasks",
              "Bring the Microsoft Project XML file to the Imports page.", at("imports")),
        Step("Say on which dates go-live is permitted", bool(held and held.windows), "go-live dates set",
              "Enter them on the plan page.", at("plan", "windows")),
        Step("Enter the committed go-live", implementation.committed_on is not None,
              f"committed: {implementation.committed_on:%-d %b %Y}" if implementation.committed_on else "",
              "Enter it on the Settings page.", at("settings")),
        Step("Compute the first forecast", forecast is not None, "forecast computed", 
              "Press Compute on the forecast page.", at("plan", "forecast")),
        Step("Found the steering committee", seated > 0, f"{seated} voting seats", 
              "Found it and give its seats.", at("steering")),
        Step("Write down the scope and have it signed", scope.is_signed(implementation), "signed",
              "Add the lines, draw it up, sign it.", at("scope")),
        Step("Log the risks you know of", logged, "log begun", 
              "Import the sheet you have, or raise the first risk.", at("raid")),
        Step("Ask the client for what the plan needs",
              commitments.last_word(implementation) is not None, "deliveries asked for",
              "Ask one named person for each delivery.", at("commitments")),
        Step("Make the first status report", status.latest(implementation) is not None,
              "reported", "Freeze it on the Status page.", at("status", "now")),
    ]  # fmt: skip
    return None if all(step.done for step in found) else Steps(found)
