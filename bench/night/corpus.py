"""The pages of a night: every article page of the measuring data, shared out over some hosts.

Where more are wanted than there are, pages are served again with a number at the end of each
paragraph, so that no two are word for word alike.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPORA = ("uk_local", "sh", "fundus", "traf", "wcxb", "web")
HOSTS = 8
_PARAGRAPH = re.compile(rb"</p>", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class ServedPage:
    """One page: where it stands, its bytes, and the same compressed."""

    path: str
    html: bytes
    packed: bytes


def load_pages(data: Path, count: int) -> list[ServedPage]:
    """Return so many pages, the same ones in the same order each time."""
    originals = list(_originals(data))
    pages = []
    for number in range(count):
        again, at = divmod(number, len(originals))
        html = originals[at] if not again else _PARAGRAPH.sub(b" (%d)</p>" % again, originals[at])
        path = f"/news/story-{number}"
        pages.append(ServedPage(path=path, html=html, packed=gzip.compress(html, 6)))
    return pages


def _originals(data: Path) -> Iterator[bytes]:
    """Yield the bytes of every page once: some corpora share pages."""
    seen = set()
    for corpus in CORPORA:
        index = data / "articles" / corpus / "pages.jsonl"
        for line in index.read_bytes().splitlines():  # the texts hold other line ends
            path = data / "articles" / json.loads(line)["html_path"]
            if path not in seen:
                seen.add(path)
                kept = path.read_bytes()
                yield gzip.decompress(kept) if path.suffix == ".gz" else kept


def host_names(count: int = HOSTS) -> list[str]:
    """Return the names of the hosts."""
    return [f"www.title-{number}.test" for number in range(count)]


def pages_of(pages: list[ServedPage], host: int, hosts: int = HOSTS) -> list[ServedPage]:
    """Return the pages that one host lists."""
    return pages[host::hosts]
