"""Bytes → Publication. Never raises: what cannot be read says why."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.ofsted import pdf_text
from pipelines.ofsted.classify import claimants
from pipelines.ofsted.document import Document
from pipelines.ofsted.model import Fact, Publication, PublicationKind
from pipelines.reading.model import PageContext
from words.doubts import Doubt, PublicationDoubt
from words.null_reasons import NullReason

HEADER_WINDOW = 1_024  # bytes within which "%PDF-" must stand
LEAST_CHARACTERS = 20  # printed characters a page; a page with fewer is a picture of text

_SCRIPT = re.compile(rb"/S\s*/JavaScript\b")
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_NOT_FOUND = re.compile(r"not found|page no longer|no longer available|404", re.IGNORECASE)


def read_pdf(data: bytes, context: PageContext = PageContext()) -> Publication:  # noqa: B008
    """Read one document of Ofsted's from its bytes.

    Nothing is read from a name or an address; `context` is only there for the reason. What is no
    PDF, broken, encrypted or without text comes back as such a kind with the reason; a document of
    no known framework comes back with its text and framework None.
    """
    if b"%PDF-" not in data[:HEADER_WINDOW]:
        return _not_a_pdf(data, context)
    try:
        pdf = pdf_text.open_pdf(data)
    except pdf_text.NotReadable as refusal:
        kind = PublicationKind.ENCRYPTED if refusal.encrypted else PublicationKind.UNREADABLE
        return Publication(kind=kind, reason=str(refusal))
    try:
        text = pdf_text.read_lines(pdf)
        if text.characters < LEAST_CHARACTERS * max(1, text.page_count):
            return _without_text(text)
        return _with_scripts_named(_read(Document.of(text)), data, pdf_text.scripts(pdf))
    except Exception as fault:  # the face promises never to raise, whatever the bytes hold
        reason = f"the text does not come out: {type(fault).__name__}: {fault}"
        return Publication(kind=PublicationKind.UNREADABLE, reason=reason)
    finally:
        pdf.close()


def _with_scripts_named(publication: Publication, data: bytes, scripts: int) -> Publication:
    """Scripts of a file are never run; that it has any is a doubt, for Ofsted's have none."""
    if not scripts and _SCRIPT.search(data) is None:
        return publication
    scripted = Doubt(PublicationDoubt.SCRIPTED, "none of it was run")
    return replace(publication, doubts=(*publication.doubts, scripted))


def _read(document: Document) -> Publication:
    claims: tuple[str, ...] = ()
    try:
        found = claimants(document)
        claims = tuple(reader.FRAMEWORK.value for reader in found)
        if len(found) == 1:
            return found[0].read(document)
    except Exception as fault:  # a reader's own fault must not cost the text that came out
        return _failed(document, "|".join(claims), fault)
    return _unclassified(document, claims)


def _unclassified(document: Document, claims: tuple[str, ...]) -> Publication:
    reason = NullReason.AMBIGUOUS if claims else NullReason.NO_READER
    title = next((p.text for p in document.paragraphs if p.kind == "heading"), None)
    words = f"{'|'.join(claims) or 'unknown'}: {title or ''}".strip()
    return Publication(
        kind=PublicationKind.PUBLICATION,
        title=title,
        paragraphs=document.paragraphs,
        facts=(Fact(name="framework", reason=reason),),
        text=document.text,
        removed=document.removed,
        page_count=document.page_count,
        doubts=(Doubt(PublicationDoubt.FRAMEWORK, words),),
        reader="text",
    )


def _failed(document: Document, framework: str, error: Exception) -> Publication:
    """A reader's own fault: the text is kept, the fault is named, nothing is half-filled."""
    words = f"{framework}: {type(error).__name__}: {error}"
    return Publication(
        kind=PublicationKind.PUBLICATION,
        paragraphs=document.paragraphs,
        facts=(Fact(name="framework", reason=NullReason.UNREADABLE),),
        text=document.text,
        removed=document.removed,
        page_count=document.page_count,
        doubts=(Doubt(PublicationDoubt.READER_FAILED, words),),
        reader="text",
    )


def _without_text(text: pdf_text.PdfText) -> Publication:
    reason = f"{text.characters} characters on {text.page_count} pages: a scan or an empty document"
    return Publication(
        kind=PublicationKind.NO_TEXT_LAYER, reason=reason, page_count=text.page_count
    )


def _not_a_pdf(data: bytes, context: PageContext) -> Publication:
    if not data.strip():
        return Publication(kind=PublicationKind.UNREADABLE, reason="no bytes")
    found = _TITLE.search(data[:65_536])
    title = re.sub(r"\s+", " ", found[1].decode("utf-8", "replace")).strip() if found else None
    looks_html = found is not None or re.match(rb"\s*(?:<!doctype|<html)", data, re.IGNORECASE)
    if looks_html and title and _NOT_FOUND.search(title):
        reason = f"HTML in place of the file: {title}"
        return Publication(kind=PublicationKind.SOFT_404, title=title, reason=reason)
    said = f", sent as {context.content_type}" if context.content_type else ""
    reason = f"no PDF: begins {data[:12]!r}{said}"
    return Publication(kind=PublicationKind.UNREADABLE, title=title, reason=reason)
