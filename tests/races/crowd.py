"""Does exactly one of eight win? Prints for each race the trials, the wrong ends and the deadlocks cured."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Barrier, Lock, Thread
from typing import Any

from django.db import connection, transaction

from golive.foundation import audit
from golive.foundation.audit.models import Entry
from golive.foundation.database.meeting import is_deadlock
from golive.foundation.documents.models import SignOff
from golive.foundation.people.models import Person
from golive.foundation.register_kit.models import Record
from golive.plain.verdict import Refused
from golive.registers.changes import actions as changes
from golive.registers.changes import rules
from golive.registers.changes.models import ChangeRequest
from golive.registers.decisions import actions as decisions
from golive.registers.decisions.models import Decision
from golive.registers.go_no_go import actions as gates
from golive.registers.go_no_go.models import Gate, GateVote, Snapshot
from golive.registers.go_no_go.tests.cast import committee, small_gate, yes
from golive.registers.plan import actions as plan
from golive.registers.plan.tests.plans import STREAMS, WINDOWS, acme_plan
from golive.registers.scope import actions as scope
from golive.registers.scope.models import ScopeBaseline
from tests.world import NOW, World, build_world

THREADS = 8
SMALL = 1_00  # eighty of these in one month still leave the manager the authority: the anti-salami rule adds them up
Act = Callable[[], object]


class Race:
    """Eight acts that start together; what came of each."""

    def __init__(self, acts: list[Act]) -> None:
        self.won: list[int] = []
        self.faults: list[str] = []
        self.deadlocks = 0
        self._start, self._tell = Barrier(len(acts)), Lock()
        threads = [Thread(target=self._run, args=(number, act)) for number, act in enumerate(acts)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

    def _run(self, number: int, act: Act) -> None:
        self._start.wait()
        try:
            self._attempt(number, act, last=False)
        finally:
            connection.close()

    def _attempt(self, number: int, act: Act, last: bool) -> None:
        try:
            act()
        except Refused:
            return
        except Exception as error:
            if is_deadlock(error) and not last:  # the door tries once more
                with self._tell:
                    self.deadlocks += 1
                return self._attempt(number, act, last=True)
            with self._tell:
                self.faults.append(f"{type(error).__name__}: {error}")
            return None
        with self._tell:
            self.won.append(number)


def told(record: Record, verb: str) -> int:
    return Entry.objects.filter(subject=record._meta.label, subject_id=str(record.pk), verb=verb).count()


def submitted(world: World) -> ChangeRequest:
    made = changes.draft(
        world.acme, by=world.contributor, requested_by=world.lead, title="Price books", justification="Needed.",
        alternative="None.", patch={}, cost_minor=SMALL,
    )  # fmt: skip
    changes.assess(made, by=world.manager)
    return changes.submit(made, by=world.lead)


def deciding(change: ChangeRequest, by: Person, outcome: str) -> Act:
    seen = ChangeRequest.objects.select_related("implementation").get(pk=change.pk)
    return lambda: changes.decide(seen, by=by, outcome=outcome, because="It is time.")


def withdrawing(change: ChangeRequest, by: Person) -> Act:
    seen = ChangeRequest.objects.select_related("implementation").get(pk=change.pk)
    return lambda: changes.withdraw(seen, by=by, because="Not needed.")


def decided_twice(world: World) -> tuple[Race, bool]:
    change = submitted(world)
    outcomes = [rules.APPROVE, rules.REJECT] * (THREADS // 2)
    race = Race([deciding(change, world.manager, outcome) for outcome in outcomes])
    change.refresh_from_db()
    right = Decision.objects.filter(implementation=world.acme, about=change.ref).count() == 1
    right &= told(change, "change.decided") == 1 and change.outcome == outcomes[race.won[0] if race.won else 0]
    return race, right


def approved_while_withdrawn(world: World) -> tuple[Race, bool]:
    change = submitted(world)
    approve = [deciding(change, world.manager, rules.APPROVE) for _ in range(THREADS // 2)]
    race = Race(approve + [withdrawing(change, world.lead) for _ in range(THREADS // 2)])
    change.refresh_from_db()
    ends = told(change, "change.decided") + told(change, "change.withdrawn")
    withdrawn = (change.state == rules.WITHDRAWN) == bool(told(change, "change.withdrawn"))
    return race, ends == 1 and withdrawn


def signed_twice(world: World) -> tuple[Race, bool]:
    with transaction.atomic():
        scope.add(world.acme, by=world.manager, title="Quotes", kind="in", acceptance="20 quotes equal the ERP.")
        baseline = scope.draw_up(world.acme, by=world.manager)

    def sign() -> object:
        seen = ScopeBaseline.objects.select_related("implementation").get(pk=baseline.pk)
        return scope.sign(seen, by=world.manager, seen_hash=baseline.content_hash)

    race = Race([sign] * THREADS)
    marks = SignOff.objects.filter(subject_ref=baseline.ref, implementation=world.acme, person=world.manager).count()
    right = marks == 1 and told(baseline, "content.signed") == 1
    scope.take_back(baseline, by=world.manager, because="The next trial.")
    return race, right


def taken_twice(world: World) -> tuple[Race, bool]:
    asked = decisions.ask(
        world.acme, by=world.manager, title="Which price list?", recommendation="The ERP's.", due=NOW.date(),
        decider=world.sponsor,
    )  # fmt: skip

    def take(outcome: str) -> Act:
        seen = Decision.objects.select_related("implementation").get(pk=asked.pk)
        return lambda: decisions.decide(seen, by=world.sponsor, outcome=outcome, because="One source.")

    race = Race([take(f"list {number}") for number in range(THREADS)])
    asked.refresh_from_db()
    right = told(asked, "decision.taken") == 1 and bool(race.won) and asked.outcome == f"list {race.won[0]}"
    return race, right


def voted_twice(world: World) -> tuple[Race, bool]:
    gate = Gate.objects.select_related("implementation").get(implementation=world.acme, kind="close")
    yes(world, gate, days=10 + Snapshot.objects.filter(gate=gate).count())  # a new answer is a new evidence
    snapshot = gates.freeze(gate, by=world.manager)

    def vote(choice: str) -> Act:
        seen = Gate.objects.select_related("implementation").get(pk=gate.pk)
        said = {"choice": choice, "because": "It is handed over.", "seen_hash": snapshot.content_hash}
        return lambda: gates.vote(seen, by=world.sponsor, **said)

    race = Race([vote(choice) for choice in ("go", "no-go") * (THREADS // 2)])
    votes = GateVote.objects.filter(snapshot=snapshot, person=world.sponsor)
    return race, votes.count() == 1


RACES: dict[str, Callable[[World], tuple[Race, bool]]] = {
    "a change decided twice": decided_twice,
    "a change approved while it is withdrawn": approved_while_withdrawn,
    "a scope signed twice by one person": signed_twice,
    "a decision taken twice": taken_twice,
    "a vote cast twice by one seat": voted_twice,
}


def main(trials: str) -> None:
    world = build_world()
    plan.load(world.acme, acme_plan(), by=world.manager, source="races", streams=STREAMS)
    plan.set_windows(world.acme, WINDOWS, by=world.manager)
    committee(world)
    small_gate(world)
    report: dict[str, Any] = {}
    for name, run in RACES.items():
        wrong: list[str] = []
        deadlocks = 0
        for _ in range(int(trials)):
            race, right = run(world)
            deadlocks += race.deadlocks
            if len(race.won) != 1 or race.faults or not right:
                wrong.append(f"{len(race.won)} won, right: {right}, {race.faults[:2]}")
        report[name] = {"trials": int(trials), "wrong": wrong[:5], "wrong_count": len(wrong), "deadlocks": deadlocks}
    report["audit"] = audit.verify([audit.head()]).sound
    print(json.dumps(report, indent=1))
