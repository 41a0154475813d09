"""The miniature reports site: search with paging, provider pages in both layouts, files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from html import escape
from urllib.parse import parse_qs, parse_qsl, urlencode

from tests.miniweb.exchange import Request, Response, not_found, page
from tests.miniweb.model import Publication
from tests.miniweb.pdfs import broken_pdf, render_pdf
from tests.miniweb.places import Authority
from tests.miniweb.world import World

REPORTS, FILES = "reports.ofsted.test", "files.ofsted.test"
_ROWS_CAP = 100
_SHELL_NUMBER = 60  # the authority whose page is a JavaScript shell
_NOT_FOUND = "Report not found - Find an Inspection Report - Ofsted"


def _frame(title: str, main: str, canonical: str = "") -> Response:
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


def provider_path(authority: Authority) -> str:
    """Return the path of an authority's page; 44 is the category of local authorities."""
    return f"/provider/44/{authority.urn}"


def is_shell(world: World, authority: Authority) -> bool:
    """Whether the authority's page needs JavaScript and so shows no publication."""
    return world.authorities[_SHELL_NUMBER].urn == authority.urn


class ReportsHost:
    """Search and provider pages."""

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        self.port = port

    def respond(self, request: Request) -> Response:
        """Answer /search and /provider/…; a wrong category is 404."""
        if request.path == "/robots.txt":
            return Response(body=b"User-agent: *\nDisallow: /admin/\n", content_type="text/plain")
        if request.path == "/search":
            return self._search(request)
        for authority in self.world.authorities:
            if request.path == provider_path(authority):
                return self._provider(authority, request.night)
        return not_found()

    def publications(self, authority: Authority, night: int) -> list[Publication]:
        """Return what the provider page lists on a night, newest first."""
        found = [
            p
            for p in self.world.publications
            if p.authority_urn == authority.urn
            and p.from_night <= night
            and not (p.until_night and night >= p.until_night and _is_replaced(p, self.world))
        ]
        return sorted(found, key=lambda p: p.published_on, reverse=True)

    def _search(self, request: Request) -> Response:
        asked = parse_qs(request.query, keep_blank_values=True)
        number = _number(asked, "start", 0)
        rows = min(_number(asked, "rows", 10), _ROWS_CAP)
        found = self._matching(asked, request.night)
        shown = "".join(self._hit(a, request.night) for a in found[number : number + rows])
        following = number + rows
        more = ""
        if following < len(found):
            query = [(k, v) for k, v in parse_qsl(request.query, True) if k != "start"]
            href = escape(f"/search?{urlencode([*query, ('start', str(following))])}")
            more = f'<a class="pagination__next" href="{href}">Next</a>'
        heading = (
            '<div class="search-results__heading"><h2><strong class="results-count '
            f'js-results-count">{len(found)}</strong><strong> results</strong></h2></div>'
        )
        return _frame(
            "Search - Find an Inspection Report - Ofsted",
            f'<h1 class="heading--title">Search results</h1><div class="visible-xs">{heading}</div>'
            f'<div class="main-column search-results">{heading}<ul class="results-list '
            f'list-unstyled">{shown}</ul><div class="pagination">{more}</div></div>',
        )

    def _matching(self, asked: dict[str, list[str]], night: int) -> list[Authority]:
        """Return the authorities that a query finds; other kinds of provider there are none."""
        level_1 = asked.get("level_1_types", ["0"])[-1] or "0"
        level_2 = [v for k, v in asked.items() if k.startswith("level_2_types")]
        if level_1 not in ("0", "3") or any("12" not in v for v in level_2):
            return []
        words = asked.get("q", [""])[-1].lower()
        codes = [v for k, vs in asked.items() if k.startswith("local_authority") for v in vs]
        found = [
            a
            for a in self.world.authorities
            if (words in a.name.lower() or words == a.urn) and (not codes or a.code in codes)
        ]
        first, last = (_day(asked, f"latest_report_date_{end}") for end in ("start", "end"))
        if first or last:
            found = [
                a
                for a in found
                if (day := self._latest(a, night))
                and (not first or day >= first)
                and (not last or day <= last)
            ]
        if asked.get("sort", [""])[-1] == "date":
            found.sort(key=lambda a: self._latest(a, night) or date.min, reverse=True)
        elif asked.get("sort", [""])[-1] == "az":
            found.sort(key=lambda a: a.name)
        return found

    def _latest(self, authority: Authority, night: int) -> date | None:
        return max((p.published_on for p in self.publications(authority, night)), default=None)

    def _hit(self, authority: Authority, night: int) -> str:
        latest = self._latest(authority, night)
        dated = (
            f"<li>Latest report: <strong><time>{latest:%d %B %Y}</time></strong></li>"
            if latest
            else ""
        )
        return (
            '<li class="search-result">\n<h3 class="search-result__title heading--main">'
            f'<a href="{provider_path(authority)}">{escape(authority.name)}</a></h3>'
            '<ul class="search-result__provider-info"><li>Category: <strong>Local authority '
            "children&#039;s services</strong></li></ul>"
            f'<address class="search-result__address">{authority.building}, {authority.name}, '
            f"{authority.postcode}</address>"
            f'<ul class="search-result__provider-info">{dated}<li>URN: <strong>{authority.urn}'
            "</strong></li></ul></li>"
        )

    def _provider(self, authority: Authority, night: int) -> Response:
        if is_shell(self.world, authority):
            return page(
                "<!DOCTYPE html><html><head><title>Ofsted</title></head><body><div id='app'></div>"
                f"<script>{'/* bundle */ ' * 640}</script></body></html>"
            )
        old = int(authority.urn) % 2 == 1
        days = "".join(self._day(p, old=old) for p in self.publications(authority, night))
        registered = (
            '<li class="timeline__day timeline__day--registered"><div class="event"><p '
            'class="timeline__date"><time>01 April 2009</time></p><span class="event__title '
            'heading--sub">Registered</span></div></li>'
        )
        return _frame(
            f"{authority.name} - Ofsted",
            f'<h1 class="heading--title">{escape(authority.name)}</h1><ul class="details">'
            f"<li><span>URN:</span> <span>{authority.urn}</span></li>"
            "<li><span>Type:</span> <span>Local authority children&#039;s services</span></li>"
            f"<li><span>Local authority:</span> <span>{escape(authority.name)}</span></li></ul>"
            f'<ol class="timeline">{days}{registered}</ol>',
            canonical=f"http://{REPORTS}:{self.port}{provider_path(authority)}",
        )

    def _day(self, publication: Publication, *, old: bool) -> str:
        """Return one event; the older layout prints grades and may lack `nonvisual`."""
        published = f"{publication.published_on:%d %B %Y}"
        overall = dict(publication.grades).get("Overall effectiveness")
        grade = f": <strong>{overall}</strong>" if old and overall else ""
        bare = old and int(publication.key) % 3 == 0
        hidden = (
            ""
            if bare
            else f'<span class="nonvisual">{escape(publication.label)}, PDF - {published}</span>'
        )
        link = file_url(publication.key, self.port)
        return (
            '<li class="timeline__day"><div class="event"><p class="timeline__date"><time>'
            f"{publication.started_on:%d %B %Y}</time></p>"
            '<span class="event__title heading--sub">'
            f'<a class="publication-link" href="{link}">{escape(publication.label)}{grade}{hidden}'
            '</a><div class="event__metadata"><span>PDF</span> Published <time pubdate>'
            f"{published}</time></div></span></div></li>"
        )


def _is_replaced(publication: Publication, world: World) -> bool:
    return any(p.replaces == publication.key for p in world.publications)


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
        return _frame(
            _NOT_FOUND,
            '<h1 class="heading--title title-block__heading">Report not found</h1><div class='
            '"flat-content text-large"><p>Sorry, the document you requested no longer exists.</p>'
            "<p>We recommend linking to a page instead of a pdf report.</p></div>",
        )

    def _pdf(self, publication: Publication) -> bytes:
        if publication.key not in self._set:
            self._set[publication.key] = render_pdf(publication)
        return self._set[publication.key]


def _number(asked: dict[str, list[str]], name: str, default: int) -> int:
    value = asked.get(name, [""])[-1]
    return int(value) if value.isdigit() else default


def _day(asked: dict[str, list[str]], name: str) -> date | None:
    """Read DD-MM-YYYY; None when absent or empty."""
    value = asked.get(name, [""])[-1]
    if not value:
        return None
    day, month, year = value.split("-")
    return date(int(year), int(month), int(day))
