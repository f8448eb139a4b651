"""What shows that a criterion is met, and how is that kept so that nobody can say it was something else?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Check, Register, registry
from golive.plain.verdict import Outcome, Verdict
from golive.registers.go_no_go import catalogue, judging, rules
from golive.registers.go_no_go.judging import GateVerdict, Standing, Weighed
from golive.registers.go_no_go.models import Answer, Criterion, Gate, Waiver


@dataclass(frozen=True)
class Item:
    """One criterion with its evidence: what the page, the frozen text and the rules share."""

    criterion: Criterion
    question: str
    verdict: Verdict
    standing: Standing
    waiver: Waiver | None
    measured: bool

    @property
    def weighed(self) -> Weighed:
        return Weighed(self.question, self.criterion.mandatory, self.standing, self.waiver is not None)

    @property
    def is_met(self) -> bool:
        return self.standing is Standing.MET

    @property
    def by_hand(self) -> bool:
        """Nothing measures it, and a person may answer it."""
        return self.criterion.by_hand and not self.measured

    @property
    def blocking(self) -> rules.Blocking:
        return rules.Blocking(self.question, self.standing, self.verdict.cure, self.criterion.waivable_by)


class Measured:
    """The checks as they answer now; each is asked once, and facts that several share are read once."""

    def __init__(self, implementation: Implementation) -> None:
        self.implementation = implementation
        self.now, self.today = implementation.now(), implementation.today()
        self._facts: dict[Any, Any] = {}
        chosen = implementations.values(implementation)
        self._thresholds = {f"{{{s.key}}}": str(chosen[s.key].value) for s in catalogue.THRESHOLDS}

    def item(self, criterion: Criterion, answer: Answer | None, waiver: Waiver | None) -> Item:
        check = registry.check(criterion.check_id) if criterion.check_id else None
        verdict = self._judge(check) if check else self._by_hand(criterion, answer)
        standing = judging.standing_of(verdict, criterion.max_age_days, self.now)
        shown = judging.as_weighed(verdict, standing, criterion.max_age_days)
        question = criterion.question
        for key, value in self._thresholds.items():
            question = question.replace(key, value)
        live = waiver if standing is not Standing.MET else None
        return Item(criterion, question, shown, standing, live, check is not None)

    def _judge(self, check: Check) -> Verdict:
        if check.facts not in self._facts:
            self._facts[check.facts] = check.facts(self.implementation)
        return check.rule(self._facts[check.facts])

    def _by_hand(self, criterion: Criterion, answer: Answer | None) -> Verdict:
        if criterion.check_id and (answer is None or not criterion.by_hand):
            return judging.not_measured(criterion.check_id, by_hand=criterion.by_hand)
        return judging.judge_answer(_facts_of(answer) if answer else None, self.today)


def _facts_of(answer: Answer) -> judging.Answered:
    document = answer.document.ref if answer.document else ""
    return judging.Answered(answer.met, answer.by.name, answer.at, answer.note, document, answer.until)


def content_of(gate: Gate, items: Iterable[Item], verdict: GateVerdict) -> dict[str, Any]:
    """The evidence as it is frozen and hashed. No moment of freezing in it: the same evidence has the same hash."""
    return {
        "gate": gate.ref,
        "kind": gate.kind,
        "verdict": verdict.value,
        "criteria": [_kept(item) for item in items],
    }


def _kept(item: Item) -> dict[str, Any]:
    criterion, verdict, waiver = item.criterion, item.verdict, item.waiver
    return {
        "number": criterion.number,
        "question": item.question,
        "check": criterion.check_id,
        "mandatory": criterion.mandatory,
        "max_age_days": criterion.max_age_days,
        "waivable_by": criterion.waivable_by,
        "standing": item.standing.value,
        "figure": verdict.figure,
        "because": verdict.because,
        "cure": verdict.cure,
        "record": verdict.record,
        "evidence_at": verdict.evidence_at.isoformat() if verdict.evidence_at else None,
        "waiver": {
            "by": waiver.by_id,
            "because": waiver.because,
            "condition": waiver.condition,
            "until": waiver.until.isoformat(),
        }
        if waiver
        else None,
    }


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Where the evidence of now differs from the frozen one, in words."""
    was = {each["number"]: each for each in before["criteria"]}
    said = []
    for each in after["criteria"]:
        old = was.pop(each["number"], None)
        if old is None:
            said.append(f"“{each['question']}” was added")
        elif old != each:
            said.append(f"“{each['question']}” {_difference(old, each)}")
    return said + [f"“{each['question']}” is gone" for each in was.values()]


def _difference(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if old["waiver"] != new["waiver"]:
        return "is waived now" if new["waiver"] else "is no longer waived"
    if old["figure"] != new["figure"] or old["standing"] != new["standing"]:
        return f"was {old['standing']} ({old['figure']}), is {new['standing']} ({new['figure']})"
    return "rests on other evidence"


@dataclass(frozen=True)
class Kept:
    """A criterion as it was frozen, in the form in which the page shows criteria."""

    question: str
    verdict: Verdict
    waiver: str
    mandatory: bool


def frozen_items(implementation: Implementation, content: Mapping[str, Any]) -> list[Kept]:
    """The criteria of a frozen evidence; only names and addresses are looked up, the rest is as it was kept."""
    waived_by = {each["waiver"]["by"] for each in content["criteria"] if each["waiver"]}
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=waived_by)}
    return [
        Kept(each["question"], _read(implementation, each), _waived(each["waiver"], names), each["mandatory"])
        for each in content["criteria"]
    ]


_OUTCOMES = {Standing.MET: Outcome.MET, Standing.NOT_MET: Outcome.NOT_MET}


def _read(implementation: Implementation, kept: Mapping[str, Any]) -> Verdict:
    return Verdict(
        _OUTCOMES.get(Standing(kept["standing"]), Outcome.UNDECIDABLE),
        kept["figure"],
        because=kept["because"],
        cure=kept["cure"],
        record=kept["record"],
        url=where(implementation, kept["check"], kept["record"]),
        evidence_at=datetime.fromisoformat(kept["evidence_at"]) if kept["evidence_at"] else None,
    )


def _waived(waiver: Mapping[str, Any] | None, names: Mapping[int, str]) -> str:
    if not waiver:
        return ""
    until = datetime.fromisoformat(waiver["until"])
    return waived(names.get(waiver["by"], "somebody"), until, waiver["condition"], waiver["because"])


def waived(who: str, until: Any, condition: str, because: str) -> str:
    """The sentence of a waiver; its end is always said."""
    return f"Waived until {until:%-d %b %Y} by {who}: {because} Condition: {condition}"


def addressed(implementation: Implementation, item: Item) -> Verdict:
    """The verdict with the way to the record or register behind it."""
    if item.verdict.url:
        return item.verdict
    return replace(item.verdict, url=where(implementation, item.criterion.check_id, item.verdict.record))


def where(implementation: Implementation, check_id: str, record: str) -> str:
    """The address of the record that a verdict names, else of the register that gave it."""
    if record.startswith("DOC-"):
        return implementation.url("documents", record)
    owner = next((r for r in registry.all() if any(check.id == check_id for check in r.checks)), None)
    if owner is None:
        return ""
    return implementation.url(*_parts(owner, record))


def _parts(register: Register, record: str) -> list[str]:
    known = record and record.startswith(f"{register.model.PREFIX}-")
    if known:
        return [register.name, record]
    return [register.name, register.home] if register.home else [register.name]
