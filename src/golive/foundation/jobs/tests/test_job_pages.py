"""Is a job found again, does its bar move, and who may stop it?"""

from __future__ import annotations

import pytest
from django.test import Client

from golive.foundation.audit.models import Entry
from golive.foundation.implementations.models import Implementation
from golive.foundation.jobs.models import Job, State
from golive.foundation.register_kit.contract import signed_in
from tests.world import World


@pytest.fixture
def job(world: World) -> Job:
    return Job.objects.create(
        kind="Reading plan.xml", by=world.lead, implementation=world.acme, state=State.RUNNING, done=40, total=120
    )


def test_who_left_finds_the_job_again_and_its_bar_asks_on_until_it_ended(world: World, job: Job) -> None:
    base = world.acme.url("jobs")
    client = signed_in(world.viewer)
    page = client.get(base).content.decode()
    assert "Reading plan.xml" in page
    assert f'hx-get="{base}{job.pk}/progress/"' in page
    assert "hx-get" in client.get(f"{base}{job.pk}/progress/").content.decode()
    Job.objects.filter(pk=job.pk).update(state=State.DONE, done=120, result={"url": "/i/acme-crm/plan/"})
    part = client.get(f"{base}{job.pk}/progress/").content.decode()
    assert "every 2s" not in part
    assert "See what came of it" in part
    assert "<html" not in part


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_result_leads_nowhere_else(world: World, job: Job, url: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result={"url": url})
    assert url not in signed_in(world.viewer).get(world.acme.url("jobs", job.pk)).content.decode()


def test_who_asked_for_it_and_the_manager_stop_it_and_others_may_not(world: World, job: Job) -> None:
    address = world.acme.url("jobs", job.pk, "stop")
    refused = signed_in(world.viewer).post(address)
    assert refused.status_code == 403
    assert "may not stop or repeat a job" in refused.content.decode()
    assert signed_in(world.stranger).post(address).status_code == 404
    assert signed_in(world.lead).get(address).status_code == 405
    assert signed_in(world.lead).post(address).status_code == 302
    assert Job.objects.get(pk=job.pk).cancel_asked
    assert Entry.objects.latest("seq").sentence == "Priya Nair asked that the job “Reading plan.xml” stop"


def test_a_failed_job_is_done_again_and_one_that_runs_is_not(world: World, job: Job) -> None:
    address = world.acme.url("jobs", job.pk, "repetition")
    assert signed_in(world.manager).post(address).status_code == 422
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, error="The disk is full.")
    assert "The disk is full." in signed_in(world.viewer).get(world.acme.url("jobs", job.pk)).content.decode()
    assert signed_in(world.manager).post(address).status_code == 302
    assert Job.objects.get(pk=job.pk).state == State.QUEUED
    assert Entry.objects.latest("seq").verb == "job.repeated"


def test_a_job_of_another_implementation_is_not_found_here(world: World, job: Job, other: Implementation) -> None:
    for part in ("", "progress/"):
        assert signed_in(world.manager).get(other.url("jobs", job.pk) + part).status_code == 404
    assert signed_in(world.manager).post(other.url("jobs", job.pk, "stop")).status_code == 404
    assert Client().get(world.acme.url("jobs"))["Location"].startswith("/sign-in/")
