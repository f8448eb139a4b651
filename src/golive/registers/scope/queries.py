"""What is in scope, which text is signed by whom, and what moved since?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from golive.foundation.database.reading import asked_once
from golive.foundation.documents import queries as documents
from golive.foundation.documents.models import SignOff
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Wanted
from golive.plain.verdict import Refusal
from golive.registers.scope import delta, rules
from golive.registers.scope.models import ScopeBaseline, ScopeItem


def items(implementation: Implementation) -> QuerySet[ScopeItem]:
    """The lines that hold now: in, out and assumed."""
    rows = here(ScopeItem, implementation).filter(state=rules.ACTIVE)
    return rows.select_related("owner").order_by("ref")


def lines(implementation: Implementation) -> list[dict[str, str]]:
    """The text of the scope as it would be signed now."""
    return list(items(implementation).values("ref", *delta.SIGNED_FIELDS).order_by("ref"))


def baselines(implementation: Implementation) -> QuerySet[ScopeBaseline]:
    """Every baseline, the newest first."""
    rows = here(ScopeBaseline, implementation)
    return rows.select_related("decision", "created_by").order_by("-number")


@asked_once
def baseline(implementation: Implementation) -> ScopeBaseline | None:
    """The current baseline: the last one drawn up or amended and not taken back."""
    return baselines(implementation).filter(withdrawn_at=None).first()


def is_current(found: ScopeBaseline) -> bool:
    current = baseline(found.implementation)
    return current is not None and current.pk == found.pk


def required_signatories(implementation: Implementation) -> list[Person]:
    """Who must sign: everybody who is manager or executive sponsor now."""
    return list(holders(implementation, *rules.SIGNATORIES))


def signatures(found: ScopeBaseline) -> QuerySet[SignOff]:
    return documents.signatures(found, found.content_hash)


def is_signed(implementation: Implementation) -> bool:
    """True if the current baseline is fully signed, or was amended by an approving decision."""
    found = baseline(implementation)
    return found is not None and found.agreed_at is not None


def unapproved_changes(implementation: Implementation) -> list[delta.Difference]:
    """The lines that differ from the signed baseline without a decision; nothing while nothing is signed."""
    found = baseline(implementation)
    return [] if found is None or found.agreed_at is None else _differing(found)


@asked_once
def signing_facts(implementation: Implementation) -> rules.Signing:
    found = baseline(implementation)
    count = items(implementation).count()
    if found is None:
        return rules.Signing(count)
    signed = [signature.person for signature in signatures(found)]
    waiting = [] if found.agreed_at else [p for p in required_signatories(implementation) if p not in signed]
    return rules.Signing(
        count,
        found.ref,
        [person.name for person in waiting],
        [person.name for person in signed],
        [] if found.agreed_at else [str(role) for role in rules.SIGNATORIES if not holders(implementation, role)],
        found.agreed_at,
        found.decision.ref if found.decision else "",
        _differing(found),
        baselines(implementation).exclude(decision=None).count(),
    )


def delta_refusals(implementation: Implementation, change: delta.Delta) -> list[Refusal]:
    """Every reason why this scope change could not be applied now; change requests ask before they are submitted."""
    return delta.can_apply(change, lines(implementation))


def amend_refusals(implementation: Implementation, change: delta.Delta) -> list[Refusal]:
    """Every reason why a decision could not amend the scope so today; none where nothing is to be amended."""
    if not change:
        return []
    return rules.may_amend(signing_facts(implementation)) + delta_refusals(implementation, change)


def changed_by(found: ScopeBaseline) -> list[delta.Difference]:
    """What this baseline changed against the one before it."""
    before = baselines(found.implementation).filter(number__lt=found.number, withdrawn_at=None).first()
    return delta.differences(before.content["lines"], found.content["lines"]) if before else []


def as_wanted(implementation: Implementation) -> Sequence[Wanted]:
    """The signature that somebody owes."""
    found, facts = baseline(implementation), signing_facts(implementation)
    if found is None or facts.agreed_at is not None or not facts.waiting:
        return []
    return [
        Wanted(
            title=f"Sign the scope {found.ref}",
            recommendation="Read the text and sign it.",
            ref=found.ref,
            url=found.get_absolute_url(),
            who=", ".join(facts.waiting),
            consequence="Until it is signed, nobody can tell a change from the agreement.",
            since=found.created_at,
        )
    ]


def item_history(item: ScopeItem) -> dict[str, Any]:
    """Where this line stands in the signed text: the baseline that holds, and whether the line differs from it."""
    found = baseline(item.implementation)
    if found is None:
        return {"baseline": None, "difference": None, "in_text": False}
    held = [line for line in found.content["lines"] if line["ref"] == item.ref]
    difference = next((each for each in _differing(found) if each.ref == item.ref), None)
    return {"baseline": found, "difference": difference, "in_text": bool(held)}


def _differing(found: ScopeBaseline) -> list[delta.Difference]:
    return delta.differences(found.content["lines"], lines(found.implementation))
