"""Who may sign in? `golive people add` enters the first person of an installation, `close` shuts an account."""

from __future__ import annotations

from typing import Annotated

import typer

from golive.web.cli import site

app = typer.Typer(help="Who may sign in: enter somebody, close an account.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The e-mail address they sign in with.")]


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Argument(help="The name that others know them by.")],
    organisation: Annotated[str, typer.Option(help="Whom they work for.")] = "",
    data: site.DataFolder = None,
) -> None:
    """Enter somebody. They sign in by a code mailed to the address and can open an implementation."""
    site.wake(data)
    person = site.part("foundation.people.actions").welcome(by=None, email=email, name=name, organisation=organisation)
    typer.echo(f"{person.name} can sign in as {person.email}: a code is mailed there.")


@app.command()
def close(
    email: Email,
    because: Annotated[str, typer.Option(help="Why; it stands in the audit log.")],
    data: site.DataFolder = None,
) -> None:
    """Close an account: sessions and tokens end at once, what the person did stays."""
    site.wake(data)
    person = site.part("foundation.people.models").Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise typer.BadParameter(f"Nobody here has the address {email}.")
    site.part("foundation.people.actions").close(person, by=None, because=because)
    typer.echo(f"The account of {person.name} is closed.")
