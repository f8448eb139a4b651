"""What would these files change in an implementation, and shall it be taken over?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from golive.connectors.imports import actions, api, rules
from golive.connectors.imports.models import ImportBatch
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.plain.verdict import Kind, Refusal, Refused

CLEAN, BAD_ROWS, UNUSABLE = 0, 1, 2
ROWS_SHOWN = 20

Paths = Annotated[list[Path], typer.Argument(help="Files: a plan (.xml), a RAID log (.xlsx, .csv), a Jira export.")]
Slug = Annotated[str, typer.Option("--implementation", "-i", help="The short name of the implementation.")]
Email = Annotated[str, typer.Option("--as", help="Act as this person; the only manager if not given.")]
OfKind = Annotated[
    str, typer.Option("--kind", help="ms_project, raid_sheet or jira; told by the content if not given.")
]
Take = Annotated[bool, typer.Option("--accept", help="Take over what the preview shows; else nothing changes.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/import.md).")]


def bring_in(
    paths: Paths,
    implementation: Slug,
    as_: Email = "",
    kind: OfKind = "",
    accept: Take = False,
    as_json: AsJson = False,
) -> None:
    """Preview files; --accept takes them over. Exit code 0: clean, 1: rows were refused, 2: a file is of no use."""
    told = Console(stderr=as_json, highlight=False)
    try:
        place = _implementation(implementation)
        by = _person(place, as_)
    except Refused as refused:
        _end(as_json, told, [{"file": "", "state": "refused", "problems": _problems(refused)}], UNUSABLE)
        return
    answers, codes = [], [CLEAN]
    for path in paths:
        answer, code = _one(place, path, by=by, kind=kind, accept=accept)
        answers.append(answer)
        codes.append(code)
        if not as_json:
            _print(told, answer)
    _end(as_json, told, answers, max(codes))


def _one(place: Implementation, path: Path, *, by: Person, kind: str, accept: bool) -> tuple[dict[str, Any], int]:
    try:
        content = path.read_bytes()
        batch = actions.preview(place, content, by=by, name=path.name, kind=kind)
        if accept and batch.state == rules.PARSED:
            batch = actions.accept(batch, by=by)
    except OSError as closed:
        cure = "Check the path, and that you may read it."
        refused = Refused([Refusal("file.missing", f"{path}: {closed.strerror}.", cure, Kind.INPUT)])
        return {"file": path.name, "state": "refused", "problems": _problems(refused)}, UNUSABLE
    except Refused as refused:
        return {"file": path.name, "state": "refused", "problems": _problems(refused)}, UNUSABLE
    return _answer(batch), _code(batch)


def _code(batch: ImportBatch) -> int:
    if batch.state == rules.FAILED:
        return UNUSABLE
    return BAD_ROWS if batch.rejected else CLEAN


def _answer(batch: ImportBatch) -> dict[str, Any]:
    shown = api.preview_out(batch)
    return {name: value for name, value in shown.items() if name not in ("page", "pages", "mapping")}


def _problems(refused: Refused) -> list[dict[str, Any]]:
    return [{"code": r.code, "reason": r.problem, "cure": r.cure, "rejects": True} for r in refused.refusals]


def _implementation(slug: str) -> Implementation:
    found = Implementation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Implementation.objects.order_by("slug").values_list("slug", flat=True)[:10]) or "none yet"
        problem = f"There is no implementation “{slug}”."
        raise Refused([Refusal("implementation.unknown", problem, f"Known are: {known}.", Kind.INPUT)])
    return found


def _person(place: Implementation, email: str) -> Person:
    """Whom the audit log names: always somebody, never "the command line"."""
    if email:
        found = holders(place).filter(email__iexact=email).first()
        if found is None:
            cure = "Name a person who holds a role here."
            raise Refused([Refusal("person.unknown", f"{email} holds no role in {place.name}.", cure, Kind.INPUT)])
        return found
    managers = list(holders(place, Role.MANAGER)[:2])
    if len(managers) != 1:
        count = "no manager" if not managers else "several managers"
        problem = f"{place.name} has {count}."
        raise Refused([Refusal("person.missing", problem, "Say who you are with --as EMAIL.", Kind.INPUT)])
    return managers[0]


def _end(as_json: bool, told: Console, answers: list[dict[str, Any]], code: int) -> None:
    if as_json:
        print(json.dumps({"imports": answers, "exit_code": code}, ensure_ascii=False, indent=2, default=str))
    elif answers and answers[0]["file"] == "":
        _print(told, answers[0])
    raise typer.Exit(code)


def _print(told: Console, answer: dict[str, Any]) -> None:
    name = " · ".join(part for part in (answer.get("ref", ""), answer["file"], answer["state"]) if part)
    told.print(name, style="bold", markup=False)
    if "counts" not in answer or not answer["counts"]:
        _print_problems(told, answer["problems"])
        return
    told.print("  ".join(f"{count:,} {change}" for change, count in answer["counts"].items()), markup=False)
    told.print(answer["reconciliation"], markup=False)
    for label, before, after in answer["figures"]:
        told.print(f"{label}: {f'{before} → ' if before and before != after else ''}{after}", markup=False)
    for notice in answer["notices"]:
        told.print(f"· {notice}", markup=False)
    _print_problems(told, answer["problems"])
    _print_rows(told, answer)
    if answer["result"]:
        told.print(answer["result"]["told"], style="green", markup=False)
    elif answer["state"] == rules.PARSED:
        told.print("Nothing was changed yet. Accept it with --accept, or on the Imports page.", markup=False)


def _print_problems(told: Console, problems: Iterable[dict[str, Any]]) -> None:
    for problem in problems:
        where = f"Line {problem['line']}, {problem['column']}" if "line" in problem else ""
        value = f" “{problem['value']}”" if problem.get("value") else ""
        style = "red" if problem["rejects"] else "yellow"
        said = f"{where}{value}: " if where else ""
        told.print(f"{said}{problem['reason']} {problem['cure']}", style=style, markup=False)


def _print_rows(told: Console, answer: dict[str, Any]) -> None:
    rows = [row for row in answer["lines"] if row["change"] != "bad"][:ROWS_SHOWN]
    if not rows:
        return
    table = Table("Line", "Change", *answer["columns"])
    for row in rows:
        cells = [cell if isinstance(cell, str) else " → ".join(map(str, cell)) for cell in row["cells"]]
        table.add_row(str(row["line"]), row["change"], *cells)
    told.print(table)
