"""Do two requests that lock the same rows in opposite orders both succeed? Prints answers and attempts."""

from __future__ import annotations

import json
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

from django import forms
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from ninja import NinjaAPI

from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform

attempts: list[str] = []
meeting = Barrier(2)


@transaction.atomic
def give(first: str, second: str) -> str:
    """Write two rows in this order; on the first attempt both writers hold one row before they want the other's."""
    attempts.append(first)
    for email in (first, second):
        person = Person.objects.select_for_update().get(email=email)
        Person.objects.filter(pk=person.pk).update(name=f"{person.name}+")
        if len(attempts) <= 2 and email == first:
            meet()
    return "/done/"


def meet() -> None:
    with suppress(BrokenBarrierError):  # SQLite lets only one of the two in, and so they never meet
        meeting.wait(timeout=20 if connection.vendor == "postgresql" else 1)


def page(request: HttpRequest, first: str, second: str) -> HttpResponse:
    return perform(request, title="Give", form=forms.Form, do=lambda _: give(first, second), back="/")


api = NinjaAPI(urls_namespace="crossing")


@api.post("/{first}/{second}/")
def operation(request: HttpRequest, first: str, second: str) -> str:
    return give(first, second)


urlpatterns = [path("api/", api.urls), path("<str:first>/<str:second>/", page)]


def post(address: str, answers: list[int]) -> None:
    answers.append(Client().post(address, {}).status_code)
    connection.close()


def cross(prefix: str) -> dict[str, object]:
    attempts.clear()
    meeting.reset()
    answers: list[int] = []
    ways = ("a@x.example/b@x.example", "b@x.example/a@x.example")
    both = [Thread(target=post, args=(f"{prefix}/{way}/", answers)) for way in ways]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return {"answers": answers, "attempts": len(attempts)}


def main() -> None:
    for name in "ab":
        Person.objects.create(email=f"{name}@x.example", name=name)
    with override_settings(ROOT_URLCONF=__name__):
        found = {"page": cross(""), "api": cross("/api")}
    names = sorted(Person.objects.values_list("name", flat=True))
    print(json.dumps({**found, "names": names, "vendor": connection.vendor}))
