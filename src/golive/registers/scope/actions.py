"""How is the scope written, drawn up, signed and amended? The only writers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from golive.foundation import audit
from golive.foundation.documents.actions import content_hash
from golive.foundation.documents.actions import sign as put_signature
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.decisions import rules as decisions
from golive.registers.decisions.actions import Decision
from golive.registers.scope import delta as deltas
from golive.registers.scope import queries, rules
from golive.registers.scope.models import ScopeBaseline, ScopeItem

audit.verb("scope.added", "{by} wrote {on} “{title}” ({kind})")
audit.verb("scope.edited", "{by} changed {on}: {fields}")
audit.verb("scope.removed", "{by} removed {on} “{title}”")
audit.verb("scope.drawn_up", "{by} drew up {on} with {count} lines (SHA-256 {hash_short})")
audit.verb("scope.signed", "{on} is fully signed; the last signature was {by}'s")
audit.verb("scope.taken_back", "{by} took {on} back before it was fully signed")
audit.verb("scope.amended", "{by} amended the scope to {on} by decision {decision}: {changes}")
audit.verb("scope.line_amended", "{by} {word} {on} by decision {decision}")


@transaction.atomic
def add(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    kind: str = deltas.IN,
    acceptance: str = "",
    area: str = "",
    owner: Person | None = None,
    estimate_days: Decimal | None = None,
    tasks: Sequence[int] = (),
) -> ScopeItem:
    """Write a line of the scope; free until the first signature."""
    facts = _locked_facts(implementation)
    require(rules.may_write(seat_of(by, implementation), facts) + rules.line_is_whole(title=title, kind=kind))
    text = {"title": title.strip(), "kind": kind, "acceptance": acceptance.strip(), "area": area.strip()}
    item = _create(implementation, by, text, owner=owner, estimate_days=estimate_days, tasks=list(tasks))
    audit.record("scope.added", on=item, by=by, title=item.title, kind=kind)
    return item


@transaction.atomic
def edit(item: ScopeItem, *, by: Person, version: int | None = None, **fields: Any) -> ScopeItem:
    """Change a line. Owner, estimate and tasks stay open; the signed text closes with the first signature."""
    facts = _locked_facts(item.implementation)
    changed = {name: value for name, value in fields.items() if getattr(item, name) != value}
    touches = any(name in deltas.SIGNED_FIELDS for name in changed)
    wrong = rules.line_is_whole(title=fields.get("title", item.title), kind=fields.get("kind", item.kind))
    require(rules.may_write(seat_of(by, item.implementation), facts, touches_text=touches) + wrong)
    if changed:
        item = change(item, version=version, **changed)
        audit.record("scope.edited", on=item, by=by, fields=", ".join(sorted(changed)))
    return item


@transaction.atomic
def remove(item: ScopeItem, *, by: Person, because: str, version: int | None = None) -> ScopeItem:
    """Take a line out of the scope; it stays readable."""
    facts, seat = _locked_facts(item.implementation), seat_of(by, item.implementation)
    require(rules.may_remove(seat, facts, ref=item.ref, state=item.state, because=because))
    item = change(item, version=version, state=rules.REMOVED)
    audit.record("scope.removed", on=item, by=by, because=because, title=item.title)
    return item


@transaction.atomic
def draw_up(implementation: Implementation, *, by: Person, because: str = "") -> ScopeBaseline:
    """Put the text as it stands before the signatories; an unsigned one drawn up before is replaced."""
    facts, lines = _locked_facts(implementation), queries.lines(implementation)
    require(rules.may_draw_up(seat_of(by, implementation), facts, lines))
    baseline = _baseline(implementation, by, lines, because)
    audit.record(
        "scope.drawn_up", on=baseline, by=by, because=because, count=len(lines), hash_short=baseline.content_hash[:12]
    )
    return baseline


@transaction.atomic
def sign(baseline: ScopeBaseline, *, by: Person, seen_hash: str) -> ScopeBaseline:
    """Sign exactly the text that was shown; refused (409) if it is no longer that text."""
    facts, seat = _locked_facts(baseline.implementation), seat_of(by, baseline.implementation)
    has_signed = queries.signatures(baseline).filter(person=by).exists()
    require(rules.may_sign(seat, facts, ref=baseline.ref, has_signed=has_signed))
    signed_as = Role.SPONSOR if seat.holds(Role.SPONSOR) else Role.MANAGER
    put_signature(baseline, baseline.content, by=by, signed_as=signed_as, seen_hash=seen_hash)
    after = queries.signing_facts(baseline.implementation)
    if not after.waiting and not after.empty_roles:
        baseline = change(baseline, signed_at=baseline.implementation.now())
        audit.record("scope.signed", on=baseline, by=by)
    return baseline


@transaction.atomic
def take_back(baseline: ScopeBaseline, *, by: Person, because: str) -> ScopeBaseline:
    """Take back a text that is not fully signed; its signatures stay on record and bind nobody."""
    facts, seat = _locked_facts(baseline.implementation), seat_of(by, baseline.implementation)
    require(rules.may_take_back(seat, facts, ref=baseline.ref, because=because))
    baseline = change(baseline, withdrawn_at=baseline.implementation.now())
    audit.record("scope.taken_back", on=baseline, by=by, because=because)
    return baseline


@transaction.atomic
def amend(implementation: Implementation, delta: deltas.Delta, *, by: Person, because: Decision) -> ScopeBaseline:
    """Apply an approved change to the signed scope. The decision signs the new baseline; that register took it.

    ``delta`` is {"add": [{title, kind, acceptance, area}], "remove": [refs], "change": [{"ref": …, fields}]}.
    """
    facts = _locked_facts(implementation)
    lines = queries.lines(implementation)
    require(_binding(implementation, because) + rules.may_amend(facts) + deltas.can_apply(delta, lines))
    touched = _apply(implementation, delta, by)
    after = queries.lines(implementation)
    found = deltas.differences(lines, after)
    baseline = _baseline(implementation, by, after, because.because, decision=because)
    words = {each.ref: each.word for each in found}
    for item in touched:
        audit.record("scope.line_amended", on=item, by=by, word=words.get(item.ref, "kept"), decision=because.ref)
    changes = ", ".join(f"{each.ref} {each.word}" for each in found) or "nothing differs"
    audit.record("scope.amended", on=baseline, by=by, because=because.because, decision=because.ref, changes=changes)
    return baseline


def _binding(implementation: Implementation, decision: Decision) -> list[Refusal]:
    if decision.implementation_id == implementation.pk and decision.state == decisions.DECIDED:
        return []
    problem = f"{decision.ref} is no decision taken in {implementation.name}."
    return [Refusal("scope.decision", problem, "Amend the scope by a decision that was taken here.", Kind.STATE)]


def _apply(implementation: Implementation, delta: deltas.Delta, by: Person) -> list[ScopeItem]:
    changed = {str(line["ref"]): line for line in delta.get("change", ())}
    refs = [*changed, *delta.get("remove", ())]
    items = list(queries.items(implementation).filter(ref__in=refs))
    for item in items:
        if item.ref in changed:
            change(item, **{name: changed[item.ref].get(name, getattr(item, name)) for name in deltas.SIGNED_FIELDS})
        else:
            change(item, state=rules.REMOVED)
    return items + [_create(implementation, by, line) for line in delta.get("add", ())]


def _create(implementation: Implementation, by: Person, text: Any, **more: Any) -> ScopeItem:
    """A line from its signed text; the kind is “in” where nothing is said."""
    return ScopeItem.begin(
        implementation,
        by=by,
        title=text["title"],
        kind=text.get("kind", deltas.IN),
        acceptance=text.get("acceptance", ""),
        area=text.get("area", ""),
        **more,
    )


def _baseline(
    implementation: Implementation,
    by: Person,
    lines: list[dict[str, str]],
    because: str,
    decision: Decision | None = None,
) -> ScopeBaseline:
    last = ScopeBaseline.objects.filter(implementation=implementation).aggregate(n=Max("number"))["n"] or 0
    ref = next_ref(implementation, ScopeBaseline.PREFIX)
    content = {
        "implementation": implementation.name,
        "client": implementation.client,
        "number": last + 1,
        "lines": lines,
    }
    return ScopeBaseline.objects.create(
        implementation=implementation,
        ref=ref,
        created_at=implementation.now(),
        created_by=by,
        number=last + 1,
        content=content,
        content_hash=content_hash(content),
        because=because,
        decision=decision,
    )


def _locked_facts(implementation: Implementation) -> rules.Signing:
    """How far it is signed, read while nobody else can sign or write: the implementation's row is held."""
    Implementation.objects.select_for_update().get(pk=implementation.pk)
    return queries.signing_facts(implementation)
