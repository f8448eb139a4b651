"""What may this person do with a change request now, and where is it in its life?"""

from __future__ import annotations

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.plain.seat import Seat
from golive.registers.changes import impact, queries, rules
from golive.registers.changes.models import ChangeRequest

END = {rules.REJECTED, rules.DEFERRED, rules.WITHDRAWN}


def verbs(place: Place, change: ChangeRequest) -> list[Verb]:
    """The verbs of this state of its life; what is not yet possible is shown with the reason."""
    base, seat, dossier = change.get_absolute_url(), place.seat, impact.dossier(change)
    assess = Verb("Assess the impact", f"{base}impact/", "activity", rules.may_assess(change, seat))
    withdraw = Verb(
        "Withdraw", f"{base}withdrawal/", "undo-2", rules.may_withdraw(change, seat, because="-"), danger=True
    )
    if change.state == rules.DRAFT:
        against = rules.may_submit(change, seat, dossier, queries.bench(change))
        submit = Verb("Submit", f"{base}submission/", "send", against, primary=True)
        return [submit, assess, Verb("Edit", f"{base}text/", "pencil", rules.may_edit(change, seat)), withdraw]
    if change.state in (rules.SUBMITTED, rules.DEFERRED):
        bench = queries.bench(change)
        may_schedule = rules.may_schedule(change, seat, meeting="", planned=True)
        against = rules.may_open_decision(change, seat, bench)
        decide = Verb("Decide", f"{base}decision/", "gavel", against, primary=True)
        agenda = Verb("Put on an agenda", f"{base}agenda/", "calendar-plus", may_schedule)
        voting = [_vote(change, seat, bench, dossier)] if bench.by_committee else []
        return [decide, *voting, assess, agenda, withdraw]
    steps = {
        rules.APPROVED: ("It is implemented", "implementation", rules.IMPLEMENTED),
        rules.IMPLEMENTED: ("It is verified", "verification", rules.VERIFIED),
        rules.VERIFIED: ("Close", "closure", rules.CLOSED),
    }
    if change.state not in steps:
        return []
    label, part, to = steps[change.state]
    return [Verb(label, f"{base}{part}/", "check", rules.may_move_on(change, seat, to=to), primary=True)]


def _vote(change: ChangeRequest, seat: Seat, bench: rules.Bench, dossier: rules.Dossier) -> Verb:
    has_voted = any(each.person_id == seat.person_id for each in queries.votes(change, bench, dossier))
    against = rules.may_vote(
        change, seat, bench, dossier, choice=rules.ABSTAINED, has_voted=has_voted, seen_hash=dossier.hash
    )
    return Verb("Vote", f"{change.get_absolute_url()}vote/", "vote", against)


def life(change: ChangeRequest, assessed: bool) -> list[tuple[str, str, str]]:
    """The steps of its life for the page: (label, done · now · next · refused, note)."""
    order = [rules.DRAFT, "assessed", rules.SUBMITTED, "decided", rules.IMPLEMENTED, rules.VERIFIED, rules.CLOSED]
    at = {rules.APPROVED: 4, rules.IMPLEMENTED: 5, rules.VERIFIED: 6, rules.CLOSED: 7, rules.SUBMITTED: 3}
    reached = at.get(change.state, 1 + assessed)
    if change.state in END:
        done = 3 if change.submitted_at else 1 + assessed
        told = [(label.capitalize(), "done", "") for label in order[:done]]
        return [*told, (change.get_state_display(), "refused", change.outcome)]
    states = ["done" if n < reached else "now" if n == reached else "next" for n in range(len(order))]
    return [(label.capitalize(), state, "") for label, state in zip(order, states, strict=True)]
