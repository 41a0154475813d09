"""One threaded loopback server for every host of the miniature web."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from miniweb.exchange import Host, Request, Response, not_found


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One line of the access log.

    at: seconds of time.monotonic() when the request came. in_flight: requests of that host under
    way at that moment, this one included.
    """

    at: float
    host: str
    path: str  # with the query
    status: int
    user_agent: str
    in_flight: int


class _Listener(ThreadingHTTPServer):
    """Waits for every answer under way when it closes; a client that hangs up is no error."""

    daemon_threads = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about connections that were cut, and about nothing else."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Server:
    """Serves hosts by name on 127.0.0.1; `port` 0 takes any free one."""

    def __init__(self, port: int, night: Callable[[], int]) -> None:
        self.hosts: dict[str, Host] = {}
        self.log: list[Visit] = []
        self._night = night
        self._lock = threading.Lock()
        self._in_flight: Counter[str] = Counter()
        self._hits: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._served = 0
        self._httpd = _Listener(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._httpd.serve_forever, args=(0.05,))
        self.port: int = self._httpd.server_address[1]

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and free the port; returns when every thread has ended."""
        if self._thread.is_alive():
            self._httpd.shutdown()
            self._thread.join()
        self._httpd.server_close()

    def answer(self, host: str, target: str, user_agent: str) -> Response:
        """Return the answer to one request and note it in the log."""
        parts = urlsplit(target)
        began = time.monotonic()
        with self._lock:
            self._in_flight[host] += 1
            in_flight = self._in_flight[host]
            self._served += 1
            request = Request(
                host=host,
                path=parts.path,
                query=parts.query,
                night=self._night(),
                count=self._served,
                hits=self._hits[host, parts.path],
            )
            self._hits[host, parts.path] += 1
        known = self.hosts.get(host)
        response = known.respond(request) if known else not_found()
        with self._lock:
            self.log.append(
                Visit(
                    at=began,
                    host=host,
                    path=target,
                    status=response.status,
                    user_agent=user_agent,
                    in_flight=in_flight,
                )
            )
        return response

    def leave(self, host: str) -> None:
        """Note that an answer is ready to be sent."""
        with self._lock:
            self._in_flight[host] -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5  # an idle connection does not hold the server's end up for longer

            def do_GET(self) -> None:
                """Answer one GET by its Host header."""
                host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
                try:
                    response = server.answer(host, self.path, self.headers.get("User-Agent", ""))
                    time.sleep(response.delay)
                finally:
                    server.leave(host)  # before it is sent: who has it may ask again at once
                try:
                    self._send(response)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def _send(self, response: Response) -> None:
                self.send_response(response.status)
                self.send_header("Content-Type", response.content_type)
                self.send_header("Content-Length", str(len(response.body)))
                self.send_header("Connection", "close")
                for name, value in response.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(response.body)
                self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                """Keep quiet: the access log is a list."""

        return Handler
