"""A levelled schedule keeps every wait and capacity, is never below its bound, and is the same wherever it is made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule.findings import PlanError
from golive.engines.schedule.levelling import bounds, compiled, cp_sat
from golive.engines.schedule.levelling.checker import makespan, violations
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.genetic import Limit, breed
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence
from golive.engines.schedule.levelling.level import Engine, _search_limit, level
from golive.engines.schedule.levelling.packed import pack
from golive.engines.schedule.levelling.refutation import refuter
from golive.engines.schedule.levelling.shifted import fits, shifted
from tests.examples import examples

needs_numba = pytest.mark.skipif(not compiled.available(), reason="the extra fast is not installed")
needs_cp_sat = pytest.mark.skipif(not cp_sat.available(), reason="the extra opt is not installed")


@st.composite
def instances(draw) -> Instance:
    """Small projects with several resources and start-to-start waits of either sign."""
    size, resources = draw(st.integers(1, 9)), draw(st.integers(0, 3))
    capacities = tuple(draw(st.integers(1, 5)) for _ in range(resources))
    acts = tuple(
        Activity(10 * j, draw(st.integers(0, 6)), tuple(draw(st.integers(0, top)) for top in capacities))
        for j in range(size)
    )
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] < p[1])
    found = draw(st.lists(pairs, max_size=2 * size)) if size > 1 else []
    waits = tuple(Precedence(i, j, draw(st.sampled_from([None, None, None, 0, 2, 9, -2]))) for i, j in found)
    return Instance("any", acts, waits, capacities)


@given(instances())
@settings(max_examples=examples(80), deadline=None)
def test_the_schedule_keeps_every_wait_and_capacity_and_its_bound(instance):
    found = level(instance, seconds=None, schedules=60, engine="search", fast=False)
    assert violations(instance, found.starts) == []
    assert makespan(instance, found.starts) == found.makespan
    assert found.bound <= found.makespan


@needs_cp_sat
@given(instances())
@settings(max_examples=12, deadline=None)
def test_no_schedule_of_cp_sat_is_below_our_bound_and_the_search_meets_it_on_small_projects(instance):
    proven = level(instance, seconds=None, schedules=3, engine="cp-sat", fast=False)
    packed = pack(instance)
    assert proven.optimal
    assert bounds.lower_bound(packed) <= proven.makespan
    assert violations(instance, proven.starts) == []
    assert breed(packed, Limit(schedules=1500), proven.bound, fast=False).makespan <= proven.makespan + 1


@needs_numba
@pytest.mark.parametrize(("size", "seed"), [(30, 1), (60, 2)])
def test_the_compiled_search_gives_the_same_numbers(size, seed):
    packed = pack(generate(size, seed=seed))
    one, other = (breed(packed, Limit(schedules=900), 0, fast=fast) for fast in (True, False))
    assert (one.makespan, one.starts, one.schedules) == (other.makespan, other.starts, other.schedules)


def test_the_same_seed_gives_the_same_schedule_and_more_time_never_a_longer_one():
    instance = generate(60, seed=5)
    short, again, long = (level(instance, seconds=None, schedules=n, engine="search") for n in (600, 600, 6000))
    assert short.starts == again.starts
    assert long.makespan <= short.makespan


@needs_cp_sat
@given(instances())
@settings(max_examples=examples(60), deadline=None)
def test_no_length_is_refuted_in_which_a_schedule_fits(instance):
    packed = pack(instance)
    shortest = level(instance, seconds=None, schedules=3, engine="cp-sat", fast=False)
    assert shortest.optimal
    asked = refuter(packed, bounds.heads(packed), bounds.tails(packed), bounds.apart(packed))
    assert not any(asked.refutes(shortest.makespan + more) for more in range(3))


def test_lengths_are_refuted_that_no_other_bound_rules_out():
    raised = 0
    for seed in range(6):
        packed = pack(generate(30, factor=0.5, strength=0.2, seed=seed))
        simple = max(bounds.critical_path(packed), bounds.energy(packed), bounds.exclusive(packed))
        raised += bounds.lower_bound(packed) > simple
    assert raised >= 2


def test_the_search_goes_on_longer_where_the_gap_is_wide():
    hours = iter(range(1000))
    limit = Limit(seconds=3, longer=9, wide=1.1, clock=lambda: float(next(hours)))
    assert [limit.spent(0, 12, 10) for _ in range(10)].index(True) == 9
    hours = iter(range(1000))
    assert [limit.spent(0, 11, 10) for _ in range(10)].index(True) == 3


@needs_cp_sat
def test_cp_sat_gets_most_of_the_time_in_a_small_project_and_little_where_a_large_one_has_a_wide_gap():
    small, large = (_search_limit(Engine.AUTO, True, size, Limit(seconds=10)) for size in (30, 60))
    assert (small.seconds, small.longer) == (2, None)
    assert (large.seconds, large.longer) == (5, 8.5)
    assert _search_limit(Engine.SEARCH, False, 60, Limit(seconds=10)) == Limit(seconds=10)


def test_a_clock_of_ones_own_ends_the_search_and_cp_sat():
    ticks = iter(range(10**9))
    found = level(
        generate(30, strength=0.2, factor=1.0, seed=4), seconds=40, clock=lambda: float(next(ticks)), fast=False
    )
    assert found.bound <= found.makespan


def test_a_project_whose_resource_is_one_person_lasts_as_long_as_all_work_together():
    acts = tuple(Activity(j, j, (1,)) for j in range(1, 6))
    found = level(Instance("one person", acts, (), (1,)), seconds=None, schedules=30)
    assert (found.makespan, found.bound, found.gap) == (15, 15, 0)
    assert found.optimal


def test_without_resources_the_critical_path_is_the_answer():
    acts = Activity(1, 3), Activity(2, 4), Activity(3, 2)
    found = level(Instance("free", acts, (Precedence(0, 1), Precedence(0, 2, 1)), ()), seconds=None, schedules=3)
    assert found.starts == {1: 0, 2: 3, 3: 1}
    assert found.makespan == 7


def test_an_empty_project_takes_no_time():
    found = level(Instance("nothing", (), (), ()), seconds=None, schedules=3)
    assert (found.makespan, found.gap, found.starts) == (0, 0, {})


def test_demands_too_wide_for_one_word_are_levelled_all_the_same():
    acts = tuple(Activity(j, 2, (2**20,) * 4) for j in range(3))
    found = level(Instance("wide", acts, (), (2**20 + 1,) * 4), seconds=None, schedules=30)
    assert found.makespan == 6


@pytest.mark.parametrize(
    ("activity", "said"),
    [
        (Activity(7, -1, (1,)), "Activity 7 of bad lasts -1"),
        (Activity(7, 1, ()), "names 0 demands for 1 resources"),
        (Activity(7, 1, (3,)), "needs 3 of resource 1, which has 2"),
    ],
)
def test_an_impossible_activity_is_refused(activity, said):
    with pytest.raises(PlanError, match=said):
        Instance("bad", (activity,), (), (2,))


def test_a_schedule_that_breaks_something_is_found_out():
    two = Instance("two", (Activity(1, 3, (1,)), Activity(2, 2, (1,))), (Precedence(0, 1),), (1,))
    assert violations(two, {1: 0, 2: 3}) == []
    assert violations(two, {1: 0, 2: 2}) == [
        "Activity 2 starts at 2, but 1 permits 3.",
        "Resource 1 is used 2 times in period 2, but only 1 is there.",
    ]
    assert violations(two, {1: 0}) == ["Activity 2 has no start."]


def test_generated_instances_have_the_complexity_that_was_asked_for():
    for seed in range(3):
        instance = generate(60, complexity=1.8, seed=seed)
        assert abs(len(instance.precedences) / 62 - 1.8) < 0.1
    assert generate(30, seed=1) == generate(30, seed=1) != generate(30, seed=2)


def test_a_project_whose_resources_never_clash_is_answered_without_a_search():
    acts = Activity(1, 3 * 10**9, (1,)), Activity(2, 10**9, (1,))
    found = level(Instance("in turn", acts, (Precedence(0, 1),), (1,)), seconds=None, schedules=3)
    assert (found.makespan, found.optimal, found.engines, found.schedules) == (4 * 10**9, True, (), 0)


def test_more_periods_than_can_be_counted_are_refused_with_activity_and_figure():
    acts = Activity(1, 3 * 10**9, (1,)), Activity(2, 2, (1,))
    with pytest.raises(PlanError, match="together last 3,000,000,002 periods, 1 alone 3,000,000,000; up to 1,000,000"):
        level(Instance("too long", acts, (), (1,)), seconds=None, schedules=3)


def test_bound_and_preparation_of_a_large_project_count_in_the_limit():
    acts = tuple(Activity(j, 1 + j % 7, (1 + j % 3, j % 2)) for j in range(4000))
    waits = tuple(Precedence(j // 2, j) for j in range(1, 4000))
    hours = iter(range(10**9))
    instance = Instance("large", acts, waits, (9, 4))
    found = level(instance, seconds=3, engine="search", clock=lambda: float(next(hours)), fast=False)
    assert found.schedules <= 18
    assert violations(instance, found.starts) == []
    assert found.bound <= found.makespan


@given(instances(), st.integers(0, 10**6))
@settings(max_examples=examples(60), deadline=None)
def test_shifting_a_schedule_keeps_every_wait_and_capacity_and_makes_it_no_longer(instance, seed):
    packed = pack(instance)
    late = breed(packed, Limit(schedules=9), 0, seed=seed % 97, fast=False)
    moved = shifted(packed, late.starts)
    assert max((s + d for s, d in zip(moved, packed.duration, strict=True)), default=0) <= late.makespan
    keys = [packed.instance.activities[position].key for position in packed.order]
    assert violations(instance, dict(zip(keys, moved, strict=True))) == []
    assert fits(packed, moved)
