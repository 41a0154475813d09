"""Content encodings undone, with the checks that HTTP libraries leave out.

A gzip body that was cut in half is otherwise accepted as a short page, and a bomb fills the memory
before anybody looks at its size.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from words.quarantine import QuarantineCode

__all__ = ["BodyError", "decode_body", "gunzip"]

MAX_BODY = 64 * 1024 * 1024
_STEP = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


class BodyError(Exception):
    """A body that cannot be decoded. `code` is the quarantine code, the message says what is wrong.

    Codes: cut_body, bad_body, too_large, unknown_encoding.
    """

    def __init__(self, code: QuarantineCode, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def _is_charset(name: str) -> bool:
    """Tell whether a server named a character set where an encoding of the bytes belongs."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def decode_body(body: bytes, encodings: str | None, *, limit: int = MAX_BODY) -> bytes:
    """Return the payload of a body as it was received.

    encodings: the Content-Encoding header, None or empty where there was none. limit: bytes of
    the payload. Raises BodyError.
    """
    if encodings and not body:
        return body
    for name in reversed([word.strip().lower() for word in (encodings or "").split(",")]):
        if name in ("", "identity", "none") or _is_charset(name):
            continue
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise BodyError(
                QuarantineCode.UNKNOWN_ENCODING, f"content encoding {name!r} is not known"
            )
        body = _gather(decoder(body), limit, name)
    return body


def gunzip(data: bytes, *, limit: int = MAX_BODY) -> bytes:
    """Return what a gzip file holds. Raises BodyError."""
    return _gather(_inflate(data, _GZIP), limit, "gzip")


def _gather(pieces: Iterator[bytes], limit: int, name: str) -> bytes:
    """Join the pieces, stopping as soon as there are too many bytes."""
    gathered = bytearray()
    while len(gathered) <= limit:
        try:
            piece = next(pieces, None)
        except BodyError:
            raise
        except Exception as error:  # each library has errors of its own
            raise BodyError(QuarantineCode.BAD_BODY, f"not valid {name}: {error}") from error
        if piece is None:
            return bytes(gathered)
        gathered += piece
    raise BodyError(QuarantineCode.TOO_LARGE, f"more than {limit} bytes when decoded ({name})")


def _inflate(data: bytes, window: int) -> Iterator[bytes]:
    """Yield the pieces of one or more members; what follows the last member is ignored."""
    rest = data
    while True:
        machine = zlib.decompressobj(window)
        while not machine.eof:
            piece = machine.decompress(rest, _STEP)
            rest = machine.unconsumed_tail
            if not piece and not rest and not machine.eof:
                raise BodyError(
                    QuarantineCode.CUT_BODY,
                    f"compressed data end after {len(data)} bytes, too soon",
                )
            yield piece
        rest = machine.unused_data
        if window != _GZIP or not rest.startswith(b"\x1f\x8b"):
            return


def _deflate(data: bytes) -> Iterator[bytes]:
    """Deflate is zlib's format; some servers send the bare stream."""
    has_header = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _inflate(data, zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def _brotli(data: bytes) -> Iterator[bytes]:
    import brotli  # type: ignore[import-untyped]

    machine = brotli.Decompressor()
    for start in range(0, len(data), 1024):
        yield machine.process(data[start : start + 1024])
    if not machine.is_finished():
        words = f"brotli data end after {len(data)} bytes, too soon"
        raise BodyError(QuarantineCode.CUT_BODY, words)


def _zstd(data: bytes) -> Iterator[bytes]:
    from backports import zstd

    machine = zstd.ZstdDecompressor()
    yield machine.decompress(data, _STEP)
    while not machine.eof and not machine.needs_input:
        yield machine.decompress(b"", _STEP)
    if not machine.eof:
        words = f"zstd data end after {len(data)} bytes, too soon"
        raise BodyError(QuarantineCode.CUT_BODY, words)


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": lambda data: _inflate(data, _GZIP),
    "x-gzip": lambda data: _inflate(data, _GZIP),
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
