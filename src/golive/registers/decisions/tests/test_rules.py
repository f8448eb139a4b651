"""Who has the authority, and what may follow a decision?"""

from dataclasses import dataclass

import pytest

from golive.plain.seat import Role, Seat
from golive.plain.verdict import Kind
from golive.registers.decisions import rules
from golive.registers.decisions.rules import Addressed


@dataclass
class Question:
    ref: str = "DEC-001"
    state: str = rules.WANTED
    title: str = "Which price list leads?"
    about: str = ""
    created_by_id: int | None = 1


def seat(*roles: Role, person: int = 9) -> Seat:
    return Seat(person, "Priya Nair", 1, frozenset(roles))


def put_to(*roles: Role, person: int | None = 5) -> Addressed:
    return Addressed(person, "Ruth Amadi", frozenset(roles))


def codes(refusals) -> list[str]:
    return [refusal.code for refusal in refusals]


def decide(who: Seat, *addressed: Addressed, **facts) -> list[str]:
    return codes(rules.may_decide(Question(**facts), who, addressed, outcome="ERP", because="One source."))


@pytest.mark.parametrize(
    ("role", "addressed", "may"),
    [
        (Role.LEAD, Role.SPONSOR, False),
        (Role.MANAGER, Role.SPONSOR, False),
        (Role.COMMITTEE, Role.SPONSOR, False),
        (Role.SPONSOR, Role.SPONSOR, True),
        (Role.SPONSOR, Role.LEAD, True),
        (Role.LEAD, Role.LEAD, True),
        (Role.LEAD, Role.MANAGER, False),
        (Role.MANAGER, Role.LEAD, True),
        (Role.COMMITTEE, Role.MANAGER, True),
    ],
)
def test_a_decision_is_taken_with_the_authority_of_the_role_it_was_put_to_or_more(role, addressed, may) -> None:
    assert decide(seat(role), put_to(addressed)) == ([] if may else ["decision.authority"])


def test_who_was_asked_decides_whatever_their_rank_among_several_roles() -> None:
    assert decide(seat(Role.LEAD, person=5), put_to(Role.SPONSOR)) == []
    assert decide(seat(Role.MANAGER), put_to(Role.LEAD, Role.MANAGER)) == []
    assert decide(seat(Role.LEAD), put_to(Role.LEAD, Role.MANAGER)) == ["decision.authority"]


def test_what_was_put_to_the_committee_is_not_the_managers() -> None:
    assert decide(seat(Role.COMMITTEE), Addressed()) == []
    assert decide(seat(Role.MANAGER), Addressed()) == ["decision.authority"]


def test_when_who_was_asked_has_left_the_sponsor_decides() -> None:
    assert decide(seat(Role.SPONSOR), put_to()) == []
    assert decide(seat(Role.COMMITTEE), put_to()) == ["decision.authority"]


def test_a_replacement_needs_the_authority_of_who_took_the_first_one_as_well() -> None:
    assert decide(seat(Role.LEAD), put_to(Role.LEAD), put_to(Role.SPONSOR)) == ["decision.authority"]
    assert decide(seat(Role.SPONSOR), put_to(Role.LEAD), put_to(Role.SPONSOR)) == []


def test_the_refusal_says_to_whom_it_was_put_and_whom_to_ask() -> None:
    refusal = rules.may_decide(Question(), seat(Role.LEAD), [put_to(Role.SPONSOR)], outcome="x", because="y")[0]
    assert refusal.kind is Kind.RIGHTS
    assert str(refusal) == (
        "DEC-001 was put to Ruth Amadi; Priya Nair (workstream lead) has not that authority. "
        "Ask Ruth Amadi, or a higher role: executive sponsor."
    )


def test_who_may_decide_nothing_is_told_so_once() -> None:
    assert decide(seat(Role.VIEWER), put_to(Role.SPONSOR)) == ["rights.role"]


def test_only_a_decision_that_stands_is_replaced_and_one_of_another_register_is_begun_there() -> None:
    asker = seat(Role.LEAD)
    assert rules.may_replace(Question(state=rules.DECIDED), asker) == []
    for state in (rules.WANTED, rules.WITHDRAWN, rules.SUPERSEDED):
        assert codes(rules.may_replace(Question(state=state), asker)) == ["decision.not_standing"]
    about = Question(state=rules.DECIDED, about="CR-012")
    assert codes(rules.may_replace(about, asker)) == ["decision.about"]
    assert codes(rules.may_replace(Question(state=rules.DECIDED), seat(Role.VIEWER))) == ["rights.role"]


def test_who_asked_withdraws_the_question_and_the_manager_and_nobody_else() -> None:
    assert rules.may_withdraw(Question(), seat(Role.LEAD, person=1), because="x") == []
    assert rules.may_withdraw(Question(), seat(Role.MANAGER), because="x") == []
    assert codes(rules.may_withdraw(Question(), seat(Role.LEAD), because="x")) == ["rights.role"]
    assert codes(rules.may_withdraw(Question(), seat(Role.VIEWER, person=1), because="x")) == ["rights.role"]
    late = rules.may_withdraw(Question(state=rules.DECIDED), seat(Role.MANAGER), because=" ")
    assert codes(late) == ["decision.closed", "decision.because"]


def test_only_a_decision_that_stands_is_disputed() -> None:
    said = {state: codes(rules.may_dissent(Question(state=state), seat(Role.LEAD), text="No.")) for state in (
        rules.WANTED, rules.DECIDED, rules.WITHDRAWN, rules.SUPERSEDED)}  # fmt: skip
    assert said == {
        rules.WANTED: ["decision.open"],
        rules.DECIDED: [],
        rules.WITHDRAWN: ["decision.not_standing"],
        rules.SUPERSEDED: ["decision.not_standing"],
    }
