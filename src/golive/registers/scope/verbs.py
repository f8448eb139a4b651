"""What may this person do with a scope line or a baseline now?"""

from __future__ import annotations

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.registers.scope import queries, rules
from golive.registers.scope.models import ScopeBaseline, ScopeItem


def item_verbs(place: Place, item: ScopeItem) -> list[Verb]:
    if item.state == rules.REMOVED:
        return []
    base, facts = item.get_absolute_url(), queries.signing_facts(place.implementation)
    may_edit = rules.may_write(place.seat, facts, touches_text=False)
    may_remove = rules.may_remove(place.seat, facts, ref=item.ref, state=item.state, because="-")
    return [
        Verb("Edit", f"{base}edit/", "pencil", may_edit, primary=True),
        Verb("Remove", f"{base}removal/", "trash-2", may_remove, danger=True),
    ]


def baseline_verbs(place: Place, baseline: ScopeBaseline) -> list[Verb]:
    """Nothing can be done to a text that is agreed, replaced or taken back."""
    if baseline.agreed_at is not None or not queries.is_current(baseline):
        return []
    base, facts = baseline.get_absolute_url(), queries.signing_facts(place.implementation)
    has_signed = queries.signatures(baseline).filter(person=place.person).exists()
    may_sign = rules.may_sign(place.seat, facts, ref=baseline.ref, has_signed=has_signed)
    may_take_back = rules.may_take_back(place.seat, facts, ref=baseline.ref, because="-")
    return [
        Verb("Sign", f"{base}signature/", "signature", may_sign, primary=True),
        Verb("Take back", f"{base}withdrawal/", "undo-2", may_take_back),
    ]


def new_verb(place: Place) -> Verb:
    refusals = rules.may_write(place.seat, queries.signing_facts(place.implementation))
    return Verb("Write a line", place.url("scope", "new"), "plus", refusals, primary=True)


def more_verbs(place: Place) -> list[Verb]:
    facts, lines = queries.signing_facts(place.implementation), queries.lines(place.implementation)
    if facts.agreed_at is not None:
        return []
    may = rules.may_draw_up(place.seat, facts, lines)
    return [Verb("Draw up for signature", place.url("scope", "baselines", "new"), "file-pen-line", may)]
