from datetime import UTC, date, datetime

import pytest

from golive.plain.verdict import Outcome
from golive.registers.raci import liveness, rules, validity
from golive.registers.raci.liveness import Liveness, Taken
from golive.registers.raci.validity import Column, Finding, Row

THEN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def row(
    ref: str = "RA-001", *, key: str = "", required: str = "", cost: int | None = None, made_by: str = "", **roles: str
) -> Row:
    letters = {role: frozenset(letters) for role, letters in roles.items()}
    return Row(ref, "Scope", key, required, letters, cost, made_by)


def codes(found: list[Finding], *, hard: bool | None = None) -> list[str]:
    return [each.code for each in found if hard is None or each.hard is hard]


WHOLE = {"Sponsor": "A", "Manager": "R", "Lead": "C", "Office": "I"}


def test_a_row_with_one_a_one_r_a_c_and_an_i_is_in_order() -> None:
    assert validity.horizontal(row(**WHOLE)) == []
    assert validity.horizontal(row(Sponsor="AR", Lead="C", Office="I")) == []


@pytest.mark.parametrize(
    ("letters", "code", "hard"),
    [
        ({"Manager": "R", "Lead": "C", "Office": "I"}, "raci.no_a", True),
        ({**WHOLE, "Lead": "A", "Other": "C"}, "raci.many_a", True),
        ({"Sponsor": "A", "Lead": "C", "Office": "I"}, "raci.no_r", True),
        ({**WHOLE, "b": "R", "c": "R", "d": "R"}, "raci.many_r", False),
        ({**WHOLE, "b": "C", "c": "C", "d": "C", "e": "C"}, "raci.many_c", False),
        ({"Sponsor": "A", "Manager": "R", "Office": "I"}, "raci.no_c", False),
        ({"Sponsor": "A", "Manager": "R", "Lead": "C"}, "raci.no_i", False),
        ({"Sponsor": "A", "Manager": "R", "Lead": "CI"}, "raci.two_letters", False),
    ],
)
def test_what_is_wrong_with_a_row_is_found(letters: dict[str, str], code: str, hard: bool) -> None:
    assert [(f.code, f.hard) for f in validity.horizontal(row(**letters))] == [(code, hard)]


def test_a_go_no_go_row_nobody_is_told_of_is_a_fault_and_so_is_a_missing_required_letter() -> None:
    silent = {"Sponsor": "A", "Manager": "R", "Lead": "C"}
    assert codes(validity.horizontal(row(key="go_no_go", **silent)), hard=True) == ["raci.no_i"]
    deaf = {"Sponsor": "A", "Manager": "R", "Office": "I"}
    assert codes(validity.horizontal(row(required="C", **deaf)), hard=True) == ["raci.no_c"]


def test_a_role_with_an_a_that_nobody_holds_or_whose_holder_left_is_a_fault() -> None:
    rows = [row(**WHOLE)]
    assert codes(validity.vertical(Column("Sponsor"), rows), hard=True) == ["raci.no_holder"]
    assert codes(validity.vertical(Column("Sponsor", "Ruth", present=False), rows), hard=True) == ["raci.holder_left"]
    assert codes(validity.vertical(Column("Office"), rows), hard=False) == ["raci.no_holder"]
    assert codes(validity.vertical(Column("Sponsor", "Ruth"), rows)) == ["raci.no_deputy"]
    assert validity.vertical(Column("Sponsor", "Ruth", deputy="Felix"), rows) == []


def test_a_role_on_every_row_and_a_person_who_answers_for_too_many_are_warned_of() -> None:
    rows = [row(f"RA-{n:03d}", **WHOLE) for n in range(1, 5)]
    people = [Column(name, name[0], deputy="x") for name in WHOLE]
    found = validity.findings(rows, people)
    assert codes(found).count("raci.no_blank") == 4
    assert [f.text for f in found if f.code == "raci.many_rows"] == ["S answers for 4 of 4 open rows, more than 25%."]


def test_the_vendor_that_accepts_its_own_work_is_found() -> None:
    people = [Column("Sponsor", "Ruth", "Vendor", "x")]
    assert "raci.own_work" in codes(validity.findings([row(made_by="Vendor", **WHOLE)], people))
    assert "raci.own_work" not in codes(validity.findings([row(made_by="Other", **WHOLE)], people))


def test_an_a_without_the_authority_for_the_cost_is_found() -> None:
    def found(authority: int | None) -> list[str]:
        return codes(validity.findings([row(cost=500, **WHOLE)], [Column("Sponsor", "Ruth", "", "x", authority)]))

    assert "raci.authority" in found(None)
    assert "raci.authority" in found(499)
    assert "raci.authority" not in found(500)


def test_one_person_with_two_letters_through_two_roles_is_found() -> None:
    people = [Column("Sponsor", "Ruth", deputy="x"), Column("Lead", "Ruth", deputy="x")]
    assert "raci.two_hats" in codes(validity.findings([row(**WHOLE)], people))
    people = [Column("Sponsor", "Ruth", deputy="x"), Column("Manager", "Ruth", deputy="x")]
    assert "raci.two_hats" not in codes(validity.findings([row(**WHOLE)], people))


def test_the_matrix_is_valid_only_with_the_compulsory_rows_and_every_a_accepted() -> None:
    fault = Finding("raci.no_a", True, "RA-001", "", "RA-001 has no A.", "Give it one.")
    warning = Finding("raci.no_c", False, "RA-001", "", "RA-001 has no C.", "Give it one.")
    assert rules.matrix_is_valid(rules.Validity(0, [], [], ["Go/no-go"])).outcome is Outcome.UNDECIDABLE
    assert rules.matrix_is_valid(rules.Validity(3, [], [], ["Go/no-go"])).outcome is Outcome.NOT_MET
    assert rules.matrix_is_valid(rules.Validity(3, [fault], [], [])).outcome is Outcome.NOT_MET
    waiting = rules.matrix_is_valid(rules.Validity(3, [warning], [("RA-002", "Ruth")], []))
    assert (waiting.outcome, waiting.record) == (Outcome.UNDECIDABLE, "RA-002")
    assert rules.matrix_is_valid(rules.Validity(3, [warning], [], [])).met


def taken(by: str, *entitled: str) -> Taken:
    return Taken("DEC-001", "/", "RA-001", by, entitled, THEN)


def test_the_liveness_is_the_share_taken_by_the_holder_or_the_delegate() -> None:
    right, wrong = taken("Ruth", "Ruth", "Felix"), taken("Jo", "Ruth")
    facts = Liveness([right] * 9 + [wrong], 2, 30, 0.9)
    assert facts.index == 0.9
    assert liveness.matrix_is_alive(facts).met
    fiction = liveness.matrix_is_alive(Liveness([right] * 8 + [wrong], 0, 30, 0.9))
    assert fiction.outcome is Outcome.NOT_MET
    assert "DEC-001 was taken by Jo; RA-001 says Ruth" in fiction.cure


def test_a_matrix_without_a_decision_to_measure_is_not_alive_by_default() -> None:
    verdict = liveness.matrix_is_alive(Liveness([], 4, 30, 0.9))
    assert verdict.outcome is Outcome.UNDECIDABLE
    assert "4 outside the matrix" in verdict.figure


@pytest.mark.parametrize(
    ("answered", "today", "state"),
    [
        (None, 12, "asked"),
        (None, 13, "silent"),
        (12, 14, "answered"),
        (13, 14, "answered late"),
    ],
)
def test_silence_past_the_date_is_recorded_as_silence(answered: int | None, today: int, state: str) -> None:
    on = date(2026, 3, answered) if answered else None
    assert rules.consulting_state(due=date(2026, 3, 12), answered_on=on, today=date(2026, 3, today)) == state
