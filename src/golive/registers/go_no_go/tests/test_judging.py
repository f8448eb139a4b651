from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from golive.plain.verdict import Outcome, Verdict, met, not_met, undecidable
from golive.registers.go_no_go import judging
from golive.registers.go_no_go.judging import GateVerdict, Standing, Weighed, verdict_of

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
CRITERIA = st.builds(Weighed, st.just("Is it done?"), st.booleans(), st.sampled_from(list(Standing)), st.booleans())
GATES = st.lists(CRITERIA, max_size=12)


@given(GATES)
def test_a_gate_opens_exactly_when_no_mandatory_criterion_stands_against_it(criteria: list[Weighed]) -> None:
    against = [c for c in criteria if c.mandatory and not c.waived and c.standing is not Standing.MET]
    assert verdict_of(criteria).opens == (bool(criteria) and not against)


@given(GATES)
def test_one_mandatory_criterion_that_is_not_met_is_a_no_go_whatever_else_holds(criteria: list[Weighed]) -> None:
    assert verdict_of([*criteria, Weighed("x", True, Standing.NOT_MET)]) is GateVerdict.NO_GO


@given(GATES, st.sampled_from([Standing.MISSING, Standing.STALE]))
def test_missing_or_stale_mandatory_evidence_never_opens_a_gate(criteria: list[Weighed], standing: Standing) -> None:
    assert not verdict_of([*criteria, Weighed("x", True, standing)]).opens


@given(GATES)
def test_a_plain_go_means_that_every_single_criterion_is_met(criteria: list[Weighed]) -> None:
    all_met = bool(criteria) and all(c.standing is Standing.MET for c in criteria)
    assert (verdict_of(criteria) is GateVerdict.GO) == all_met


@given(GATES, st.randoms())
def test_the_order_of_the_criteria_does_not_matter(criteria: list[Weighed], random: object) -> None:
    shuffled = list(criteria)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert verdict_of(shuffled) is verdict_of(criteria)


@given(GATES)
def test_one_more_waiver_never_makes_a_verdict_worse(criteria: list[Weighed]) -> None:
    rank = [GateVerdict.NO_GO, GateVerdict.UNDECIDABLE, GateVerdict.CONDITIONS, GateVerdict.GO]
    before = rank.index(verdict_of(criteria))
    for at, each in enumerate(criteria):
        waived = Weighed(each.question, each.mandatory, each.standing, True)
        assert rank.index(verdict_of([*criteria[:at], waived, *criteria[at + 1 :]])) >= before


def test_the_four_verdicts_in_their_order() -> None:
    done, waived = Weighed("a", True, Standing.MET), Weighed("b", True, Standing.NOT_MET, True)
    optional = Weighed("c", False, Standing.NOT_MET)
    assert verdict_of([done]) is GateVerdict.GO
    assert verdict_of([done, waived]) is GateVerdict.CONDITIONS
    assert verdict_of([done, optional]) is GateVerdict.CONDITIONS
    assert verdict_of([done, Weighed("d", True, Standing.STALE)]) is GateVerdict.UNDECIDABLE
    assert verdict_of([Weighed("d", True, Standing.MISSING), Weighed("e", True, Standing.NOT_MET)]) is GateVerdict.NO_GO


def test_a_gate_that_asks_nothing_cannot_be_decided() -> None:
    assert verdict_of([]) is GateVerdict.UNDECIDABLE


def test_good_news_ages_and_bad_news_does_not() -> None:
    old = NOW - timedelta(days=15)
    assert judging.standing_of(met("7 of 7", evidence_at=old), 14, NOW) is Standing.STALE
    assert judging.standing_of(met("7 of 7", evidence_at=NOW - timedelta(days=14)), 14, NOW) is Standing.MET
    assert judging.standing_of(not_met("6 of 7", cure="Do it.", evidence_at=old), 14, NOW) is Standing.NOT_MET


def test_evidence_of_unknown_age_is_stale_where_an_age_is_asked_for() -> None:
    assert judging.standing_of(met("7 of 7"), 14, NOW) is Standing.STALE
    assert judging.standing_of(met("7 of 7"), None, NOW) is Standing.MET


def test_stale_evidence_is_shown_as_not_decidable_with_its_day() -> None:
    verdict = met("7 of 7", evidence_at=datetime(2026, 2, 3, tzinfo=UTC))
    shown = judging.as_weighed(verdict, Standing.STALE, 14)
    assert (shown.outcome, shown.because) == (
        Outcome.UNDECIDABLE, "evidence of 3 Feb 2026, at most 14 days old is accepted"
    )  # fmt: skip
    assert judging.as_weighed(verdict, Standing.MET, 14) is verdict


def test_a_check_that_nobody_declares_is_missing_and_says_what_to_do() -> None:
    by_hand = judging.not_measured("scorecard.frozen", by_hand=True)
    assert by_hand.outcome is Outcome.UNDECIDABLE
    assert "Answer it by hand" in by_hand.cure
    assert "installed" in judging.not_measured("uat.passed", by_hand=False).cure


def answer(**changes: object) -> Verdict:
    facts = {"met": True, "who": "Jo Marsh", "at": NOW, "note": "", "document": "DOC-001", "until": date(2026, 4, 1)}
    return judging.judge_answer(judging.Answered(**{**facts, **changes}), NOW.date())  # type: ignore[arg-type]


def test_an_answer_counts_until_it_expires() -> None:
    assert answer().met
    assert "good until 1 Apr 2026" in answer().figure
    assert answer(until=NOW.date()).met
    assert answer(until=NOW.date() - timedelta(days=1)).outcome is Outcome.UNDECIDABLE
    assert answer(met=False).outcome is Outcome.NOT_MET
    assert judging.judge_answer(None, NOW.date()).outcome is undecidable("x", cure="y").outcome
