"""Which pages are slow, and what do they ask the database? Prints p50 and p95, queries, size, ratio to a bare page."""

from __future__ import annotations

import argparse
import cProfile
import gc
import math
import pstats
import statistics
import time
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.pages.large import build
from golive.foundation.register_kit import remembering
from golive.foundation.register_kit.contract import signed_in
from golive.registers.changes.models import ChangeRequest
from golive.registers.commitments.models import Commitment
from golive.registers.plan import actions as plan
from golive.registers.plan import queries as plans
from golive.registers.raid.models import Item
from tests.world import World

TARGET_MS = 150
DESK = {
    "overview": "", "interview": "interview/", "copilot": "copilot/", "bank": "questions/", "role-plays": "role-play/",
    "stories": "stories/", "résumé": "resume/", "salary": "salary/",
    "learning": "learning/", "feeds": "learning/feeds/", "certificates": "learning/certificates/",
    "trends": "learning/trends/",
}  # fmt: skip


def pages(world: World) -> dict[str, str]:
    acme = world.acme
    item = Item.objects.filter(implementation=acme).earliest("pk")
    change = ChangeRequest.objects.filter(implementation=acme).latest("pk")
    owed = Commitment.objects.filter(implementation=acme).latest("pk")
    found = {
        "cockpit": acme.url(),
        "practice board": acme.url("practices"),
        "RAID list": acme.url("raid"),
        "RAID list, last page": acme.url("raid") + "?page=100",
        "RAID list, searched": acme.url("raid") + "?q=warehouse+item+77",
        "RAID list, by score": acme.url("raid") + "?sort=-score",
        "RAID item": item.get_absolute_url(),
        "task list": acme.url("plan"),
        "task": acme.url("plan", "T-77"),
        "Gantt": acme.url("plan", "gantt"),
        "Gantt of one workstream": acme.url("plan", "gantt") + "?stream=WS-001",
        "forecast": acme.url("plan", "forecast"),
        "slips": acme.url("plan", "slips"),
        "change list": acme.url("changes"),
        "change": change.get_absolute_url(),
        "commitments": acme.url("commitments"),
        "commitment": owed.get_absolute_url(),
        "decisions": acme.url("decisions"),
        "scope": acme.url("scope"),
        "RACI": acme.url("raci"),
        "steering": acme.url("steering"),
        "migration objects": acme.url("data_migration"),
        "test migrations": acme.url("data_migration", "tests"),
        "migration comparison": acme.url("data_migration", "comparison"),
        "migration servers": acme.url("data_migration", "connections"),
        "gates": acme.url("go_no_go"),
        "status": acme.url("status"),
        "imports": acme.url("imports"),
        "audit": acme.url("audit"),
        "people": acme.url("people"),
        **{f"desk: {name}": f"/me/desk/{address}" for name, address in DESK.items()},
    }
    client = signed_in(world.manager)
    return {name: url for name, url in found.items() if client.get(url, follow=True).status_code == 200}


def cold() -> None:
    """What a page finds as a rule: no page is kept anywhere; at hand are the plan as it was written, and what stands
    until something is recorded (register_kit.remembering: the practice board, the faults of the matrix)."""
    cache.clear()


def restarted() -> None:
    """What the first page after a restart finds: the plan has to be read and scheduled again."""
    cache.clear()
    plans.forget()
    remembering.forget()


def once(client: Client, url: str) -> tuple[float, float, int]:
    """Milliseconds by the clock, milliseconds of processor (what a busy machine does not stretch), bytes sent."""
    began, worked = time.perf_counter(), time.process_time()
    answer = client.get(url)
    took, spent = time.perf_counter() - began, time.process_time() - worked
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return took * 1000, spent * 1000, len(answer.content)


def measure(client: Client, url: str, rounds: int, before: Any) -> dict[str, float]:
    times, spent, size = [], [], 0
    once(client, url)  # has the plan at hand again where the page before played a restart
    for _ in range(rounds):
        before()
        gc.collect()
        took, worked, size = once(client, url)
        times.append(took)
        spent.append(worked)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return {
        "p50": statistics.median(times),
        "p95": nearest_rank(times),
        "cpu": nearest_rank(spent),
        "queries": len(asked),
        "kb": size / 1024,
    }


def nearest_rank(times: list[float], share: float = 0.95) -> float:
    return sorted(times)[math.ceil(share * len(times)) - 1]


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--items", type=int, default=5000)
    reader.add_argument("--tasks", type=int, default=10_000)
    reader.add_argument("--rounds", type=int, default=20)
    reader.add_argument("--forecast", action="store_true", help="compute a forecast first (takes a minute)")
    reader.add_argument("--profile", default="", help="the name of one page to take apart")
    asked = reader.parse_args()
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    world = build(asked.items, asked.tasks)
    print(f"{asked.items} items and {asked.tasks} tasks stored in {time.perf_counter() - began:.1f} s")
    if asked.forecast:
        began = time.perf_counter()
        plan.recompute(world.acme, by=world.manager)
        print(f"forecast computed in {time.perf_counter() - began:.1f} s")
    client = signed_in(world.manager)
    found = pages(world)
    if asked.profile:
        return take_apart(client, found[asked.profile])
    table(client, found, asked.rounds)


def table(client: Client, found: dict[str, str], rounds: int) -> None:
    bare = measure(Client(), "/sign-in/", rounds, cold)
    print(f"{'page':<26}{'cold p50':>9}{'cold p95':>9}{'cpu p95':>9}{'restart':>9}{'queries':>8}{'kB':>7}{'x bare':>8}")
    worst = busiest = 0.0
    for name, url in found.items():
        shown = measure(client, url, rounds, cold)
        first = measure(client, url, 2, restarted)
        worst, busiest = max(worst, shown["p95"]), max(busiest, shown["cpu"])
        print(
            f"{name:<26}{shown['p50']:>9.0f}{shown['p95']:>9.0f}{shown['cpu']:>9.0f}{first['p95']:>9.0f}{shown['queries']:>8}"
            f"{shown['kb']:>7.0f}{shown['p50'] / bare['p50']:>8.1f}"
        )
    verdict = "met" if worst <= TARGET_MS else "NOT MET"
    print(f"worst cold p95 {worst:.0f} ms, of processor {busiest:.0f} ms; target {TARGET_MS} ms: {verdict}")


def take_apart(client: Client, url: str) -> None:
    client.get(url)
    cold()
    profile = cProfile.Profile()
    profile.runcall(client.get, url)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    for query in asked.captured_queries:
        print(query["time"], query["sql"][:300])
