"""What does each address answer to each principal? ``python -m tests.access`` writes the table again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from golive.foundation.register_kit.contract import bearer, signed_in
from tests.access.addresses import every_address
from tests.access.bodies import Bodies
from tests.access.stage import Stage, full
from tests.house.sources import ROOT
from tests.world import ROLES, build_world

FILE = ROOT / "tests" / "access_table.json"
PRINCIPALS = ["nobody", "stranger", "manager", *ROLES]
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
ABOUT = (
    "One line for each address and method: what it answers to " + ", ".join(PRINCIPALS) + ". Addresses below /api/ "
    "are asked with a token, the others in a session; a POST carries an empty form, in the API the smallest body. "
    "Written by PYTHONPATH=src python -m tests.access: read every changed line before you commit it."
)


def probe(stage: Stage, only: str = "") -> dict[str, str]:
    """The answers of every address (that contains ``only``) to everybody; whatever a request wrote is undone."""
    people = {name: getattr(stage.world, name) for name in PRINCIPALS if name != "nobody"}
    clients = {name: signed_in(people.get(name)) for name in PRINCIPALS}
    headers = {name: bearer(person) for name, person in people.items()} | {"nobody": {}}
    bodies = Bodies()

    def as_seen_by(name: str, method: str, pattern: str) -> int:
        if pattern.startswith("/api/"):
            return ask(Client(headers=headers[name]), method, stage.address(pattern), bodies.of(pattern, method))
        return ask(_copy(clients[name]), method, stage.address(pattern))

    found: dict[str, str] = {}
    for pattern in every_address():
        for method in METHODS if only in pattern else []:
            if as_seen_by("manager", method, pattern) != 405:
                found[f"{method} {pattern}"] = " ".join(str(as_seen_by(name, method, pattern)) for name in PRINCIPALS)
    return found


def _copy(client: Client) -> Client:
    """A client with the same session: leaving in one probe must not leave the next one signed out."""
    fresh = Client(raise_request_exception=False)
    fresh.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return fresh


def ask(client: Client, method: str, address: str, body: Any = None) -> int:
    client.raise_request_exception = False
    cache.clear()
    with transaction.atomic():
        if body is None:
            answer = client.generic(method, address, **_form(method))
        else:
            answer = client.generic(method, address, json.dumps(body), content_type="application/json")
        transaction.set_rollback(True)
    return int(answer.status_code)


def _form(method: str) -> dict[str, str]:
    return {"content_type": "application/x-www-form-urlencoded"} if method == "POST" else {}


def kept() -> dict[str, str]:
    answers: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))["answers"]
    return answers


def rows(answers: dict[str, str]) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Method, address, and the answer to each principal."""
    for key, said in answers.items():
        method, address = key.split(" ")
        yield method, address, dict(zip(PRINCIPALS, map(int, said.split()), strict=True))


def main(only: str = "") -> None:
    setup_test_environment()
    name = connection.creation.create_test_db(verbosity=0)
    try:
        with transaction.atomic():
            stage = full(build_world())
            answers = probe(stage, only)
            transaction.set_rollback(True)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()
    if only:
        others = {key: said for key, said in kept().items() if only not in key and key.split(" ")[1] in every_address()}
        answers = dict(sorted({**others, **answers}.items(), key=lambda line: line[0].split(" ")[1]))
    write(FILE, {"about": ABOUT, "answers": answers})


def write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{file.relative_to(ROOT)} is written")
