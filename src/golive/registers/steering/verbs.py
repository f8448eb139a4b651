"""What may this person do with a committee or a meeting now?"""

from __future__ import annotations

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.registers.steering import queries, rules
from golive.registers.steering.models import Committee, Meeting


def committee_verbs(place: Place, committee: Committee) -> list[Verb]:
    base = committee.get_absolute_url()
    may = rules.may_organise(place.seat, f"organise {committee.title}")
    return [
        Verb("Call a meeting", f"{base}meetings/new/", "calendar-plus", may, primary=True),
        Verb("Give a seat", f"{base}seats/new/", "user-plus", may),
        Verb("End a seat", f"{base}seats/end/", "user-minus", may),
    ]


def meeting_verbs(place: Place, meeting: Meeting) -> list[Verb]:
    if meeting.state != rules.PLANNED:
        return []
    base, may = meeting.get_absolute_url(), rules.may_organise(place.seat, f"close {meeting.ref}")
    return [
        Verb("Close the meeting", f"{base}minutes/", "clipboard-check", may, primary=True),
        Verb("Cancel", f"{base}cancellation/", "calendar-x", may, danger=True),
    ]


def new_verbs(place: Place) -> list[Verb]:
    committee = queries.main_committee(place.implementation)
    may = rules.may_organise(place.seat, "call a meeting")
    found = Verb("Found a committee", place.url("steering", "committees", "new"), "landmark", may)
    if committee is None:
        return [found]
    return [found, Verb("Call a meeting", f"{committee.get_absolute_url()}meetings/new/", "calendar-plus", may)]
