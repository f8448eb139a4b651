"""A server on this machine that speaks as much of the OpenAI protocol as golive uses, and answers as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Stub:
    """What it answers next, and what it was asked."""

    port: int = 0
    says: str = "I did it."
    status: int = 200
    raw: bytes | None = None
    waits: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset({f"127.0.0.1:{self.port}"})

    @property
    def sent(self) -> str:
        """Everything that left in the last call."""
        return json.dumps(self.asked[-1], ensure_ascii=False)

    def body(self) -> bytes:
        message = {"role": "assistant", "content": self.says}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        told = {"id": "c1", "object": "chat.completion", "created": 1, "model": "stub", "choices": [choice]}
        return json.dumps(told | {"usage": usage}).encode()


@contextmanager
def stub() -> Iterator[Stub]:
    told = Stub()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            told.keys.append(self.headers.get("authorization", ""))
            time.sleep(told.waits)
            body = told.body() if told.raw is None else told.raw
            self.send_response(told.status)
            if 300 <= told.status < 400:
                self.send_header("location", "http://127.0.0.1:1/elsewhere")
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):  # whoever asked may have given up
                self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
