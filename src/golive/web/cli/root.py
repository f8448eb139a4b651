"""Which commands does `golive` know? Each is read in only when it is the one asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from rich.console import Console

from golive.plain.verdict import Refused
from golive.web.cli import site


@dataclass(frozen=True)
class Command:
    """One command or group of commands: ``target`` is "module:name" of a function or of a Typer app.

    Where its module asks the record at once, ``needs_record`` starts Django before the module is read.
    """

    name: str
    help: str
    target: str
    needs_record: bool = False

    def add_to(self, app: typer.Typer) -> None:
        if self.needs_record:
            site.wake()
        module, _, name = self.target.partition(":")
        found: Any = getattr(import_module(f"golive.web.cli.{module}"), name)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=self.name, help=self.help)
        else:
            app.command(self.name)(found)

    def announce_in(self, app: typer.Typer) -> None:
        """Its name and help only: `golive --help` reads no command in and starts no Django."""
        app.command(self.name, help=self.help)(lambda: None)


COMMANDS = [
    Command("demo", "Build Acme's CRM roll-out, print its status and open it.", "demo:demo"),
    Command("serve", "Serve the record in the browser.", "serve:serve"),
    Command("import", "Preview a plan, a RAID log or a backlog, and take it over.", "import_:bring_in", True),
    Command("audit", "The audit log: verify it, export it, note its end.", "audit:app"),
    Command("people", "Who may sign in: enter somebody, close an account.", "people:app"),
    Command("work", "Run background jobs in a process of its own.", "work:work"),
    Command("plan", "Dates, risk, what-if and health of a plan file.", "plan:app"),
    Command("coach", "Rehearse interviews: match a question, score an answer, practise.", "coach:app"),
    Command("stories", "Stories from the record, each figure with its evidence.", "stories:stories"),
    Command("salary", "What the role pays: an interval with its sources, and how to negotiate.", "salary:app"),
    Command("learning", "How you stay current: what is due to be read, certificates, feeds.", "learning:app"),
    Command("resume", "Build, check and tailor your résumé: PDF and DOCX with the same words.", "resume:app"),
    Command("data", "Data migration: mapping, expected data, reconciliation.", "data:app"),
    Command(
        "status", "How an implementation stands: on the screen, as PDF, slides, web page or JSON.", "status:status"
    ),
    Command("doctor", "Check the installation: each check with its figure and its cure.", "doctor:doctor"),
    Command("migrate", "Bring the database to this version.", "upkeep:migrate"),
    Command("backup", "Copy database, documents and keys to one file.", "upkeep:backup"),
    Command("restore-check", "Restore a backup on trial and compare every figure.", "upkeep:restore_check"),
]


def assemble(asked: str | None) -> typer.Typer:
    """The command line with the asked command in full and the others by name."""
    app = typer.Typer(
        help="One governed record, from kickoff to sustained adoption.", no_args_is_help=True, add_completion=False
    )
    app.callback()(lambda: None)  # without it Typer takes a single command for the whole program
    for command in COMMANDS:
        add: Callable[[typer.Typer], None] = command.add_to if command.name == asked else command.announce_in
        add(app)
    return app


def main() -> None:
    """Run `golive`; what was refused is said with every reason, and ends with 1."""
    asked = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    try:
        assemble(asked)(prog_name="golive")
    except Refused as refused:
        for refusal in refused.refusals:
            Console(stderr=True, highlight=False).print(str(refusal), markup=False)
        sys.exit(1)
