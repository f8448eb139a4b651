"""Did every record arrive, and arrived right? Mapping, expected data and reconciliation, without the record."""

from __future__ import annotations

import typer

from golive.web.cli import data_audit, data_mapping

app = typer.Typer(help="Data migration: mapping, expected data, reconciliation.", no_args_is_help=True)


@app.callback()
def data() -> None:
    """Without the record, and without Django."""


data_audit.register(app)
data_mapping.register(app)
