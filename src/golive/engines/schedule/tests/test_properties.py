"""What holds for every plan."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.schedule import Constraint, Link, LinkType, read_mspdi, schedule, write_mspdi
from golive.engines.schedule.dates.cpm import earliest_by
from golive.engines.schedule.tests.plans import plans
from golive.plain.working_time import to_ticks
from tests.examples import examples

ONE_CALENDAR = (None,)


@given(plans(calendars=ONE_CALENDAR))
@settings(max_examples=examples(150), deadline=None)
def test_without_constraints_no_float_is_negative_and_something_is_critical(plan):
    dates = schedule(plan)
    assert all(row.total_float_min >= 0 and row.free_float_min >= 0 for row in dates.tasks)
    assert any(row.critical for row in dates.tasks)


@given(plans(most=7), st.data())
@settings(max_examples=examples(150), deadline=None)
def test_one_more_link_never_starts_anything_earlier(plan, data):
    if len(plan.tasks) < 2:
        return
    pred = data.draw(st.integers(1, len(plan.tasks) - 1))
    succ = data.draw(st.integers(pred + 1, len(plan.tasks)))
    link = Link(pred, succ, data.draw(st.sampled_from(list(LinkType))), data.draw(st.sampled_from([0, 480, -480])))
    before, after = schedule(plan), schedule(replace(plan, links=(*plan.links, link)))
    for row in before.tasks:
        time = before.net.axes.times[before.net.axis[before.net.position[row.uid]]]
        assert time.to_work(to_ticks(after[row.uid].early_start)) >= time.to_work(to_ticks(row.early_start))


@given(plans())
@settings(max_examples=examples(150), deadline=None)
def test_no_task_starts_before_a_link_permits(plan):
    dates = schedule(plan)
    net, found = dates.net, dates.passes
    for v, waits in enumerate(net.preds):
        for place in range(len(waits)):
            assert found.es[v] >= earliest_by(net, dates.known, found, v, place)


@given(plans())
@settings(max_examples=examples(100), deadline=None)
def test_every_start_has_its_reason_and_the_driving_path_begins_where_nothing_waits(plan):
    dates = schedule(plan)
    for row in dates.tasks:
        first = dates.driving_path(row.uid)[0]
        assert dates.passes.driver[dates.net.position[first.uid]] < 0


@given(plans(constrained=True))
@settings(max_examples=examples(100), deadline=None)
def test_what_is_written_is_read_back_as_the_same_plan(plan):
    once = read_mspdi(write_mspdi(plan))
    assert read_mspdi(write_mspdi(once)) == once
    assert write_mspdi(once) == write_mspdi(read_mspdi(write_mspdi(once)))
    mine, theirs = schedule(plan), schedule(once)
    assert [row.start for row in mine.tasks] == [row.start for row in theirs.tasks]
    assert mine.finish == theirs.finish


@given(plans(constrained=True))
@settings(max_examples=examples(100), deadline=None)
def test_the_same_plan_always_gives_the_same_dates(plan):
    assert schedule(plan).tasks == schedule(replace(plan)).tasks


@given(plans(constrained=True))
@settings(max_examples=examples(150), deadline=None)
def test_no_milestone_stands_before_the_date_that_it_must_not_precede(plan):
    for row in schedule(plan).tasks:
        if row.task.duration_min == 0 and row.task.constraint in (Constraint.SNET, Constraint.FNET):
            assert row.start >= row.task.constraint_at
