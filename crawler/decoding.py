"""Undoing content encodings, with a limit and with a look at the end of the stream.

Scrapy takes a gzip body that was cut in half for a whole one. Here a stream that does not reach
its end is a CutBody, one that grows past the limit TooLarge, an encoding nobody knows
UnknownEncoding. Trailing bytes after the end of a stream are ignored, as browsers do.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

from crawler.signs import BadBody, CutBody, TooLarge, UnknownEncoding

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
CHUNK = 65_536
GZIP_WBITS = 31
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


def _inflated(body: bytes, wbits: int) -> Iterator[bytes]:
    """Yield the pieces of one zlib stream; raise CutBody if it has no end. Returns what follows."""
    decoder = zlib.decompressobj(wbits)
    yield decoder.decompress(body, CHUNK)
    while not decoder.eof:
        piece = decoder.decompress(decoder.unconsumed_tail, CHUNK)
        if not piece and not decoder.eof and not decoder.unconsumed_tail:
            raise CutBody(f"{len(body)} bytes received, the stream has no end")
        yield piece
    if wbits == GZIP_WBITS and decoder.unused_data.startswith(GZIP_MAGIC):
        yield from _inflated(decoder.unused_data, wbits)


def _ungzip(body: bytes) -> Iterator[bytes]:
    """Yield the pieces of a gzip body of one or more members."""
    yield from _inflated(body, GZIP_WBITS)


def _undeflate(body: bytes) -> Iterator[bytes]:
    """Yield the pieces of a deflate body, with or without the zlib header that RFC 9110 wants."""
    looks_zlib = len(body) > 1 and (body[0] & 0x0F) == 8 and (body[0] << 8 | body[1]) % 31 == 0
    yield from _inflated(body, zlib.MAX_WBITS if looks_zlib else -zlib.MAX_WBITS)


def _unbrotli(body: bytes) -> Iterator[bytes]:
    """Yield the pieces of a brotli body."""
    decoder = brotli.Decompressor()
    yield decoder.process(body, output_buffer_limit=CHUNK)
    while not decoder.is_finished():
        piece = decoder.process(b"", output_buffer_limit=CHUNK)
        if not piece and not decoder.is_finished():
            raise CutBody(f"{len(body)} bytes received, the stream has no end")
        yield piece


def _unzstd(body: bytes) -> Iterator[bytes]:
    """Yield the pieces of a zstd body of one or more frames."""
    decoder = zstd.ZstdDecompressor()
    yield decoder.decompress(body, CHUNK)
    while not decoder.eof:
        if decoder.needs_input:
            raise CutBody(f"{len(body)} bytes received, the stream has no end")
        yield decoder.decompress(b"", CHUNK)
    if decoder.unused_data.startswith(ZSTD_MAGIC):
        yield from _unzstd(decoder.unused_data)


DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _ungzip,
    "x-gzip": _ungzip,
    "deflate": _undeflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}


def _joined(pieces: Iterator[bytes], limit: int) -> bytes:
    """Put the pieces together; raises TooLarge past the limit."""
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > limit:
            raise TooLarge(f"more than {limit} bytes after decompression")
    return bytes(whole)


def decode(body: bytes, encodings: str, limit: int) -> bytes:
    """Return the body without its content encodings (a header value such as `gzip`).

    Raises CutBody, TooLarge, UnknownEncoding, or BadBody when the stream is not what it says.
    """
    names = [name.strip().lower() for name in encodings.split(",")]
    for name in reversed([name for name in names if name and name != "identity"]):
        decoder = DECODERS.get(name)
        if decoder is None:
            raise UnknownEncoding(f"{name!r} is not one of {ACCEPTED}")
        if not body:
            return body
        try:
            body = _joined(decoder(body), limit)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise BadBody(f"not {name}: {error}") from error
    return body
