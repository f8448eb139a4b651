"""Do the laws of the house hold, and would each of them notice a breach?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.house.laws import LAWS
from tests.house.sources import ROOT, House, register_order, the_house

THE_HOUSE = the_house()
PLANTED = [
    ("plain/utils.py", '"""What is left over?"""', "could hold anything"),
    ("registers/plan/helpers/dates.py", '"""When?"""', "could hold anything"),
    ("plain/money.py", "x = 1", "no module docstring"),
    ("plain/money.py", '"""One. Two. Three."""', "tells a story"),
    ("plain/money.py", '"""How much"""', "not a sentence"),
    ("registers/plan/queries.py", '"""When?' + "\n" * 7 + 'Much more."""', "8 lines"),
    ("plain/money.py", '"""How much?"""\ndef f():\n    import json', "an import inside f"),
    ("registers/plan/tests/test_plan.py", "def test():\n    from json import loads", "an import inside test"),
    (
        "registers/changes/queries.py",
        '"""Which?"""\nfrom golive.registers.plan.models import Task',
        "enters plan by “models”",
    ),
    ("registers/changes/actions.py", '"""Who?"""\nfrom golive.registers.plan import views', "enters plan by “views”"),
    ("registers/changes/actions.py", '"""Who?"""\nfrom golive.registers import plan', "enters plan by “plan”"),
    ("registers/changes/actions.py", '"""Who?"""\nimport golive.registers.plan.models', "enters plan by “models”"),
    ("connectors/jira/sync.py", '"""Which?"""\nfrom golive.registers.raid.models import Risk', "enters raid"),
    ("registers/changes/actions.py", '"""Who?"""\ntask = apps.get_model("plan", "Task")', "goes round the doors"),
    ("registers/plan/models.py", '"""What?"""\na = models.ForeignKey("changes.Change")', "points up to changes.Change"),
    ("registers/plan/models.py", '"""What?"""\na = models.ForeignKey("scope.Item")', "points up to scope.Item"),
    ("registers/changes/models.py", '"""What?"""\na = models.ForeignKey("plan.Task")', "on_delete=models.PROTECT"),
    (
        "registers/changes/models.py",
        '"""What?"""\na = models.OneToOneField("plan.Task", on_delete=models.CASCADE, related_name="+")',
        "on_delete=models.PROTECT",
    ),
    (
        "registers/changes/models.py",
        '"""What?"""\na = models.ForeignKey("plan.Task", on_delete=models.PROTECT, related_name="changes")',
        'related_name="+"',
    ),
    ("registers/changes/models.py", '"""What?"""\na = models.ForeignKey(Task)', "not a string label"),
    ("foundation/people/models.py", '"""Who?"""\na = models.ForeignKey("plan.Task")', "points up to plan.Task"),
    ("registers/plan/views.py", '"""Which?"""\ndef f(t):\n    t.save()', "calls .save()"),
    ("registers/plan/views/drawer.py", '"""Which?"""\ndef f(t):\n    t.delete()', "calls .delete()"),
    ("registers/plan/api.py", '"""Which?"""\nTask.objects.filter(pk=1).update(name="")', "calls .update()"),
    ("registers/plan/forms.py", '"""Which?"""\nTask.objects.bulk_create([])', "calls .bulk_create()"),
    ("plain/money.py", '"""How much?"""\nimport pickle', "pickle runs code"),
    ("plain/money.py", '"""How much?"""\nfrom marshal import loads', "marshal.loads runs code"),
    ("plain/money.py", '"""How much?"""\neval("1")', "eval() runs text"),
    ("registers/plan/forms.py", '"""Which?"""\nclass Meta:\n    fields = "__all__"', "every field of the model"),
    ("registers/plan/templates/plan/list.html", "{{ task.name | safe }}", "markup taken as it is"),
    ("web/templates/base.html", "{% autoescape false %}", "markup taken as it is"),
]
WITHIN_THE_LAW = [
    ("plain/verdict.py", '"""Is it met, and if not why? The answers that rules give."""'),
    ("engines/network.py", '"""When?' + "\n" * 20 + 'The method."""'),
    ("foundation/audit/__init__.py", '"""Who did what?\n\n>>> 1\n1\n"""'),
    ("registers/changes/actions.py", '"""Who?"""\nfrom golive.registers.plan import actions as plan, queries, rules'),
    (
        "registers/changes/queries.py",
        '"""Which?"""\nif TYPE_CHECKING:\n    from golive.registers.plan.models import Task',
    ),
    (
        "registers/changes/models.py",
        '"""What?"""\nclass Change: ...\n'
        'a = models.ForeignKey("plan.Task", on_delete=models.PROTECT, related_name="+")\n'
        'b = models.ForeignKey(Change)\nc = models.ForeignKey("Change")\nd = models.ForeignKey("self")',
    ),
    (
        "registers/plan/api.py",
        '"""Which?"""\nfrom golive.registers.plan import actions as plan\n'
        '@api.delete("/x")\ndef f(t):\n    plan.delete(t)',
    ),
    ("registers/plan/actions.py", '"""Which?"""\ntask.save()'),
    ("registers/plan/templates/plan/list.html", "{{ task.name }} is safe"),
]


def plant(folder: Path, path: str, text: str) -> House:
    """A small house with a plan, a scope and changes, and the given file in it."""
    for slice_ in ("registers/plan", "registers/scope", "registers/changes", "registers/raid", "foundation/people"):
        (folder / slice_).mkdir(parents=True, exist_ok=True)
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return House(folder)


def breaches(house: House) -> list[str]:
    return [breach for law in LAWS for breach in law(house)]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_its_law(law):
    assert list(law(THE_HOUSE)) == []


@pytest.mark.parametrize(("path", "text", "says"), PLANTED, ids=[says for _, _, says in PLANTED])
def test_a_planted_breach_is_found(tmp_path, path, text, says):
    found = breaches(plant(tmp_path, path, text))
    assert any(says in breach and breach.startswith(path) for breach in found), found


@pytest.mark.parametrize(("path", "text"), WITHIN_THE_LAW, ids=[path for path, _ in WITHIN_THE_LAW])
def test_what_the_law_allows_is_left_alone(tmp_path, path, text):
    assert breaches(plant(tmp_path, path, text)) == []


def test_the_register_order_is_read_from_the_contracts():
    order = register_order()
    assert order[0] == ["steering"]
    assert ["changes", "recovery", "priorities"] in order
    assert order[-1] == ["status", "lessons"]


# Each line breaks one contract and must be named in the linter's answer.
PLANTED_IMPORTS = {
    "plain/money.py": "from golive.web import pages\nfrom golive.plain import rag",
    "foundation/people.py": "from golive.registers.plan import queries",
    "attic/__init__.py": "",
    "registers/invented/__init__.py": "",
    "registers/plan/queries.py": "from golive.registers.changes import queries\n"
    "from golive.registers.scope import rules",
    "registers/plan/models.py": "from golive.registers.plan import actions",
    "registers/plan/actions.py": "from golive.registers.plan import views",
    "registers/plan/rules.py": "import django.db",
    "registers/scope/rules.py": "from golive.registers.scope import queries",
    "engines/schedule.py": "from django.utils import timezone",
    "career/learning/reading.py": "from django.utils import timezone",
    "career/scoring/__init__.py": "from django.shortcuts import render",
}
EXPECTED_IN_ANSWER = [
    "golive.plain.money -> golive.web.pages",
    "golive.foundation.people -> golive.registers.plan.queries",
    "- golive.attic",
    "- golive.registers.invented",
    "golive.registers.plan.queries -> golive.registers.changes.queries",
    "golive.registers.plan.queries -> golive.registers.scope.rules",
    "golive.registers.plan.models -> golive.registers.plan.actions",
    "golive.registers.plan.actions -> golive.registers.plan.views",
    "golive.registers.plan.rules -> django",
    "golive.registers.scope.rules -> golive.registers.scope.queries",
    "golive.engines.schedule -> django",
    "golive.career.scoring -> django",
    "golive.career.learning.reading -> django",
    "No cycles are allowed in golive.plain",
]
PURE_ON_THE_DESK = ("bank", "matching", "scoring", "roleplays", "copilot", "speech", "salary", "resume")
SMALL_HOUSE = [
    *(f"{floor}/__init__.py" for floor in ("web", "connectors", "registers", "foundation", "engines", "plain")),
    *(f"registers/{name}/__init__.py" for name in ("plan", "scope", "changes")),
    "career/__init__.py",
    *(f"career/{name}/__init__.py" for name in PURE_ON_THE_DESK),
    *(f"career/learning/{name}.py" for name in ("__init__", "reading", "certificates", "trends", "feed_file")),
    *(f"registers/plan/{name}.py" for name in ("rules", "models", "queries", "actions", "views")),
    *("registers/changes/queries.py", "registers/scope/queries.py", "registers/scope/rules.py", "web/pages.py"),
    *(
        "plain/money.py",
        "foundation/people.py",
        "engines/schedule.py",
        "registers/plan/tests/__init__.py",
        "__init__.py",
    ),
]


def contracts_of(folder: Path) -> str:
    """What the contracts say of a small house in this folder, with the given imports in it."""
    shutil.copy(ROOT / ".importlinter", folder)
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"]
    environment = {"PYTHONPATH": str(folder), "COLUMNS": "200"}
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    return answer.stdout + answer.stderr


def small_house(folder: Path, imports: dict[str, str]) -> Path:
    within = {"plain/rag.py": "from golive.plain import money"}
    within["registers/plan/tests/test_plan.py"] = "from golive.registers.changes import queries"
    for path, text in {**dict.fromkeys(SMALL_HOUSE, ""), **within, **imports}.items():
        file = folder / "golive" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder


@pytest.mark.process
def test_the_contracts_hold_in_a_house_without_a_fault(tmp_path):
    assert "6 kept, 0 broken" in contracts_of(small_house(tmp_path, {}))


@pytest.mark.process
def test_the_contracts_name_every_planted_import(tmp_path):
    answer = contracts_of(small_house(tmp_path, PLANTED_IMPORTS))
    assert "0 kept, 6 broken" in answer
    assert [line for line in EXPECTED_IN_ANSWER if line not in answer] == [], answer


@pytest.mark.process
def test_the_contracts_of_the_house_are_kept():
    answer = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo"], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.django_db
def test_no_model_waits_for_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
