"""What is the matrix to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Badge, Check, Column, Register, lookup, registry
from golive.foundation.register_kit.remembering import until_recorded
from golive.registers.raci import liveness, queries, rules, verbs
from golive.registers.raci.matrix import load
from golive.registers.raci.models import Deliverable, Holder, Letter
from golive.registers.raci.stories import STORIES
from golive.registers.raci.validity import WORDS


def _rows(place: Place) -> QuerySet[Any]:
    """The rows with the role that has the A and its holder, in one query."""
    letter = Letter.objects.filter(deliverable=OuterRef("pk"), letter="A")
    held = Holder.objects.filter(role=OuterRef("a_role_id"), until_on=None)
    rows = place.all(Deliverable).annotate(
        a_role_id=Subquery(letter.values("role_id")[:1]), a_role=Subquery(letter.values("role__name")[:1])
    )
    return rows.annotate(a_person=Subquery(held.values("person__name")[:1]))


@until_recorded
def _badge(implementation: Implementation) -> Badge | None:
    """On every page, and weighs the whole matrix: so it is asked again only when something may have changed."""
    facts = queries.validity_facts(implementation)
    hard = sum(each.hard for each in facts.findings) + (len(facts.missing) if facts.rows else 0)
    return Badge(hard, hot=True, meaning=f"{hard} faults in the matrix") if hard else None


def _overview(place: Place) -> dict[str, Any]:
    facts, alive = queries.validity_facts(place.implementation), queries.liveness(place.implementation)
    return {"valid": rules.matrix_is_valid(facts), "alive": liveness.matrix_is_alive(alive)}


def _detail(place: Place, row: Deliverable) -> dict[str, Any]:
    matrix, today = load(place.implementation), place.implementation.today()
    letters = [
        (each, matrix.holding(each.role_id, today))
        for each in sorted(queries.letters(row), key=lambda x: "ARCI".index(x.letter))
    ]
    accountable = matrix.accountable(row, today)
    return {
        "letters": letters,
        "words": WORDS,
        "accountable": accountable,
        "accepted": queries.has_accepted(matrix, row, today),
        "findings": [each for each in queries.findings(place.implementation) if each.row == row.ref],
        "consultations": [
            (each, rules.consulting_state(due=each.due, answered_on=each.answered_on, today=today))
            for each in queries.consultations(row)
        ],
        "notices": list(queries.notices(row)),
    }


register = registry.add(
    Register(
        name="raci",
        title="RACI",
        one="row",
        many="rows",
        icon="grid-3x3",
        group="Govern",
        question="Who answers for what, who does it, who is asked, and who is told?",
        model=Deliverable,
        practices=(7,),
        stories=STORIES,
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "What", "title", order="title"),
            Column("kind", "Kind", "chip", order="kind"),
            Column("a_role", "Accountable role", order="a_role"),
            Column("a_person", "Who answers", "person", order="a_person"),
            Column("about", "Key", order="about", wide=True),
            Column("state", "State", "chip", order="state", wide=True),
            Column("required_letter", "May never lack", listed=False),
            Column("provenance", "Provenance", listed=False),
        ],
        filters=[lookup("kind", "Kind", Deliverable.KINDS), lookup("state", "State", Deliverable.STATES)],
        search=("title", "about"),
        empty="Seed the four compulsory rows on the matrix page, then add what is delivered and decided here.",
        rows=_rows,
        overview=_overview,
        new=verbs.new_verb,
        more=verbs.list_verbs,
        verbs=verbs.row_verbs,
        detail=_detail,
        home="matrix",
        list_template="raci/list.html",
        detail_template="raci/detail.html",
        checks=[
            Check("raci.valid", 7, "Has every row one A and an R?", queries.validity_facts, rules.matrix_is_valid),
            Check("raci.alive", 7, "Is the matrix followed?", queries.liveness, liveness.matrix_is_alive),
        ],
        badge=_badge,
    )
)
