"""Who does the background work? `golive work` runs a worker in a process of its own."""

from __future__ import annotations

import signal
import threading
from typing import Annotated

import typer

from golive.web.cli import site


def work(
    once: Annotated[bool, typer.Option("--once", help="Run what is due, then end.")] = False,
    data: site.DataFolder = None,
) -> None:
    """Run background jobs until stopped; a job that is running then goes back to the queue."""
    site.wake(data)
    worker = site.part("foundation.jobs").Worker()
    if once:
        count = 0
        while worker.run_one():
            count += 1
        typer.echo(f"{count} jobs run.")
        return
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    typer.echo("Working. Stop with Ctrl-C.")
    worker.run_forever(stop)
