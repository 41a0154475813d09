"""A request as the hosts of the miniature web see it, and their answer."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One GET. count: requests served so far by the whole web. hits: those of this very URL."""

    host: str
    path: str
    query: str = ""
    night: int = 1
    count: int = 0
    hits: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """One answer. delay in seconds, before the first byte."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0


class Host(Protocol):
    """Anything that answers for one host name."""

    def respond(self, request: Request) -> Response:
        """Answer one request; unknown paths are 404."""


def page(html: str, status: int = 200) -> Response:
    """Return an HTML answer in UTF-8."""
    return Response(status=status, body=html.encode())


def xml(text: str) -> Response:
    """Return a feed or sitemap."""
    return Response(body=text.encode(), content_type="application/xml; charset=utf-8")


def redirect(target: str, status: int = 301) -> Response:
    """Return a redirect; `target` is absolute."""
    return Response(status=status, headers={"Location": target})


def not_found(status: int = 404) -> Response:
    """Return a plain error page."""
    words = "Gone" if status == 410 else "Not found"
    head = f"<!DOCTYPE html><html><head><title>{words}</title></head>"
    html = f"{head}<body><h1>{words}</h1></body></html>"
    return page(html, status)


def gzipped(body: bytes, *, cut: bool = False) -> Response:
    """Return an encoded page; `cut` stops in the middle, with a length that agrees."""
    packed = gzip.compress(body, mtime=0)
    packed = packed[: len(packed) // 2] if cut else packed
    return Response(body=packed, headers={"Content-Encoding": "gzip"})
