"""Is an estimate honest: its bands in order, its sources named, what is unknown said?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.career.salary import Certified, Offer, Wage, built_in, estimate
from golive.career.salary.mixture import Mixture, Part
from golive.plain.verdict import Refused
from tests.examples import examples

TABLE = built_in()
LEVELS, SECTORS = st.sampled_from(["", *TABLE.levels]), st.sampled_from(["", *TABLE.held["sectors"]])
AREAS = st.sampled_from(["", "Nowhere", *TABLE.held["areas"]["index"]])


@settings(max_examples=examples(60), deadline=None)
@given(LEVELS, SECTORS, AREAS, st.sampled_from(["Implementation Manager", "Implementation Consultant", "Trainer"]))
def test_the_bands_lie_within_each_other_and_in_thousands(level, sector, area, title):
    found = estimate(title, level=level, sector=sector, area=area)
    low, low_half, middle, high_half, high = (
        found.band_80[0],
        found.band_50[0],
        found.median,
        *found.band_50[1:],
        found.band_80[1],
    )
    assert low <= low_half <= middle <= high_half <= high
    assert all(figure % 1000 == 0 for figure in (low, low_half, middle, high_half, high))
    assert all(each.source and each.year and each.n for each in found.inputs)
    assert found.negotiation.walk_away <= found.negotiation.target <= found.negotiation.anchor
    assert any("proxy" in note for note in found.notes)


def test_a_higher_level_pays_more_and_san_jose_more_than_nashville():
    middles = [
        estimate("Implementation Manager", level=level).median
        for level in ("associate", "manager", "senior", "director")
    ]
    assert middles == sorted(middles) and len(set(middles)) == 4
    assert estimate("PM", area="San Jose, CA").median > estimate("PM", area="Nashville").median


def test_without_a_level_the_middle_is_the_published_median():
    found = estimate("Implementation Manager")
    assert (found.level, found.median, found.n) == ("any", 100_000, 1_006_160)


def test_an_unknown_area_is_said_and_widens_the_bands():
    known, unknown = estimate("PM"), estimate("PM", area="Atlantis")
    assert unknown.band_80[1] > known.band_80[1] and unknown.band_80[0] < known.band_80[0]
    assert any("Atlantis" in note for note in unknown.notes)


def test_every_unknown_value_is_refused_at_once_with_those_that_are_known():
    with pytest.raises(Refused) as refused:
        estimate(" ", level="wizard", sector="moon")
    assert [each.code for each in refused.value.refusals] == ["salary.title", "salary.level", "salary.sector"]
    assert "senior" in str(refused.value) and "health" in str(refused.value)


@pytest.mark.parametrize("sector", ["", *(row.sector for row in TABLE.wages if row.sector and row.soc == "13-1082")])
def test_the_curve_meets_the_percentiles_that_it_did_not_see(sector):
    """P10 and P90 are held out: the 80 % band of a curve through P25, median and P75 holds 75 to 85 % of the mass."""
    row = next(r for r in TABLE.wages if r.soc == "13-1082" and r.sector == sector)
    inner = Wage(row.soc, row.title, row.year, row.source, p25=row.p25, median=row.median, p75=row.p75)
    band = Mixture([Part(inner.curve(), 1.0)])
    whole = Mixture([Part(row.curve(), 1.0)])
    assert 0.75 <= whole.below(band.at(0.9)) - whole.below(band.at(0.1)) <= 0.85


def applications(n, base=150_000, state="CO"):
    return [Certified("Implementation Manager", "13-1082", state, "Denver", 2025, base + 100 * i) for i in range(n)]


def test_from_thirty_applications_on_they_are_blended_in_by_their_number():
    alone = estimate("Implementation Manager", area="Denver, CO")
    few = estimate("Implementation Manager", area="Denver, CO", certified=applications(29))
    many = estimate("Implementation Manager", area="Denver, CO", certified=applications(90))
    other = estimate("Implementation Manager", area="Denver, CO", certified=applications(90, state="TX"))
    assert few.median == alone.median == other.median < many.median
    assert (few.inputs[-1].n, few.inputs[-1].weight) == (29, 0)
    assert (many.inputs[-1].n, many.inputs[-1].weight) == (90, 0.75)


def test_total_pay_is_unknown_until_an_offer_says_it():
    assert estimate("PM").total is None
    with_offer = estimate("PM", offers=[Offer("PM", "", "", 2025, 100_000, 120_000)])
    assert with_offer.total == (round(with_offer.band_50[0] * 1.2, -3), with_offer.total[1])


def test_a_good_offer_in_hand_becomes_the_least_that_one_accepts():
    talk = estimate("PM", offers=[Offer("PM", "", "", 2025, 140_000)]).negotiation
    assert talk.walk_away == 140_000 and talk.target == 147_000
    assert "140,000" in talk.because


def test_ageing_needs_to_be_asked_for():
    then, now = estimate("PM"), estimate("PM", raise_per_year=4, to_year=2026)
    assert now.median == pytest.approx(then.median * 1.04**2, abs=1_000)
    assert any("not aged" in note for note in then.notes)
