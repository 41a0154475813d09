"""A loopback server that answers with whatever bytes a test wants, however wrong they are."""

from __future__ import annotations

import contextlib
import socketserver
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket
from typing import Any

Answer = bytes | Callable[[socket], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request. at: monotonic seconds; beside: paths of that host still being answered."""

    at: float
    host: str
    path: str
    headers: dict[str, str]
    beside: tuple[str, ...]


def http(
    body: bytes | str = b"", status: int = 200, kind: str = "text/html", **headers: str
) -> bytes:
    """Return a whole answer; header names are given with underscores."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", "Connection: close"]
    names = {name.replace("_", "-").lower() for name in headers}
    if "content-length" not in names:
        lines.append(f"Content-Length: {len(data)}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def hang(seconds: float) -> Callable[[socket], None]:
    """Return an answer that never comes."""

    def wait(connection: socket) -> None:
        time.sleep(seconds)

    return wait


def drip(seconds: float) -> Callable[[socket], None]:
    """Return an answer whose body comes a byte at a time."""

    def send(connection: socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(int(seconds * 10)):
            connection.sendall(b"x")
            time.sleep(0.1)

    return send


class Stage:
    """Serves `answers[host, path]`; anything else is 404. A list gives one answer a request."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Answer | list[Answer]] = {}
        self.asked: list[Asked] = []
        self._in_flight: defaultdict[str, list[str]] = defaultdict(list)
        self._lock = threading.Lock()
        stage = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):
                    stage.serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that goes away is no fault of the test's."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Stage:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def url(self, host: str, path: str) -> str:
        """Return the URL of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self, host: str) -> list[str]:
        """Return what was asked of a host, in order."""
        return [asked.path for asked in self.asked if asked.host == host]

    def serve(self, connection: socket) -> None:
        """Answer one request and close."""
        connection.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head:
            data = connection.recv(65536)
            if not data:
                return
            head += data
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        host = headers.get("host", "").rsplit(":", 1)[0]
        answer = self._answer(host, path, headers)
        if callable(answer):
            try:
                answer(connection)
            finally:
                self._leave(host, path)
        else:
            self._leave(host, path)  # before it is sent: who has it may ask again at once
            connection.sendall(answer)

    def _leave(self, host: str, path: str) -> None:
        with self._lock:
            self._in_flight[host].remove(path)

    def _answer(self, host: str, path: str, headers: dict[str, str]) -> Answer:
        with self._lock:
            self.asked.append(
                Asked(
                    at=time.monotonic(),
                    host=host,
                    path=path,
                    headers=headers,
                    beside=tuple(self._in_flight[host]),
                )
            )
            self._in_flight[host].append(path)
            found = self.answers.get((host, path), http("not found", 404))
            if isinstance(found, list):
                return found.pop(0) if len(found) > 1 else found[0]
            return found
