"""A server on this machine that publishes feeds well and badly, and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Praxis &amp; more</title>
<item><guid>b</guid><title>Second &lt;b&gt;bold&lt;/b&gt;</title><link>https://example.com/b</link>
<description>&lt;p&gt;Go live&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=a(2)&gt;</description>
<pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>
<item><guid>a</guid><title>First</title><link>javascript:alert(3)</link></item></channel></rss>"""
ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atoms</title>
<entry><id>urn:1</id><title>An atom</title><link href="https://example.com/1"/><updated>2026-03-01T08:00:00Z</updated>
<summary type="html">&lt;i&gt;small&lt;/i&gt;</summary></entry></feed>"""
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&a;</title></channel></rss>"""


@dataclass
class Publisher:
    """What it was asked, by path with the headers."""

    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})


@contextmanager
def publishing() -> Iterator[Publisher]:
    told = Publisher(pages={
        "/rss": RSS, "/atom": ATOM, "/broken": b"<rss><channel>", "/laughs": LAUGHS, "/outside": OUTSIDE,
        "/page": b"<html><body>No feed</body></html>", "/large": b"<rss>" + b" " * 3_000_000 + b"</rss>",
    })  # fmt: skip

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            if self.path.startswith("/to"):
                where = {"/to-rss": "/rss", "/to-private": "http://169.254.169.254/rss", "/to-loop": "/to-loop"}
                where["/to-unlisted"] = f"http://127.0.0.2:{told.port}/rss"
                return self._answer(302, b"", Location=where[self.path])
            if self.path == "/slow":
                return self._drip(b"HTTP/1.1 200 OK\r\n\r\n")
            if self.path == "/slow-head":
                return self._drip(b"HTTP/1.1 200 OK\r\nX-Long: ")
            if self.path not in told.pages:
                return self._answer(404, b"gone")
            tag = f'"{hash(told.pages[self.path])}"'
            if self.headers.get("If-None-Match") == tag:
                return self._answer(304, b"")
            self._answer(200, told.pages[self.path], ETag=tag, Last_Modified="Tue, 03 Mar 2026 08:00:00 GMT")

        def _answer(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def _drip(self, head: bytes) -> None:
            with suppress(OSError):
                self.wfile.write(head)
                for _ in range(100):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.05)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    told.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
