from datetime import UTC, datetime

from golive.plain.seat import Role, Seat
from golive.plain.verdict import Outcome
from golive.registers.scope import delta, rules
from golive.registers.scope.delta import Difference
from golive.registers.scope.rules import Signing

THEN = datetime(2025, 9, 5, 9, 0, tzinfo=UTC)
MANAGER = Seat(1, "Jo Marsh", 1, frozenset({Role.MANAGER}))
LINE = {"ref": "SC-001", "title": "Quotes", "kind": "in", "acceptance": "20 quotes equal", "area": ""}
MOVED = Difference("SC-001", "Quotes", LINE, {**LINE, "title": "Quotes and orders"})


def test_an_unsigned_scope_is_not_decidable_and_names_who_has_to_sign() -> None:
    verdict = rules.scope_is_signed(Signing(5, "SB-001", ["Ruth Amadi"], ["Jo Marsh"]))
    assert verdict.outcome is Outcome.UNDECIDABLE
    assert verdict.figure == "SB-001: 1 of 2 signatures"
    assert "Ruth Amadi" in verdict.cure


def test_a_role_that_nobody_holds_is_named_instead_of_counting_as_signed() -> None:
    verdict = rules.scope_is_signed(Signing(5, "SB-001", [], ["Jo Marsh"], ["executive sponsor"]))
    assert verdict.outcome is Outcome.UNDECIDABLE
    assert "executive sponsor" in verdict.cure


def test_only_lines_that_differ_from_the_signed_text_make_it_not_met() -> None:
    signed = Signing(5, "SB-001", [], ["Jo Marsh", "Ruth Amadi"], agreed_at=THEN)
    assert rules.scope_is_signed(signed).met
    assert rules.scope_is_unchanged(signed).met
    moved = Signing(5, "SB-001", [], ["Jo Marsh"], agreed_at=THEN, differing=[MOVED])
    for verdict in (rules.scope_is_signed(moved), rules.scope_is_unchanged(moved)):
        assert verdict.outcome is Outcome.NOT_MET
        assert "SC-001 changed" in verdict.figure


def test_a_text_is_drawn_up_only_when_every_line_in_scope_has_an_acceptance() -> None:
    bare = {**LINE, "acceptance": " "}
    out = {**LINE, "ref": "SC-002", "kind": "out", "acceptance": ""}
    assert [r.code for r in rules.may_draw_up(MANAGER, Signing(2), [bare, out])] == ["scope.acceptance"]
    assert rules.may_draw_up(MANAGER, Signing(2), [LINE, out]) == []
    assert [r.code for r in rules.may_draw_up(MANAGER, Signing(1), [out])] == ["scope.empty"]


def test_an_unsigned_scope_is_not_amended_by_a_decision() -> None:
    assert [r.code for r in rules.may_amend(Signing(5, "SB-001", ["Ruth Amadi"]))] == ["scope.unsigned"]
    assert rules.may_amend(Signing(5, "SB-001", agreed_at=THEN)) == []


def test_every_fault_of_a_delta_is_named_at_once() -> None:
    wrong = {
        "add": [{"title": " ", "kind": "in"}, {"title": "x", "kind": "maybe", "acceptance": "y", "price": 3}],
        "remove": ["SC-009"],
        "change": [{"ref": "SC-008", "title": "z"}],
    }
    codes = [refusal.code for refusal in delta.can_apply(wrong, [LINE])]
    assert sorted(codes) == [
        "scope.acceptance",
        "scope.delta_field",
        "scope.delta_ref",
        "scope.delta_ref",
        "scope.kind",
        "scope.title",
    ]


def test_a_delta_that_changes_nothing_or_names_an_unknown_part_is_refused() -> None:
    assert [r.code for r in delta.can_apply({}, [LINE])] == ["scope.delta_empty"]
    assert [r.code for r in delta.can_apply({"drop": ["SC-001"]}, [LINE])] == ["scope.delta_part"]
    both = {"remove": ["SC-001"], "change": [{"ref": "SC-001", "title": "z"}]}
    assert [r.code for r in delta.can_apply(both, [LINE])] == ["scope.delta_twice"]


def test_a_difference_says_which_fields_moved() -> None:
    found = delta.differences([LINE], [{**LINE, "title": "Quotes and orders"}])
    assert [(each.word, each.fields) for each in found] == [("changed", [("title", "Quotes", "Quotes and orders")])]
    assert delta.differences([LINE], [LINE]) == []
