"""How is an installation kept: brought to a new version, backed up, and the backup proved?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from golive.web.cli import site

BackupFile = Annotated[Path, typer.Argument(help="The backup: a tar file.", show_default=False)]
console = Console(highlight=False)


def migrate(data: site.DataFolder = None) -> None:
    """Bring the database to this version, and put the triggers of the audit log back."""
    site.wake(data)
    site.part("web.serving").prepare()
    console.print("The database is of this version.")


def backup(file: BackupFile, data: site.DataFolder = None) -> None:
    """Copy database, documents and keys to one file, while people work. Keep it where only you can read it."""
    site.wake(data)
    try:
        manifest = site.part("web.backup.archive").take(file.resolve())
    except (OSError, ValueError) as error:
        raise _ended(error) from None
    rows = sum(manifest["contents"]["rows"].values())
    console.print(
        f"{file}: {rows:,} rows, {len(manifest['sha256'])} files; the audit log ends with {_chain(manifest)}."
    )
    console.print(f"It holds the keys of this installation. Prove it now: golive restore-check {file}")


def restore_check(file: BackupFile, data: site.DataFolder = None) -> None:
    """Restore a backup on trial, beside the live record, and compare every figure. Exit code 1 if one differs."""
    site.wake(data)
    try:
        manifest, problems = site.part("web.backup.archive").check(file)
    except (OSError, ValueError) as error:
        raise _ended(error) from None
    for problem in problems:
        console.print(f"[red]✗[/] {problem}")
    if problems:
        raise typer.Exit(1)
    tables = len(manifest["contents"]["rows"])
    console.print(
        f"{file} of {manifest['made_at']} comes back whole: {tables} tables, {len(manifest['sha256'])} files, "
    )
    console.print(f"the audit log ends with {_chain(manifest)}.")


def _chain(manifest: dict[str, dict[str, str]]) -> str:
    return manifest["contents"]["chain"][:24]


def _ended(error: Exception) -> typer.Exit:
    Console(stderr=True, highlight=False).print(str(error))
    return typer.Exit(1)
