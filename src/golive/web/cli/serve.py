"""How does an organisation reach its record in the browser?"""

from __future__ import annotations

from typing import Annotated

import typer

from golive.web.cli import site

Port = Annotated[int | None, typer.Option(help="The port; the first free one from 8000 on if not given.")]
Host = Annotated[str, typer.Option(help="The address to listen at; 127.0.0.1 is seen from this machine only.")]


def serve(host: Host = "127.0.0.1", port: Port = None, data: site.DataFolder = None) -> None:
    """Serve the record in the browser and work off background jobs, until interrupted."""
    site.wake(data)
    serving = site.part("web.serving")
    serving.prepare()
    serving.serve(host, port)
