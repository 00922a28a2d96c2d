"""A server on this machine that answers as a public service may."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Play = Callable[[BaseHTTPRequestHandler], None]


def answers(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Play:
    """An answer with *body*; a header «X_Y» is called «X-Y»."""

    def play(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        told = {"Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in (told | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body)

    return play


@contextmanager
def server(*plays: Play, path: str = "/api/pxwebapi/v2") -> Iterator[tuple[str, list[str]]]:
    """A server that gives one answer after the other, the last again and again; what was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            plays[min(len(asked), len(plays)) - 1](self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    held = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=held.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{held.server_port}{path}", asked
    finally:
        held.shutdown()
        held.server_close()
