"""Do the pages tell the truth: does every link lead somewhere, does every command exist, does every example run?"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from golive.engines import schedule as engine
from golive.foundation.register_kit.declaration import Check, Registry
from golive.plain.practices import ON_THE_DESK, PRACTICES
from golive.web.api import api
from golive.web.cli import root
from golive.web.cli.plan import app as plan_commands
from golive.web.demo.files import write_files
from tests.house.pages import KEPT, MEASURED, NOT_YET, states
from tests.house.settings_page import every_setting
from tests.house.sources import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\S*) ?(\S*)\n(.*?)^```", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
# What only a certain machine knows. Names of hosts in examples end in example.com or are the reader's own.
# Hosts in two halves, so that this file names none; the folders of this very machine are asked for in test_locks.py.
FOREIGN = re.compile("py" r"pi\.|python" "hosted|artifactory|registry" r"\.npm|/home/\w|/Users/\w|/tmp/(?!\.)\w")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def fences(page: Path, mark: str) -> list[str]:
    return [body for _, given, body in FENCE.findall(page.read_text()) if given == mark]


def anchors(page: Path) -> set[str]:
    """The anchors that a reader's Markdown gives to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(FENCE.sub("", page.read_text())):
        path, _, anchor = target.partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        found = (page.parent / path).resolve() if path else page
        if not found.exists():
            yield f"{name(page)}: {target} leads nowhere"
        elif anchor and anchor not in anchors(found):
            yield f"{name(page)}: {target} has no such heading"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_of_the_page_leads_somewhere(page):
    assert list(dead_links(page)) == []


def test_a_dead_link_and_a_dead_heading_are_found(tmp_path):
    page = ROOT / "docs" / "index.md"
    assert [name for name in anchors(page) if name == "on-the-command-line"]
    planted = ROOT / "docs" / "planted.md"
    text = "[a](index.md) [b](index.md#on-the-command-line) [c](nowhere.md) [d](index.md#nothing)"
    try:
        planted.write_text(text)
        found = list(dead_links(planted))
    finally:
        planted.unlink()
    assert found == [
        "docs/planted.md: nowhere.md leads nowhere",
        "docs/planted.md: index.md#nothing has no such heading",
    ]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_page_names_no_registry_and_no_path_of_a_machine(page):
    assert FOREIGN.findall(page.read_text()) == []


def test_every_page_is_reached_from_the_index():
    index = ROOT / "docs" / "index.md"
    reached = {(index.parent / link.partition("#")[0]).resolve() for link in LINK.findall(index.read_text())}
    assert [name(page) for page in (ROOT / "docs").rglob("*.md") if page not in reached and page != index] == []


# Commands


def commands() -> dict[str, Any]:
    """Every command by its words: “plan show”, “data map check”, “doctor”."""
    found: dict[str, Any] = {}
    for command in root.COMMANDS:
        module, _, target = command.target.partition(":")
        made = getattr(import_module(f"golive.web.cli.{module}"), target)
        if not isinstance(made, typer.Typer):
            made, single = typer.Typer(add_completion=False), made
            made.command(command.name)(single)
        found |= _under(command.name, typer.main.get_command(made))
    return found


def _under(path: str, command: Any) -> dict[str, Any]:
    """A command and all those of its groups, however deep."""
    found = {path: command}
    for word, sub in words_of(command).items():
        found |= _under(f"{path} {word}", sub)
    return found


def words_of(command: Any) -> dict[str, Any]:
    """The commands of a group; none where it is a command itself."""
    return getattr(command, "commands", {})


KNOWN = commands()
COMMON = {"--help", "--install-completion", "--show-completion"}


def named_in(page: Path) -> set[str]:
    """Every `golive …` in code on the page, without its arguments."""
    text = page.read_text()
    lines = [line.strip().removeprefix("$ ") for _, _, body in FENCE.findall(text) for line in body.splitlines()]
    told = [*CODE.findall(FENCE.sub("", text)), *lines]
    return {command.partition(" #")[0].strip() for command in told if re.match(r"(\.venv/bin/)?golive [a-z]", command)}


def unknown_words(command: str) -> list[str]:
    """The words of a written command that golive does not know: commands and options."""
    words = command.split("&&")[0].split()[1:]
    first = words[0]
    if first not in KNOWN:
        return [first]
    known, path = KNOWN[first], first
    for word in words[1:]:
        if not words_of(known) or not re.fullmatch(r"[a-z][a-z-]+", word):
            break
        path = f"{path} {word}"
        if path not in KNOWN:
            return [word]
        known = KNOWN[path]
    options = {opt for p in known.params for opt in (*p.opts, *p.secondary_opts)} | {"--help"}
    return [word for word in re.findall(r"(?<![\w-])--[a-z][a-z-]*", command) if word not in options]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_the_page_names_exists_with_its_options(page):
    wrong = {command: unknown_words(command) for command in named_in(page)}
    assert {command: words for command, words in wrong.items() if words} == {}


def test_a_command_that_does_not_exist_would_be_noticed():
    assert unknown_words("golive plan guess FILE") == ["guess"]
    assert unknown_words("golive audit verify --loudly") == ["--loudly"]
    assert unknown_words("golive plan risk FILE --seed 3 --windows W") == []


@pytest.mark.parametrize("command", root.COMMANDS, ids=lambda command: command.name)
def test_every_command_has_a_page_with_all_its_options_and_exit_codes(command):
    text = (ROOT / "docs" / "cli" / f"{command.name}.md").read_text()
    own = [known for words, known in KNOWN.items() if words.split()[0] == command.name]
    options = {opt for known in own for p in known.params for opt in p.opts if opt.startswith("--")} - COMMON
    assert [option for option in sorted(options) if option not in text] == []
    assert re.search(r"exit code", text, re.I)
    assert [words for words in KNOWN if words.split()[0] == command.name and f"golive {words}" not in text] == []


# Examples


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Acme's files and the patch of the guide, as a reader would have them."""
    folder = tmp_path_factory.mktemp("acme")
    write_files(folder)
    form = {"insert": [{"name": "Approval build", "duration_days": 8, "before": 118}]}
    (folder / "cr-012.json").write_text(json.dumps(form))
    return folder


@pytest.mark.parametrize("page", [page for page in PAGES if fences(page, "plan")], ids=name)
def test_the_examples_of_golive_plan_run_and_print_what_the_page_shows(page, acme, monkeypatch):
    monkeypatch.chdir(acme)
    for body in fences(page, "plan"):
        for example in re.split(r"^\$ ", body, flags=re.M)[1:]:
            command, *expected = example.strip().splitlines()
            answer = CliRunner().invoke(plan_commands, shlex.split(command)[2:])
            printed = iter(line.rstrip() for line in answer.output.splitlines())
            assert [line for line in expected if line != "…" and line not in printed] == [], answer.output


@pytest.mark.parametrize("page", [page for page in PAGES if fences(page, "patch")], ids=name)
def test_the_patches_of_the_page_fit_acmes_plan(page, acme):
    plan = engine.read_plan(acme / "acme-crm-plan.xml")
    for body in fences(page, "patch"):
        changed = engine.change(plan, json.loads(body))
        assert len(changed.tasks) > len(plan.tasks)


def keys_told(title: str) -> set[str]:
    """The quoted names in the form that docs/cli/plan.md gives under a heading."""
    section = (ROOT / "docs" / "cli" / "plan.md").read_text().partition(f"## {title} --json\n")[2].partition("\n## ")[0]
    return set(re.findall(r'"(\w+)"', FENCE.findall(section)[0][2]))


def keys_of(form: object) -> set[str]:
    if isinstance(form, dict):  # where activities are the keys, their numbers are not names
        return {key for key in form if not key.isdigit()} | {key for value in form.values() for key in keys_of(value)}
    return {key for value in form for key in keys_of(value)} if isinstance(form, list) else set()


EXAMPLES = {
    "show": ["acme-crm-plan.xml"],
    "risk": ["acme-crm-plan.xml", "--windows", "2026-05-09/14", "--iterations", "64", "--risks", "risks.json"],
    "whatif": ["acme-crm-plan.xml", "cr-012.json", "--windows", "2026-05-09/14", "--iterations", "64"],
    "check": ["acme-crm-plan.xml", "--gao"],
    "explain": ["acme-crm-plan.xml", "Ready for go-live"],
    "level": ["acme-crm-plan.xml", "--schedules", "60", "--engine", "search"],
    "recover": ["acme-crm-plan.xml", "--iterations", "64"],
    "earned": ["acme-crm-plan.xml"],
    "slip": ["acme-crm-plan.xml", "causes.json"],
}


@pytest.mark.parametrize("command", EXAMPLES)
def test_the_json_of_golive_plan_has_the_documented_keys(command, acme, monkeypatch):
    monkeypatch.chdir(acme)
    risk = {"id": "R-1", "name": "Late data", "probability": 0.4, "days": [5, 10, 20], "tasks": [118]}
    Path("risks.json").write_text(json.dumps([risk]))
    late = {"cause": "client", "patch": {"set": [{"task": 118, "duration_days": 9}]}}
    Path("causes.json").write_text(json.dumps([late]))
    answer = CliRunner().invoke(plan_commands, [command, *EXAMPLES[command], "--json"])
    form, told = json.loads(answer.stdout), keys_told(command)
    intervals = {"p10", "p50", "p80", "p90"} if command == "risk" else set()  # keys of “intervals” are told once
    assert set(form) <= told
    assert keys_of(form) - told - intervals == set()
    assert {
        "finish",
        "project",
        "deterministic",
        "checks",
        "sentences",
        "makespan",
        "ways",
        "status_date",
        "total_days",
    } & told


def test_unusable_input_answers_as_documented(tmp_path):
    answer = CliRunner().invoke(plan_commands, ["show", str(tmp_path / "none.xml"), "--json"])
    form = json.loads(answer.stdout)
    assert (answer.exit_code, form["project"], form["tasks"]) == (2, None, [])
    assert keys_of(form["problems"]) <= keys_told("show")


# What the code declares


@pytest.mark.process
def test_the_pages_that_the_code_writes_are_up_to_date():
    """In a process of its own: other tests declare registers and verbs that the product does not have."""
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "tests.house.pages", "--check"]
    answer = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


def test_every_setting_that_the_pages_name_exists():
    known = {setting.key for setting in every_setting()}
    groups = {key.partition(".")[0] for key in known}
    checks = set(re.findall(r"`(\w+\.\w+)`", (ROOT / "docs" / "practices.md").read_text()))
    verbs = set(re.findall(r"`(\w+\.\w+)`", (ROOT / "docs" / "verbs.md").read_text()))
    for page in (ROOT / "docs" / "guide").glob("*.md"):
        named = {word for word in re.findall(r"`(\w+\.\w+)`", page.read_text()) if word.partition(".")[0] in groups}
        assert named - known - checks - verbs == set(), page


def test_every_check_is_named_in_a_guide():
    guides = "".join(page.read_text() for page in (ROOT / "docs" / "guide").glob("*.md"))
    practices = (ROOT / "docs" / "practices.md").read_text()
    checks = set(re.findall(r"`([a-z_]+\.[a-z_]+)` [A-Z]", practices))
    assert len(checks) > 15
    assert [check for check in sorted(checks) if f"`{check}`" not in guides] == []


def test_a_practice_counts_as_measured_only_where_a_check_answers():
    registry = Registry()
    assert {n: state for n, state in states(registry).items() if state != NOT_YET} == dict.fromkeys(ON_THE_DESK, KEPT)

    class Declared:
        def __init__(self, name, practices, checks):
            self.name, self.practices, self.checks = name, practices, checks

    def check(practice):
        return Check("a.b", practice, "Is it?", lambda _: None, lambda _: None)  # type: ignore[arg-type, return-value]

    registry.by_name = {
        "raid": Declared("raid", (19, 18), [check(19)]),  # type: ignore[dict-item]
        "go_no_go": Declared("go_no_go", (1,), [check(13)]),  # type: ignore[dict-item]
    }
    found = states(registry)
    assert (found[19], found[18], found[13], found[1], found[2]) == (MEASURED, KEPT, KEPT, KEPT, NOT_YET)
    assert len(found) == len(PRACTICES) == 25


# The API


def calls(page: Path) -> Iterator[tuple[str, str]]:
    """Method and address of every curl example, with the names in it left open."""
    for _, _, body in FENCE.findall(page.read_text()):
        for command in re.findall(r"^curl (.+)$", body, re.M):
            method = re.search(r"-X (\w+)", command)
            address = re.search(r"\$GOLIVE(/[^\s?\"]*)", command)
            assert address, command
            yield (method.group(1) if method else "GET").lower(), "/api/v1" + address.group(1)


def test_every_curl_example_meets_an_operation():
    import_module("golive.web.urls")
    known = api.get_openapi_schema()["paths"]
    patterns = {path: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path))) for path in known}
    examples = list(calls(ROOT / "docs" / "api.md"))
    assert len(examples) >= 8
    for method, address in examples:
        assert [p for p, seen in patterns.items() if seen.fullmatch(address) and method in known[p]], (method, address)
