"""The web of the bench, in a process of its own: feeds, pages (gzip), a robots.txt.

Run as `python -m bench.night.server DATA PAGES HOSTS`; prints its port, ends with its input.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bench.night.corpus import load_pages, pages_of

FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Title {host}</title>{items}'
    "</channel></rss>"
)
ITEM = "<item><title>Story {number}</title><link>http://{name}{path}</link></item>"
HTML, RSS, PLAIN = "text/html; charset=utf-8", "application/rss+xml", "text/plain"


class Web:
    """Answers from memory; a connection stays open, one answer after the other."""

    def __init__(self, data: Path, pages: int, hosts: int) -> None:
        self.hosts = hosts
        self.pages = load_pages(data, pages)
        self.by_path = {page.path: page for page in self.pages}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
                writer.write(self.answer(lines[0].split(" ")[1], fields))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def answer(self, path: str, fields: dict[str, str]) -> bytes:
        """Return a whole response. Feeds stand at /feed-N.xml and list the pages of host N."""
        page = self.by_path.get(path)
        if page is not None:
            packed = "gzip" in fields.get("accept-encoding", "")
            body = page.packed if packed else page.html
            return _response("200 OK", HTML, body, packed=packed)
        if path == "/robots.txt":
            return _response("200 OK", PLAIN, b"User-agent: *\nAllow: /\n")
        if path.startswith("/feed-"):
            return _response("200 OK", RSS, self.feed(int(path[6:-4]), fields["host"]))
        return _response("404 Not Found", PLAIN, b"no such page")

    def feed(self, host: int, name: str) -> bytes:
        """Return a feed whose links lead to the host that was asked."""
        items = "".join(
            ITEM.format(number=page.path, name=name, path=page.path)
            for page in pages_of(self.pages, host, self.hosts)
        )
        return FEED.format(host=host, items=items).encode()


def _response(status: str, kind: str, body: bytes, *, packed: bool = False) -> bytes:
    coding = "Content-Encoding: gzip\r\n" if packed else ""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{coding}Content-Length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


async def main(data: str, pages: str, hosts: str) -> None:
    """Serve until standard input ends."""
    web = Web(Path(data), int(pages), int(hosts))
    server = await asyncio.start_server(web.serve, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
