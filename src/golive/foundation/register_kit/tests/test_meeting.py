"""What happens to a request whose writing met somebody else's?"""

from __future__ import annotations

import json

import psycopg
import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.installations import Installation

HERE = "golive.foundation.register_kit.tests"
tries: list[str] = []


def _deadlocked(request: HttpRequest) -> HttpResponse:
    tries.append(request.path)
    raise OperationalError("deadlock detected") from psycopg.errors.DeadlockDetected("deadlock detected")


def _locked(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def _broken(request: HttpRequest) -> HttpResponse:
    raise OperationalError("no such table: plan_task")


urlpatterns = [path("deadlocked/", _deadlocked), path("locked/", _locked), path("broken/", _broken)]
urlpatterns += [path("api/locked/", _locked)]


def test_two_requests_that_cross_both_succeed_on_the_page_and_in_the_api(installation: Installation) -> None:
    found = json.loads(installation.run(f"{HERE}.crossing"))
    attempts = 3 if found["vendor"] == "postgresql" else 2  # one of the two was rolled back, and tried once more
    assert (sorted(found["page"]["answers"]), found["page"]["attempts"]) == ([302, 302], attempts)
    assert (sorted(found["api"]["answers"]), found["api"]["attempts"]) == ([200, 200], attempts)
    assert found["names"] == ["a++++", "b++++"]


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_who_meets_another_twice_is_told_to_send_it_again() -> None:
    tries.clear()
    answer = Client().post("/deadlocked/")
    assert (answer.status_code, answer["Retry-After"], len(tries)) == (503, "5", 2)
    assert "Nothing of yours was stored" in answer.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_database_busy_past_its_time_limit_is_said_with_the_cure() -> None:
    answer = Client().post("/locked/")
    assert answer.status_code == 503
    assert "golive doctor" in answer.content.decode()
    told = Client().post("/api/locked/")
    assert (told.status_code, told.json()["refusals"][0]["code"]) == (503, "database.busy")


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_real_fault_of_the_database_stays_a_fault() -> None:
    with pytest.raises(OperationalError, match="no such table"):
        Client().post("/broken/")
