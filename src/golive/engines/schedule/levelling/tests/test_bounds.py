"""No bound is above the shortest schedule, and rounding never makes two that fit together clash."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule.levelling import bounds, cp_sat
from golive.engines.schedule.levelling.bounds import destructive, groups, heads, lower_bound, tails
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.genetic import Limit, breed
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence
from golive.engines.schedule.levelling.packed import Packed, pack
from golive.engines.schedule.levelling.refutation import Refuter, refuter
from golive.engines.schedule.levelling.rounded import rounded
from golive.engines.schedule.levelling.tests.test_level import instances, needs_cp_sat
from tests.examples import examples


def _refuter(packed: Packed) -> Refuter:
    parted = bounds.apart(packed)
    return refuter(packed, heads(packed), tails(packed), parted, groups(packed, parted))


def _simple(packed: Packed) -> int:
    return max(bounds.critical_path(packed), bounds.energy(packed), bounds.exclusive(packed))


@needs_cp_sat
@given(instances())
@settings(max_examples=examples(40), deadline=None)
def test_no_bound_is_above_the_shortest_schedule(instance):
    packed = pack(instance)
    hint = breed(packed, Limit(schedules=6), 0, fast=False)
    shortest = cp_sat.solve(packed, hint.starts, 0, deterministic=5.0)
    assert shortest.makespan == shortest.bound
    assert _simple(packed) <= lower_bound(packed) <= shortest.makespan


@given(instances())
@settings(max_examples=examples(80), deadline=None)
def test_no_end_of_a_schedule_is_refuted(instance):
    packed = pack(instance)
    found = breed(packed, Limit(schedules=30), 0, fast=False)
    asked = _refuter(packed)
    assert not any(asked.refutes(found.makespan + more) for more in (0, 1, 7))


@given(st.integers(1, 40), st.lists(st.integers(0, 40), min_size=1, max_size=9), st.data())
def test_whatever_fits_together_fits_when_it_is_rounded(capacity, demand, data):
    demand = [min(need, capacity) for need in demand]
    chosen = data.draw(st.lists(st.sampled_from(range(len(demand))), unique=True))
    while sum(demand[j] for j in chosen) > capacity:
        chosen.pop()
    for row, top in rounded(demand, capacity):
        assert sum(row[j] for j in chosen) <= top
        assert all(0 <= need <= top for need in row)


def test_demands_of_more_than_a_third_count_as_halves():
    six = tuple(Activity(j, 4, (4,)) for j in range(6))
    packed = pack(Instance("thirds", six, (), (11,)))
    assert (_simple(packed), lower_bound(packed)) == (9, 12)


def test_of_two_that_exclude_each_other_who_cannot_be_first_is_second():
    acts = tuple(Activity(j, *row) for j, row in enumerate([(4, (0,)), (5, (1,)), (2, (1,)), (6, (0,)), (4, (0,))], 1))
    waits = Precedence(0, 1), Precedence(2, 3), Precedence(1, 4)
    packed = pack(Instance("pair", acts, waits, (1,)))
    assert _refuter(packed).refutes(12)
    assert lower_bound(packed) == 13


def test_the_bound_of_a_hard_project_is_higher_than_that_of_the_simple_ones():
    made = [pack(generate(60, complexity=1.5, factor=0.5, strength=0.2, seed=seed)) for seed in range(6)]
    assert sum(lower_bound(packed) for packed in made) > sum(_simple(packed) for packed in made)


def test_where_little_is_asked_the_bound_stays_one(monkeypatch):
    packed = pack(generate(40, seed=2))
    whole = lower_bound(packed)
    for name, least in (("MOST_POINTS", 0), ("MOST_ROUNDED", 200), ("ROUNDS", 1)):
        monkeypatch.setattr(f"golive.engines.schedule.levelling.refutation.{name}", least)
    assert _simple(packed) <= lower_bound(packed) <= whole


def test_the_first_possible_end_is_found_far_from_where_it_is_looked_for():
    packed = pack(Instance("one person", tuple(Activity(j, 7, (1,)) for j in range(40)), (), (1,)))
    assert destructive(1, _refuter(packed)) == 280


@pytest.mark.parametrize("size", [0, 1])
def test_a_project_of_nothing_or_one_has_a_bound(size):
    packed = pack(Instance("small", tuple(Activity(j, 3, (1,)) for j in range(size)), (), (1,)))
    assert lower_bound(packed) == 3 * size
