"""What may this person do with a decision now?"""

from __future__ import annotations

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.registers.decisions import queries, rules
from golive.registers.decisions.models import Decision


def verbs(place: Place, decision: Decision) -> list[Verb]:
    """The verbs of this state of its life; what is not possible for this person is shown with the reason."""
    base, seat = decision.get_absolute_url(), place.seat
    if decision.state == rules.WANTED:
        addressed = queries.addressed(decision)
        may_decide = rules.may_decide(decision, seat, addressed, outcome="-", because="-")
        may_withdraw = rules.may_withdraw(decision, seat, because="-")
        return [
            Verb("Record the decision", f"{base}decision/", "gavel", may_decide, primary=True),
            Verb("Withdraw", f"{base}withdrawal/", "undo-2", may_withdraw, danger=True),
        ]
    if decision.state != rules.DECIDED:
        return []
    dissent = Verb("Dissent", f"{base}dissent/", "message-square-warning", rules.may_dissent(decision, seat, text="-"))
    if decision.about:
        return [dissent]
    return [dissent, Verb("Replace", f"{base}replacement/", "git-branch", rules.may_replace(decision, seat))]
