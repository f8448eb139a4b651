"""Does a job survive its worker, and does each effect happen once however many workers there are?"""

from __future__ import annotations

import json
import signal

import pytest

from tests.installations import Installation

WORK = "golive.foundation.jobs.tests.work"


def report(installation: Installation) -> dict:  # type: ignore[type-arg]
    return json.loads(installation.run(WORK, "report"))


@pytest.mark.slow
def test_a_job_whose_worker_is_killed_is_finished_by_the_next_one(installation: Installation) -> None:
    installation.run(WORK, "enqueue", "test.sleep", '{"tenths": 20}')
    doomed = installation.start(WORK, "work", "1")
    assert doomed.stdout and doomed.stdout.readline() == "started\n"
    doomed.send_signal(signal.SIGKILL)
    doomed.wait()
    doomed.stdout.close()
    installation.run(WORK, "work", "1")  # the sleep is twice as long as the lease, so the heartbeat must extend it
    seen = report(installation)
    assert seen["states"] == {"done": 1}
    assert seen["effects"] == {"slept": 1}
    assert seen["told"] == [[2, "Interrupted and resumed, attempt 2", ""]]


@pytest.mark.slow
def test_a_job_that_kills_each_of_its_workers_fails_and_says_so(installation: Installation) -> None:
    installation.run(WORK, "enqueue", "test.sleep", '{"tenths": 600}')
    for _ in range(2):
        doomed = installation.start(WORK, "work", "0.5")
        assert doomed.stdout and doomed.stdout.readline() == "started\n"
        doomed.kill()
        doomed.wait()
        doomed.stdout.close()
    installation.run(WORK, "work", "0.5")
    seen = report(installation)
    assert seen["states"] == {"failed": 1}
    assert seen["told"][0][2].startswith("Sleeping was interrupted 2 times: its worker ended each time while it ran.")


@pytest.mark.slow
def test_three_workers_do_three_hundred_jobs_once_each(installation: Installation) -> None:
    installation.run(WORK, "enqueue", "test.count", "{}", 300)
    crowd = [installation.start(WORK, "work", "30") for _ in range(3)]
    for worker in crowd:
        worker.communicate(timeout=120)
        assert worker.returncode == 0
    seen = report(installation)
    assert seen["states"] == {"done": 300}
    assert seen["effects"] == {str(number): 1 for number in range(300)}
