"""Who answers the browser, and who does the work that takes longer than a page?"""

from __future__ import annotations

import io
import os
import signal
import socket
import sys
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from rich.console import Console

from golive.foundation import jobs

FIRST_PORT = 8000
PORTS_TRIED = 20
# Pages are short and SQLite writes one after the other: more threads only wait for the same lock.
THREADS = 8
LARGEST_REQUEST_BYTES = 60 * 1024 * 1024  # an upload may have 50 MB, and its envelope comes on top
console = Console(stderr=True)


def prepare() -> None:
    """Bring the database to this version and let Django's checks, the soundness of the database among them, speak."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("check", databases=["default"], fail_level="ERROR", stdout=io.StringIO())
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def serve(host: str, port: int | None, greeting: str = "") -> None:
    """Answer until SIGTERM or Ctrl-C; requests under way are finished, and jobs give their lease back."""
    listener = _listen(host, port)
    server = waitress.create_server(
        get_wsgi_application(),
        sockets=[listener],
        threads=THREADS,
        max_request_body_size=LARGEST_REQUEST_BYTES,
        ident="golive",
    )
    signal.signal(signal.SIGTERM, _stop)
    with ExitStack() as at_the_end:
        at_the_end.callback(server.close)
        at_the_end.enter_context(jobs.working())
        shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1", "::"} else host
        url = f"http://{shown}:{listener.getsockname()[1]}/"
        if _has_a_screen():
            webbrowser.open(url)
        console.print(
            f"[bold]golive[/bold] is open at [link={url}]{url}[/link] {greeting}Ctrl-C ends it.", highlight=False
        )
        server.run()
    console.print("Ended. Everything that was acknowledged is stored.")


def _has_a_screen() -> bool:
    """Somebody sits at a terminal of a desktop that can show a browser; a text browser would take the terminal."""
    desktop = sys.platform in {"darwin", "win32"} or not {"DISPLAY", "WAYLAND_DISPLAY"}.isdisjoint(os.environ)
    return sys.stdout.isatty() and desktop and "CI" not in os.environ


def _listen(host: str, port: int | None) -> socket.socket:
    """A socket at the port asked for, or at the first free one."""
    tried = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in tried:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
        except OSError as error:
            listener.close()
            reason = error.strerror
        else:
            return listener
    console.print(f"Nothing can be served at {host}, port {tried[0]}: {reason}. Choose another with --port or --host.")
    raise SystemExit(2)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)  # waitress finishes the requests under way and returns
