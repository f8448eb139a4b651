"""Which data folder does this command work on, and is Django awake for it?"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

DataFolder = Annotated[
    Path | None,
    typer.Option(
        "--data", envvar="GOLIVE_DATA", help="Where the record is kept; golive-data in this folder if not given."
    ),
]


def choose(data: Path | None) -> Path:
    """Settle on the data folder; settings read it from the environment, once."""
    folder = (data or Path(os.environ.get("GOLIVE_DATA", "golive-data"))).resolve()
    os.environ["GOLIVE_DATA"] = str(folder)
    return folder


def wake(data: Path | None = None) -> Path:
    """Choose the data folder and start Django on it."""
    folder = choose(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "golive.web.settings")
    import_module("django").setup()
    return folder


def part(name: str) -> Any:
    """A module that needs Django awake: asked for by name, because `golive plan` must start without it."""
    return import_module(f"golive.{name}")


def token_holder(data: Path | None) -> Any:
    """The person whose token is in GOLIVE_TOKEN, else asked for: what is theirs alone opens by it.

    Raises OSError where it opens nothing.
    """
    secret = os.environ.get("GOLIVE_TOKEN") or typer.prompt(
        "Your token (Your account, Tokens)", hide_input=True, err=True
    )
    wake(data)
    person = part("foundation.people.queries").holder_of(secret.strip())
    if person is None:
        raise OSError("This token opens nothing. Make one under “Your account” and put it into GOLIVE_TOKEN.")
    return person


def implementation(slug: str, code: int = 1) -> Any:
    """The implementation of this short name; without one the command ends with ``code`` and names those there are."""
    everything = part("foundation.implementations.models").Implementation.objects
    found = everything.filter(slug=slug).first()
    if found is None:
        known = ", ".join(everything.values_list("slug", flat=True))
        cure = f"Known are: {known}." if known else "There is none yet: run `golive demo`."
        typer.echo(f"There is no implementation “{slug}”. {cure}", err=True)
        raise typer.Exit(code)
    return found
