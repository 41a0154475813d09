"""The files of the miniature reports site: PDFs, and the page that stands where one was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from html import escape

from miniweb.exchange import Request, Response, not_found, page
from miniweb.model import Publication
from miniweb.pdfs import broken_pdf, render_pdf

FILES = "files.ofsted.test"
_NOT_FOUND = "Report not found - Find an Inspection Report - Ofsted"


def framed(title: str, main: str, canonical: str = "") -> Response:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return page(
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"/>{link}'
        f"<title>{escape(title)}</title></head>\n<body>"
        '<div class="container"><a class="skip-link" href="#main">Skip to main content</a></div>'
        '<div class="cookie-banner"><p class="cookie-banner__message">We use cookies to collect '
        "information about how you use this website.</p></div>"
        f'<main id="main" tabindex="-1">{main}</main>'
        '<footer class="footer"><ul class="footer__links list-inline"><li><a href="/privacy">'
        "Privacy</a></li></ul></footer></body></html>"
    )


def file_url(key: str, port: int) -> str:
    """Return the URL of a publication's file."""
    return f"http://{FILES}:{port}/v1/file/{key}"


class FilesHost:
    """The PDFs; a withdrawn one is a web page with status 200."""

    def __init__(self, publications: Sequence[Publication]) -> None:
        self._publications = {p.key: p for p in publications}
        self._set: dict[str, bytes] = {}

    def respond(self, request: Request) -> Response:
        """Answer /v1/file/ID."""
        if request.path == "/robots.txt":
            return Response(body=b"User-agent: *\nDisallow:\n", content_type="text/plain")
        key = request.path.removeprefix("/v1/file/")
        publication = self._publications.get(key)
        if publication is None or publication.from_night > request.night:
            return not_found()
        withdrawn = publication.until_night and request.night >= publication.until_night
        if withdrawn or publication.answers == "soft_404":
            return self._soft_404
        body = broken_pdf() if publication.answers == "broken_pdf" else self._pdf(publication)
        name = f'inline; filename="{key}.pdf"'
        return Response(
            body=body, content_type="application/pdf", headers={"Content-Disposition": name}
        )

    @cached_property
    def _soft_404(self) -> Response:
        return framed(
            _NOT_FOUND,
            '<h1 class="heading--title title-block__heading">Report not found</h1><div class='
            '"flat-content text-large"><p>Sorry, the document you requested no longer exists.</p>'
            "<p>We recommend linking to a page instead of a pdf report.</p></div>",
        )

    def _pdf(self, publication: Publication) -> bytes:
        if publication.key not in self._set:
            self._set[publication.key] = render_pdf(publication)
        return self._set[publication.key]
