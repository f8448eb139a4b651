"""What are gates to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Register, Verb, lookup, registry
from golive.registers.go_no_go import queries, rules, showing, verbs
from golive.registers.go_no_go.models import KINDS, Gate
from golive.registers.go_no_go.stories import STORIES

TONE = {rules.OPEN: "", rules.VOTING: "accent", rules.PASSED: "green", rules.STOPPED: "red"}


def _badge(implementation: Implementation) -> Badge | None:
    count = sum(gate.state == rules.VOTING for gate in queries.ahead(implementation))
    return Badge(count, hot=True, meaning="put to vote") if count else None


def _looked(gate: Gate) -> queries.Looked:
    """The kit asks for verbs and page of the same record; its evidence is judged once."""
    if not hasattr(gate, "looked"):
        gate.looked = queries.look_at(gate)
    return gate.looked


def _verbs(place: Place, gate: Gate) -> list[Verb]:
    return verbs.gate_verbs(place, gate, _looked(gate))


def _detail(place: Place, gate: Gate) -> dict[str, Any]:
    return showing.gate_page(place, gate, _looked(gate))


register = registry.add(
    Register(
        name="go_no_go",
        title="Gates",
        one="gate",
        many="gates",
        icon="traffic-cone",
        group="Decide",
        question="May it pass, on which evidence, and who says so?",
        model=Gate,
        practices=(1, 4, 13),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Gate", "title", order="title"),
            Column("state", "State", "chip", order="state", tone=lambda g: TONE[g.state]),
            Column("due", "Date", "date", order="due"),
            Column("kind", "Kind", value=lambda g: g.get_kind_display(), order="kind", listed=False),
            Column("task_uid", "Task behind it", "number", listed=False),
        ],
        filters=[lookup("state", "State", Gate.STATES), lookup("kind", "Kind", KINDS)],
        search=("title", "kind"),
        empty="Open the gates: kickoff, UAT exit, go/no-go, hypercare exit and close, each with its usual criteria.",
        overview=showing.board,
        new=verbs.new_verb,
        verbs=_verbs,
        detail=_detail,
        badge=_badge,
        wanted=queries.wanted,
        list_template="go_no_go/list.html",
        detail_template="go_no_go/detail.html",
        checks=[
            Check(
                "gates.kickoff_passed", 4, "Is the kickoff gate passed?", queries.kickoff_facts, rules.gate_is_passed
            ),
            Check("gates.uat_passed", 13, "Is the UAT exit gate passed?", queries.uat_facts, rules.gate_is_passed),
        ],
    )
)
