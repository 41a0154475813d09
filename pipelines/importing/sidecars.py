"""Sidecars: JSONL files that say which file came from which address."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from words.exit_codes import ExitCode

__all__ = ["SidecarError", "is_sidecar", "is_web_address", "read_sidecar"]


class SidecarError(Exception):
    """A sidecar that cannot be used; the message names file and line."""

    exit_code = ExitCode.USAGE


def is_sidecar(path: Path) -> bool:
    """Whether the first line of a JSONL file is an object with `file` and `url`."""
    if path.suffix.lower() != ".jsonl":
        return False
    try:
        with path.open("rb") as file:
            first = json.loads(file.readline(100_000))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(first, dict) and {"file", "url"} <= first.keys()


def read_sidecar(path: Path) -> dict[Path, str]:
    """Return file → URL. Files are named relative to the sidecar's folder. Raises SidecarError."""
    urls: dict[Path, str] = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SidecarError(f"{path}: cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            file, url = _sidecar_entry(path, number, line)
            urls[(path.parent / file).resolve()] = url
    return urls


def _sidecar_entry(path: Path, number: int, line: str) -> tuple[str, str]:
    try:
        entry = json.loads(line)
        file, url = entry["file"], entry["url"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise SidecarError(f'{path}:{number}: wanted {{"file": …, "url": …}}') from error
    if not isinstance(file, str) or not isinstance(url, str) or not is_web_address(url):
        raise SidecarError(f"{path}:{number}: {url!r} is not an http(s) address")
    return file, url


def is_web_address(url: str) -> bool:
    """Whether a URL is http(s) with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
