import json
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.plain.seat import Role, Seat
from golive.plain.verdict import Refused
from golive.registers.data_migration import comparing, judging, ordering, reading, rules

NAMES = st.sampled_from("ABCDEFGH")
LEAD = Seat(1, "Sofia", 1, frozenset({Role.LEAD}))
SPONSOR = Seat(2, "Tomas", 1, frozenset({Role.SPONSOR}))


def evidence(**more: object) -> rules.Evidence:
    given_ = {
        "test": "TM-003", "state": rules.FINISHED, "volume_percent": 100, "finished_on": date(2026, 3, 10),
        "today": date(2026, 3, 16), "objects": ["Accounts"], "unreconciled": [], "untimed": [], "differing": [],
        "rehearsed": {"Accounts": 3}, "undecided": [], "unconfirmed": [],
        "extracted_at": datetime(2026, 3, 10, 8), "source_changed_at": datetime(2026, 3, 9, 18),
    }  # fmt: skip
    return rules.Evidence(**(given_ | more))  # type: ignore[arg-type]


def codes(refusals: list[rules.Refusal]) -> set[str]:
    return {each.code for each in refusals}


@given(st.dictionaries(NAMES, st.sets(NAMES, max_size=4)))
def test_every_object_is_loaded_after_what_it_needs_or_the_circle_is_named(needs: dict[str, set[str]]) -> None:
    circle = ordering.cycle(needs)
    if circle:
        assert circle[0] == circle[-1]
        assert all(after in needs[before] for before, after in pairwise(circle))
        with pytest.raises(ValueError, match="→"):
            ordering.load_order(needs)
        return
    steps = ordering.load_order(needs)
    assert steps.keys() == needs.keys()
    for name, others in needs.items():
        before = [steps[other] for other in others if other in steps]
        assert steps[name] == 1 + max(before, default=0)


CAUSES = st.dictionaries(st.sampled_from(["truncated", "case", "sign"]), st.integers(1, 99))


@given(CAUSES, CAUSES)
def test_what_is_fixed_new_or_still_there_adds_up_to_both_sides(before: dict[str, int], after: dict[str, int]) -> None:
    def causes(found: dict[str, int]) -> list[dict[str, object]]:
        return [{"column": "Name", "signature": name, "count": count} for name, count in found.items()]

    lines = comparing.compare({"MO-1": causes(before)}, {"MO-1": causes(after)})
    by_state = {s: {line.signature for line in lines if line.state == s} for s in ("fixed", "new", "persists")}
    assert by_state["fixed"] | by_state["persists"] == before.keys()
    assert by_state["new"] | by_state["persists"] == after.keys()
    assert not by_state["fixed"] & after.keys()
    assert sum(line.after or 0 for line in lines) == sum(after.values())


def test_an_object_that_one_side_did_not_measure_is_not_called_fixed() -> None:
    cause = {"column": "Name", "signature": "case", "count": 1}
    assert comparing.compare({"MO-1": [cause], "MO-2": [cause]}, {"MO-1": [cause]})[0].object == "MO-1"
    assert len(comparing.compare({"MO-1": [cause], "MO-2": [cause]}, {"MO-1": [cause]})) == 1


def test_good_evidence_may_be_drawn_up_and_signed() -> None:
    assert rules.may_draw_up(LEAD, evidence()) == []
    who = {2: "Tomas"}
    assert (
        rules.may_sign(SPONSOR, evidence(), entitled=who, signed=False, seen_hash="a", now_hash="a", ref="DS-1") == []
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"state": rules.RUNNING, "finished_on": None}, "sign_off.not_finished"),
        ({"finished_on": date(2026, 1, 10)}, "sign_off.stale"),
        ({"volume_percent": 25}, "sign_off.volume"),
        ({"objects": []}, "sign_off.empty"),
        ({"untimed": ["Accounts"]}, "sign_off.untimed"),
        ({"rehearsed": {"Accounts": 2}}, "sign_off.rehearsals"),
        ({"unreconciled": ["Accounts"]}, "sign_off.unreconciled"),
        ({"differing": [("Accounts", 12)]}, "sign_off.differs"),
        ({"undecided": ["AF-001"]}, "sign_off.undecided"),
        ({"unconfirmed": ["VM-001"]}, "sign_off.maps"),
        ({"extracted_at": None}, "sign_off.freeze_unknown"),
        ({"source_changed_at": datetime(2026, 3, 11)}, "sign_off.freeze"),
    ],
)
def test_evidence_that_does_not_suffice_is_refused_by_its_reason(wrong: dict[str, object], code: str) -> None:
    assert codes(rules.evidence_suffices(evidence(**wrong))) == {code}


def test_all_reasons_against_a_signature_are_given_at_once() -> None:
    facts = evidence(volume_percent=25, workers=frozenset({1}))
    found = rules.may_sign(LEAD, facts, entitled={2: "Tomas"}, signed=True, seen_hash="a", now_hash="b", ref="DS-1")
    assert codes(found) == {
        "sign_off.not_accountable", "sign_off.own_work", "sign_off.signed", "sign_off.changed", "sign_off.volume",
    }  # fmt: skip


def test_a_rule_that_is_not_there_cannot_be_accepted_and_leaving_needs_a_reason() -> None:
    facts = {"ref": "AF-1", "gone": False, "rule": "", "because": "", "owner": None}
    assert codes(rules.may_decide(LEAD, decision=rules.ACCEPT, **facts)) == {"data_migration.decision"}  # type: ignore[arg-type]
    assert codes(rules.may_decide(LEAD, decision=rules.LEAVE, **facts)) == {"data_migration.because"}  # type: ignore[arg-type]
    assert rules.may_decide(LEAD, decision=rules.FIX, **facts) == []  # type: ignore[arg-type]


def test_the_migration_reconciles_only_with_enough_agreeing_full_and_timed_runs() -> None:
    good = judging.Rehearsed(1, 3, [], [], [])
    assert judging.migration_reconciles(good).met
    assert not judging.migration_reconciles(judging.Rehearsed(1, 3, [("MO-1", 2)], [], [])).met
    assert not judging.migration_reconciles(judging.Rehearsed(1, 3, [], [("MO-1", 4)], [])).met
    assert not judging.migration_reconciles(judging.Rehearsed(1, 3, [], [], ["MO-1"])).met


GOOD = {"source": 10, "target": 10, "matched": 10, "missing": 0, "extra": 0, "changed": 0, "duplicate_key": 0}


@pytest.mark.parametrize(
    ("verdict", "missing", "held"),
    [
        ("pass", 0, "agrees"), ("pass", 3, "agrees"), ("fail", 0, "differs"), ("agrees", 0, "agrees"),
        ("reconciled", 0, "agrees"), (True, 0, "agrees"), ({"outcome": "met"}, 0, "agrees"), ("differs", 3, "differs"),
        ("something new", 3, "differs"), (None, 3, "differs"), (None, 0, "agrees"), ("passed", 3, "agrees"),
    ],
)  # fmt: skip
def test_the_verdict_is_the_files_own_and_without_one_the_counts_decide(
    verdict: object, missing: int, held: str
) -> None:
    told = {"rows": GOOD | {"missing": missing}, "columns": {}, "causes": [], "verdict": verdict}
    assert reading.result_of(told, "a.json").verdict == held


def test_every_fault_of_a_file_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        reading.result_of({"rows": {"source": -1, "target": "x"}, "columns": {"Name": 1.5}}, "a.json")
    said = str(refused.value)
    assert "rows.source" in said and "rows.target" in said and "columns.Name" in said and "rows.missing" in said


def test_causes_are_read_however_they_are_written() -> None:
    causes = [{"column": "City", "cause": "case", "cells": 3}, "a sentence", {"signature": "sign", "count": 9}]
    found = reading.result_of({"rows": GOOD, "causes": causes}, "a.json").causes
    assert [(each.signature, each.count) for each in found] == [("sign", 9), ("case", 3), ("a sentence", 0)]


def test_a_file_from_the_guard_that_is_no_json_is_refused_with_the_place() -> None:
    assert reading.parse(json.dumps({"a": 1}).encode(), "a.json") == {"a": 1}
    with pytest.raises(Refused, match=r"a\.json"):
        reading.parse(b'{"a": ', "a.json")


def test_examples_are_kept_as_their_form_only() -> None:
    causes = [
        {"column": "Name", "signature": "case", "count": 1, "examples": [{"expected": "Ada 1", "found": "ADA 1"}]}
    ]
    assert reading.result_of({"rows": GOOD, "causes": causes}, "a.json").causes[0].example == "xxx 9 → xxx 9"


def test_a_run_that_could_not_be_made_is_refused_with_its_reasons() -> None:
    with pytest.raises(Refused, match="There is no table KNA1"):
        reading.result_of({"verdict": "not run", "problems": ["There is no table KNA1."]}, "a.json")


@pytest.mark.parametrize(
    ("standings", "holds"),
    [
        ([], None),
        (["unreadable"], None),
        (["reading"], 0),
        (["reading", "unreadable"], 0),
        (["read", "unreadable"], 0),
        (["read", "reading", "unreadable"], 0),
        (["read", "unreadable", "read", "reading"], 2),
    ],
)
def test_the_last_file_that_was_read_holds(standings, holds):
    assert rules.holding(standings) == holds


def test_a_file_that_cannot_be_read_says_why_and_what_holds():
    assert rules.is_readable("a.csv", standing=rules.READ, why="", holds="") == []
    (said,) = rules.is_readable("a.csv", standing=rules.UNREADABLE, why="Line 3 has 3 cells.", holds="b.csv")
    assert said.problem == "a.csv could not be read. Line 3 has 3 cells." and said.cure.endswith("b.csv holds.")
    (said,) = rules.is_readable("a.csv", standing=rules.UNREADABLE, why="a.csv, line 3: no.", holds="")
    assert said.problem == "a.csv, line 3: no."
    (said,) = rules.is_readable("a.csv", standing=rules.UNREADABLE, why="", holds="")
    assert "Until then" not in said.cure
