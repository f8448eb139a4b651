"""What may this person do with the status now?"""

from __future__ import annotations

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.plain.seat import lacks_role
from golive.registers.status import queries, reporting, rules
from golive.registers.status.models import Report


def tabs(place: Place, current: str) -> list[tuple[str, str, bool]]:
    return [
        ("Today", place.url("status", "now"), current == "now"),
        ("Reports", place.url("status"), current == "reports"),
    ]


def new(place: Place) -> Verb:
    last = queries.latest(place.implementation)
    may = reporting.may_report(
        place.seat, notes=(), last=last.as_of if last else None, today=place.implementation.today()
    )
    return Verb("Make the report", place.url("status", "new"), "file-check", may, primary=True)


def today_verbs(place: Place) -> list[Verb]:
    may_say = lacks_role(place.seat, reporting.MAY_SAY, "say how a line stands")
    may_override = lacks_role(place.seat, rules.MAY_OVERRIDE, "override a colour")
    return [
        new(place),
        Verb("Say a colour", place.url("status", "colours", "new"), "message-circle", may_say),
        Verb("Override", place.url("status", "overrides", "new"), "shield-alert", may_override),
    ]


def report_verbs(place: Place, report: Report) -> list[Verb]:
    newest = queries.latest(place.implementation)
    may = reporting.may_send(
        place.seat,
        ref=report.ref,
        recipients=1,
        newest=newest is not None and newest.pk == report.pk,
        newest_ref=newest.ref if newest else "",
    )
    return [Verb("Send", f"{report.get_absolute_url()}sending/", "send", may, primary=True)]
