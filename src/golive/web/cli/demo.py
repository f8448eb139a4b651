"""What does golive look like at work? Acme's CRM roll-out, built from its files and opened."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console

from golive.web.cli import site
from golive.web.cli.serve import Host, Port
from golive.web.cli.status import show

Serve = Annotated[
    bool, typer.Option("--serve/--no-serve", help="Open it in the browser, or end with the status printed.")
]


def demo(serve: Serve = True, host: Host = "127.0.0.1", port: Port = None, data: site.DataFolder = None) -> None:
    """Build Acme's CRM roll-out from its files, compute its status, print it and open it in the browser."""
    os.environ["GOLIVE_DEMO"] = "1"  # settings: sign in by clicking a name
    # Nobody of the worked example has a mailbox: its letters go nowhere, neither to a server nor over this screen.
    os.environ.setdefault("GOLIVE_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
    folder = site.wake(data)
    serving = site.part("web.serving")
    serving.prepare()
    played = site.part("web.demo.play").play(folder / "demo", say=_say)
    show(site.part("registers.status.queries").compute(played))
    if serve:
        serving.serve(host, port, greeting="Sign in by clicking a name.")
    else:
        _say("`golive serve` with GOLIVE_DEMO=1 opens it in the browser; sign in there by clicking a name.")


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)
