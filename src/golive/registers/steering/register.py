"""What is steering to the rest of golive? One declaration."""

from __future__ import annotations

from typing import Any

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Check, Column, Register, Verb, lookup, registry
from golive.registers.steering import queries, rules, verbs
from golive.registers.steering.models import Meeting

TONE = {rules.PLANNED: "accent", rules.HELD: "green", rules.CANCELLED: ""}


def _overview(place: Place) -> dict[str, Any]:
    committees = list(queries.committees(place.implementation))
    return {
        "committees": [(committee, list(queries.members(committee))) for committee in committees],
        "limits": queries.limits(place.implementation),
        "next_meeting": queries.next_meeting(place.implementation),
    }


def _new(place: Place) -> Verb | None:
    offered = verbs.new_verbs(place)
    last = offered[-1]
    return Verb(last.label, last.url, last.icon, last.refusals, primary=True)


def _detail(place: Place, meeting: Meeting) -> dict[str, Any]:
    return {
        "agenda": queries.agenda(meeting),
        "members": list(queries.members(meeting.committee, meeting.on.date())),
        "present": list(meeting.present.all()),
    }


register = registry.add(
    Register(
        name="steering",
        title="Steering",
        one="meeting",
        many="meetings",
        icon="landmark",
        group="Govern",
        question="Who decides how much, and when do they meet?",
        model=Meeting,
        practices=(3, 10),
        columns=[
            Column("ref", "No.", "ref", order="ref"),
            Column("title", "Meeting", "title"),
            Column("on", "When", "time", order="on"),
            Column("state", "State", "chip", order="state", tone=lambda m: TONE[m.state]),
            Column("place", "Where", wide=True),
            Column("committee", "Committee", value=lambda m: m.committee.title, listed=False),
        ],
        filters=[lookup("state", "State", Meeting.STATES)],
        search=("committee__title", "minutes", "place"),
        order="-on",
        related=("committee",),
        empty="Found the steering committee, give its seats, and call the first meeting.",
        overview=_overview,
        new=_new,
        more=lambda place: verbs.new_verbs(place)[:-1],
        detail=_detail,
        verbs=verbs.meeting_verbs,
        list_template="steering/list.html",
        detail_template="steering/detail.html",
        checks=[
            Check("steering.can_decide", 3, "Can a committee decide?", queries.rhythm, rules.committee_can_decide),
            Check("steering.meets", 10, "Does the committee meet?", queries.rhythm, rules.committee_meets),
        ],
    )
)
