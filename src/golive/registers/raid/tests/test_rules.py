from hypothesis import given
from hypothesis import strategies as st

from golive.plain.rag import Rag
from golive.registers.raid.scoring import band, exposure, score

RISKS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 10**7)), max_size=8)


def test_the_bands_of_the_matrix() -> None:
    assert [band(p) for p in (25, 15, 12, 8, 6)] == [Rag.RED, Rag.RED, Rag.AMBER, Rag.AMBER, Rag.GREEN]
    assert band(score(None, 5)) is Rag.GREY


def test_contingency_comes_from_the_p80_of_the_sum_not_from_the_expected_value() -> None:
    # Golden figures: expected value 108k, P80 160k.
    found = exposure([(0.4, 120_000_00), (0.2, 100_000_00), (0.6, 40_000_00), (0.4, 40_000_00)])
    assert found.expected == 108_000_00
    assert found.p80 == 160_000_00


@given(RISKS)
def test_the_p80_lies_between_nothing_and_everything(risks) -> None:
    found = exposure(risks)
    assert 0 <= found.p80 <= sum(cost for _, cost in risks) * 1.01 + 1


@given(RISKS, st.floats(0, 1), st.integers(1, 10**7))
def test_one_more_risk_never_lowers_the_expected_value(risks, p, cost) -> None:
    assert exposure([*risks, (p, cost)]).expected >= exposure(risks).expected - 1
