"""Does a job do its work, say how far it is, stop when told to, and fail with a cure?"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from golive.foundation import audit, jobs
from golive.foundation.jobs import kinds
from golive.foundation.jobs.endings import LeaseLost
from golive.foundation.jobs.models import DueTime, Job
from golive.foundation.jobs.queries import unknown
from golive.foundation.jobs.queue import claim, enqueue_due
from golive.foundation.jobs.tests import work
from golive.foundation.jobs.worker import run
from golive.plain.verdict import Refusal, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds and schedules declared by a test are gone after it."""
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    monkeypatch.setattr(kinds, "_SCHEDULES", {})
    monkeypatch.setattr(work, "NOTED", [])


def person(name: str) -> Any:
    return apps.get_model("people.Person").objects.create(email=f"{name.split()[0].lower()}@acme.example", name=name)


def done(job: Job) -> Job:
    jobs.run_pending()
    job.refresh_from_db()
    return job


def test_a_job_runs_with_its_arguments_and_keeps_its_result() -> None:
    job = jobs.enqueue("test.note", by=person("Maya Ortiz"), what="the plan")
    assert (job.state, job.title, str(job)) == ("queued", "Noting the plan", "Noting the plan (waiting)")
    assert (done(job).state, job.result, job.attempts) == ("done", {"noted": "the plan"}, 1)
    assert work.NOTED == ["the plan"]
    assert jobs.run_pending() == 0


def test_a_job_of_a_transaction_that_was_rolled_back_never_was() -> None:
    with transaction.atomic():
        jobs.enqueue("test.note", by=None, what="nothing")
        transaction.set_rollback(True)
    assert jobs.run_pending() == 0


def test_an_unknown_kind_is_refused_and_one_that_is_no_longer_known_waits_and_is_reported() -> None:
    with pytest.raises(ValueError, match=r"No job is called test\.unheard"):
        jobs.enqueue("test.unheard", by=None)
    job = Job.objects.create(kind="test.gone")
    assert jobs.run_pending() == 0
    assert list(unknown()) == [job]


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes"])
def test_arguments_that_are_not_json_are_refused(value: object) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        jobs.enqueue("test.note", by=None, what=value)


def test_an_open_job_with_the_same_key_is_returned_and_after_it_ended_a_new_one_is_made() -> None:
    first = jobs.enqueue("test.note", by=None, dedupe="import 7", what=1)
    assert jobs.enqueue("test.note", by=None, dedupe="import 7", what=2) == first
    assert jobs.enqueue("test.note", by=None, dedupe="import 8", what=3) != first
    done(first)
    assert jobs.enqueue("test.note", by=None, dedupe="import 7", what=4) != first


def test_the_database_itself_keeps_a_second_open_job_with_the_key_out() -> None:
    jobs.enqueue("test.note", by=None, dedupe="import 7", what=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test.note", dedupe_key="import 7")


def test_progress_is_seen_by_others_while_it_runs() -> None:
    seen: list[Any] = []

    @jobs.kind("test.steps")
    def steps(job: Job) -> None:
        job.advance(250, 1000, "Row 250 of 1,000")
        seen.append(Job.objects.get(pk=job.pk))
        job.advance(1000, 1000, "Read")

    job = done(jobs.enqueue("test.steps", by=None))
    assert (seen[0].state, seen[0].percent, seen[0].message) == ("running", 25, "Row 250 of 1,000")
    assert (job.percent, job.message) == (100, "Read")


def test_calling_advance_for_every_row_writes_only_now_and_then(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    job = jobs.enqueue("test.note", by=None, what="rows")
    claimed = claim()
    assert claimed == job
    with django_assert_max_num_queries(100):
        for row in range(20_000):
            claimed.advance(row, 20_001)


def test_a_waiting_job_is_cancelled_at_once() -> None:
    maya = person("Maya Ortiz")
    job = jobs.cancel(jobs.enqueue("test.note", by=maya, what="x"), by=maya)
    assert (job.state, job.message) == ("cancelled", "Cancelled by Maya Ortiz")
    assert jobs.run_pending() == 0


def test_a_running_job_is_cancelled_at_its_next_step_and_its_effect_never_happens() -> None:
    @jobs.kind("test.long")
    def long(job: Job) -> Any:
        jobs.cancel(Job.objects.get(pk=job.pk), by=None)
        job.advance(1, 2)
        return lambda: work.NOTED.append("effect")

    job = done(jobs.enqueue("test.long", by=None))
    assert (job.state, job.ended_at is not None, work.NOTED) == ("cancelled", True, [])


def test_a_job_that_cannot_succeed_fails_at_once_and_tells_the_cure() -> None:
    @jobs.kind("test.file")
    def read(job: Job) -> None:
        raise jobs.Failed("plan.xml has no task.", "Export the plan again with its tasks.")

    @jobs.kind("test.rule")
    def rule(job: Job) -> None:
        raise Refused([Refusal("scope.unsigned", "The scope SC-1 is not signed.", "Sign it on the Scope page.")])

    file, refused = jobs.enqueue("test.file", by=None), jobs.enqueue("test.rule", by=None)
    assert (done(file).state, file.error) == ("failed", "plan.xml has no task. Export the plan again with its tasks.")
    assert (done(refused).error, refused.attempts) == ("The scope SC-1 is not signed. Sign it on the Scope page.", 1)


def test_an_unexpected_error_is_tried_again_later_and_at_last_told() -> None:
    @jobs.kind("test.flaky", attempts=2, title="Reading")
    def flaky(job: Job) -> None:
        raise ZeroDivisionError("no days")

    job = done(jobs.enqueue("test.flaky", by=None))
    assert (job.state, job.attempts) == ("queued", 1)
    assert job.run_after > timezone.now()
    Job.objects.update(run_after=timezone.now())
    assert (done(job).state, job.attempts) == ("failed", 2)
    assert job.error.startswith("Reading failed 2 times, at last with “ZeroDivisionError: no days”. Run it again;")
    assert jobs.retry(job, by=None).state == "queued"


def test_only_an_ended_job_can_be_run_again() -> None:
    job = jobs.enqueue("test.note", by=None, what="x")
    with pytest.raises(Refused, match=r"Noting x is waiting\. Only a failed or cancelled job can run again\."):
        jobs.retry(job, by=None)


def test_the_effect_and_done_are_one_and_an_effect_that_fails_leaves_nothing() -> None:
    @jobs.kind("test.effect", attempts=1)
    def effect(job: Job) -> Any:
        def write() -> None:
            person("Half Done")
            raise RuntimeError("disk full")

        return write

    assert done(jobs.enqueue("test.effect", by=None)).state == "failed"
    assert not apps.get_model("people.Person").objects.exists()


def test_a_worker_that_lost_its_job_changes_nothing() -> None:
    job = jobs.enqueue("test.count", by=None, number=1)
    slow = claim()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick = claim()
    assert slow == quick == job
    assert quick.message == "Interrupted and resumed, attempt 2"
    with pytest.raises(LeaseLost):
        slow.advance(1, 2)
    run(slow)
    assert not apps.get_model("people.Person").objects.exists()
    run(quick)
    assert apps.get_model("people.Person").objects.count() == 1


def test_a_worker_that_is_stopped_puts_its_job_back() -> None:
    stop = threading.Event()

    @jobs.kind("test.stopped")
    def stopped(job: Job) -> None:
        stop.set()
        job.advance(1, 2)

    jobs.enqueue("test.stopped", by=None)
    claimed = claim()
    assert claimed is not None
    claimed.stopping = stop
    run(claimed)
    claimed.refresh_from_db()
    assert (claimed.state, claimed.attempts) == ("queued", 0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_a_job_as_soon_as_it_is_committed() -> None:
    worked = threading.Event()

    @jobs.kind("test.bell")
    def bell(job: Job) -> None:
        worked.set()

    with jobs.working():
        job = jobs.enqueue("test.bell", by=None)
        assert worked.wait(30)
    job.refresh_from_db()
    assert job.state == "done"


def test_a_job_is_found_by_its_person_and_by_the_members_and_by_nobody_else() -> None:
    maya, sam, kim = person("Maya Ortiz"), person("Sam Reed"), person("Kim Vale")
    acme = apps.get_model("implementations.Implementation").objects.create(slug="acme", name="Acme CRM", client="Acme")
    apps.get_model("implementations.RoleHolding").objects.create(implementation=acme, person=sam, role="manager")
    shared = jobs.enqueue("test.note", by=maya, implementation=acme, what="shared")
    own = jobs.enqueue("test.note", by=maya, what="own")
    assert list(jobs.visible_to(maya)) == [own, shared]
    assert list(jobs.visible_to(sam)) == [shared]
    assert list(jobs.visible_to(kim)) == []


def test_a_job_by_the_clock_runs_when_due_once_and_is_made_up_for_once() -> None:
    @jobs.every("daily", at="02:30")
    @jobs.kind("test.nightly")
    def nightly(job: Job) -> None:
        work.NOTED.append("night")

    enqueue_due()
    assert jobs.run_pending() == 0
    DueTime.objects.update(next_at=timezone.now() - timedelta(days=3))
    enqueue_due()
    enqueue_due()
    assert jobs.run_pending() == 1
    assert DueTime.objects.get().next_at > timezone.now()


def test_every_night_the_log_is_anchored_and_jobs_that_ended_long_ago_are_forgotten(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.DATA = tmp_path
    month = timezone.now() - timedelta(days=31)
    old, fresh = (done(jobs.enqueue("test.note", by=None, what=what)) for what in ("old", "fresh"))
    waiting = jobs.enqueue("test.note", by=None, what="waiting", after=timezone.now() + timedelta(days=1))
    Job.objects.filter(pk=old.pk).update(ended_at=month)
    anchored, forgot = (done(jobs.enqueue(kind, by=None)) for kind in ("audit.anchor", "jobs.forget"))
    assert anchored.result == {"anchor": audit.head()} == {"anchor": audit.kept_anchors()[0]}
    assert forgot.result == {"forgotten": 1}
    assert set(Job.objects.all()) == {fresh, waiting, anchored, forgot}


@pytest.mark.parametrize(
    ("schedule", "now", "due"),
    [
        (("daily", time(2, 30)), datetime(2027, 3, 27, 1), datetime(2027, 3, 27, 1, 30)),
        # The clocks go forward on 28 Mar 2027: 02:30 does not exist, and the next day's is an hour earlier in UTC.
        (("daily", time(2, 30)), datetime(2027, 3, 28, 12), datetime(2027, 3, 29, 0, 30)),
        (("hourly", time(0, 15)), datetime(2027, 3, 27, 1, 15), datetime(2027, 3, 27, 2, 15)),
        (("weekly", time(6), 4), datetime(2027, 3, 27, 1), datetime(2027, 4, 2, 4)),
    ],
)
def test_the_next_due_time_is_by_the_wall_clock(settings, schedule, now, due) -> None:  # type: ignore[no-untyped-def]
    settings.TIME_ZONE = "Europe/Berlin"
    with timezone.override("Europe/Berlin"):
        assert kinds.Schedule("x", *schedule).next_after(now.replace(tzinfo=UTC)) == due.replace(tzinfo=UTC)
