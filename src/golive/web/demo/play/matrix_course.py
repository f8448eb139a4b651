"""Who holds which role of the RACI matrix, for whom, and did they accept to answer?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from golive.registers.raci import actions, queries
from golive.registers.raci.models import Deliverable, RoleName
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import MATRIX, ROLES
from golive.web.demo.story.matrix import MatrixRow

DRAWN = date(2025, 10, 6)
ACCEPTED = date(2025, 10, 9)
KEYS = {
    "Data migration sign-off": "data_migration.sign_off",
    "Training delivery": "training.delivery",
    "Configuration decisions": "configuration.decisions",
    "Go/no-go": "go_no_go",
    "Scope document": "scope",
    "Change requests above the manager's authority": "changes",
}


def events() -> Iterator[Event]:
    yield Event(on(DRAWN, 10), _draw)
    yield Event(on(ACCEPTED, 15), _accept)


def _draw(stage: Stage) -> None:
    actions.seed_compulsory(stage.implementation, by=stage.manager)
    roles = {}
    for one in ROLES:
        role = actions.name_role(stage.implementation, by=stage.manager, name=one.role)
        deputy = stage[one.delegate] if one.delegate else None
        actions.hold(role, stage[one.holder], by=stage.manager, deputy=deputy)
        roles[one.role] = role
    for row in MATRIX:
        _fill(stage, row, roles)


def _fill(stage: Stage, row: MatrixRow, roles: dict[str, RoleName]) -> None:
    key = KEYS.get(row.title, "")
    found = Deliverable.objects.filter(implementation=stage.implementation, about=key).first() if key else None
    if found is None:
        kind = (
            "decision" if key in ("changes", "go_no_go") else "sign-off" if "sign-off" in row.title else "deliverable"
        )
        found = actions.add(stage.implementation, by=stage.manager, title=row.title, kind=kind, about=key)
    found.implementation = stage.implementation
    for name, letter in row.letters.items():
        actions.assign(found, roles[name], letter, by=stage.manager)


def _accept(stage: Stage) -> None:
    for row in Deliverable.objects.filter(implementation=stage.implementation).order_by("ref"):
        row.implementation = stage.implementation
        answering = queries.accountable(stage.implementation, row.ref)
        assert answering is not None, f"{row.title} has nobody who answers for it"
        actions.accept(row, by=answering)
