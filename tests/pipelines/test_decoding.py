"""Bodies are decoded whole or not at all."""

from __future__ import annotations

import gzip
import random
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd

from pipelines.archive.bodies import BodyError, decode_body, gunzip

TEXT = ("Children told us they feel safe. " * 5000).encode()
NOISE = random.Random(4).randbytes(300_000)
ENCODED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("payload", [b"", b"x", TEXT, NOISE], ids=["empty", "one", "text", "noise"])
@pytest.mark.parametrize("name", sorted(ENCODED))
def test_what_was_encoded_is_decoded(name: str, payload: bytes) -> None:
    assert decode_body(ENCODED[name](payload), name.upper()) == payload


@pytest.mark.parametrize("payload", [TEXT, NOISE], ids=["text", "noise"])
@pytest.mark.parametrize("name", sorted(ENCODED))
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_body_is_noticed(name: str, payload: bytes, share: float) -> None:
    body = ENCODED[name](payload)
    with pytest.raises(BodyError) as caught:
        decode_body(body[: int(len(body) * share)], name)
    assert caught.value.code == "cut_body"


@pytest.mark.parametrize("name", sorted(ENCODED))
def test_a_bomb_is_stopped_at_the_limit(name: str) -> None:
    with pytest.raises(BodyError) as caught:
        decode_body(ENCODED[name](bytes(30_000_000)), name, limit=1_000_000)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("name", sorted(ENCODED))
def test_garbage_is_named_as_such(name: str) -> None:
    with pytest.raises(BodyError) as caught:
        decode_body(b"<html>not encoded at all</html>" * 9, name)
    assert caught.value.code in {"bad_body", "cut_body"}


def test_two_encodings_are_undone_in_reverse_order() -> None:
    assert decode_body(zlib.compress(gzip.compress(b"story")), "gzip, deflate") == b"story"


def test_a_bare_deflate_stream_is_understood() -> None:
    machine = zlib.compressobj(wbits=-15)
    assert decode_body(machine.compress(TEXT) + machine.flush(), "deflate") == TEXT


def test_members_of_a_gzip_file_are_joined() -> None:
    assert gunzip(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(BodyError, match="sdch") as caught:
        decode_body(b"x", "sdch")
    assert caught.value.code == "unknown_encoding"


@pytest.mark.parametrize("header", [None, "", "identity", "Identity, "])
def test_a_plain_body_stays_as_it_is(header: str | None) -> None:
    assert decode_body(b"\x1f\x8bplain", header) == b"\x1f\x8bplain"


@pytest.mark.parametrize("name", ["UTF-8", "utf8", "ISO-8859-1", "windows-1252", "gzip, UTF-8"])
def test_a_character_set_is_no_encoding_of_the_bytes(name: str) -> None:
    body = gzip.compress(TEXT) if "gzip" in name else TEXT
    assert decode_body(body, name) == TEXT


@pytest.mark.parametrize("name", ["zlib", "base64", "hex", "rot13", "made-up"])
def test_an_encoding_that_is_not_known_is_refused(name: str) -> None:
    with pytest.raises(BodyError, match="is not known"):
        decode_body(TEXT, name)
