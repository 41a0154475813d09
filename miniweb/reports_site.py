"""The miniature reports site: search with paging, provider pages in both layouts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import parse_qs, parse_qsl, urlencode

from miniweb.exchange import Request, Response, not_found, page
from miniweb.files_host import file_url, framed
from miniweb.model import Publication
from miniweb.places import Authority
from miniweb.world import World

REPORTS = "reports.ofsted.test"
_ROWS_CAP = 100
_SHELL_NUMBER = 60  # the authority whose page is a JavaScript shell


def provider_path(authority: Authority) -> str:
    """Return the path of an authority's page; 44 is the category of local authorities."""
    return f"/provider/44/{authority.urn}"


def is_shell(world: World, authority: Authority) -> bool:
    """Whether the authority's page needs JavaScript and so shows no publication."""
    return world.authorities[_SHELL_NUMBER].urn == authority.urn


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A provider as search and its own page show it on one night. publications: newest first."""

    path: str
    urn: str
    name: str
    kind: str
    level_1: str
    level_2: str
    area_code: str
    area: str
    address: str
    publications: tuple[Publication, ...]
    rating: str | None = None
    events: tuple[tuple[date, str], ...] = ()
    before: tuple[str, str] | None = None
    is_closed: bool = False

    @property
    def latest(self) -> date | None:
        """The day of the newest publication; None without one."""
        return max((p.published_on for p in self.publications), default=None)


class ReportsHost:
    """Search and provider pages."""

    def __init__(self, world: World, port: int) -> None:
        self.world = world
        self.port = port
        self._codes = {a.name: a.code for a in world.authorities}
        self._by_night = {night: self._list(night) for night in (1, 2)}

    def respond(self, request: Request) -> Response:
        """Answer /search and /provider/…; a wrong category is 404."""
        if request.path == "/robots.txt":
            return Response(body=b"User-agent: *\nDisallow: /admin/\n", content_type="text/plain")
        if request.path == "/search":
            return self._search(request)
        provider = self._by_night[request.night].get(request.path)
        return self._provider(provider) if provider else not_found()

    def _list(self, night: int) -> dict[str, Listed]:
        """Return every provider by its path."""
        found = [self._authority(authority, night) for authority in self.world.authorities]
        found += [
            Listed(
                path=one.path,
                urn=one.urn,
                name=one.name,
                kind=one.kind,
                level_1=one.level_1,
                level_2=one.level_2,
                area_code=self._codes[one.town],
                area=one.town,
                address=one.address,
                publications=one.publications_on(night),
                rating=one.rating_on(night),
                events=one.events,
                before=one.before,
                is_closed=one.is_closed,
            )
            for one in self.world.establishments
        ]
        return {provider.path: provider for provider in found}

    def _authority(self, authority: Authority, night: int) -> Listed:
        publications = [
            p
            for p in self.world.publications
            if p.authority_urn == authority.urn
            and p.from_night <= night
            and not (p.until_night and night >= p.until_night and _is_replaced(p, self.world))
        ]
        return Listed(
            path=provider_path(authority),
            urn=authority.urn,
            name=authority.name,
            kind="Local authority children's services",
            level_1="3",
            level_2="12",
            area_code=authority.code,
            area=authority.name,
            address=f"{authority.building}, {authority.name}, {authority.postcode}",
            publications=tuple(sorted(publications, key=lambda p: p.published_on, reverse=True)),
        )

    def _search(self, request: Request) -> Response:
        asked = parse_qs(request.query, keep_blank_values=True)
        number = _number(asked, "start", 0)
        rows = min(_number(asked, "rows", 10), _ROWS_CAP)
        found = self._matching(asked, request.night)
        shown = "".join(_hit(provider) for provider in found[number : number + rows])
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
        return framed(
            "Search - Find an Inspection Report - Ofsted",
            f'<h1 class="heading--title">Search results</h1><div class="visible-xs">{heading}</div>'
            f'<div class="main-column search-results">{heading}<ul class="results-list '
            f'list-unstyled">{shown}</ul><div class="pagination">{more}</div></div>',
        )

    def _matching(self, asked: dict[str, list[str]], night: int) -> list[Listed]:
        """Return the providers that a query finds, in the order it asks for."""
        level_1 = asked.get("level_1_types", ["0"])[-1] or "0"
        level_2 = _values(asked, "level_2_types")
        codes = _values(asked, "local_authority")
        words = asked.get("q", [""])[-1].lower()
        first, last = (_day(asked, f"latest_report_date_{end}") for end in ("start", "end"))
        found = [
            p
            for p in self._by_night[night].values()
            if level_1 in ("0", p.level_1)
            and not p.is_closed
            and (not level_2 or p.level_2 in level_2)
            and (not codes or p.area_code in codes)
            and (words in p.name.lower() or words == p.urn)
            and _is_between(p.latest, first, last)
        ]
        if asked.get("sort", [""])[-1] == "date":
            found.sort(key=lambda p: p.latest or date.min, reverse=True)
        elif asked.get("sort", [""])[-1] == "az":
            found.sort(key=lambda p: p.name)
        return found

    def _provider(self, provider: Listed) -> Response:
        if provider.path == provider_path(self.world.authorities[_SHELL_NUMBER]):
            return page(
                "<!DOCTYPE html><html><head><title>Ofsted</title></head><body><div id='app'></div>"
                f"<script>{'/* bundle */ ' * 640}</script></body></html>"
            )
        is_odd = int(provider.urn[-1]) % 2 == 1
        old = is_odd and (provider.rating is not None or provider.level_2 == "12")
        days = "".join(_event(day, label) for day, label in provider.events)
        days += "".join(self._day(p, old=old) for p in provider.publications)
        registered = (
            '<li class="timeline__day timeline__day--registered"><div class="event"><p '
            'class="timeline__date"><time>01 April 2009</time></p><span class="event__title '
            'heading--sub">Registered</span></div></li>'
        )
        return framed(
            f"{provider.name} - Ofsted",
            f'<h1 class="heading--title">{escape(provider.name)}</h1><ul class="details">'
            f"<li><span>URN:</span> <span>{provider.urn}</span></li>"
            f"<li><span>Type:</span> <span>{escape(provider.kind)}</span></li>"
            f"<li><span>Local authority:</span> <span>{escape(provider.area)}</span></li>"
            f"{_before(provider)}</ul>{_grades(provider)}"
            f'<ol class="timeline">{days}{registered}</ol>',
            canonical=f"http://{REPORTS}:{self.port}{provider.path}",
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
            f"{publication.listed_on or publication.started_on:%d %B %Y}</time></p>"
            '<span class="event__title heading--sub">'
            f'<a class="publication-link" href="{link}">{escape(publication.label)}{grade}{hidden}'
            '</a><div class="event__metadata"><span>PDF</span> Published <time pubdate>'
            f"{published}</time></div></span></div></li>"
        )


def _event(day: date, label: str) -> str:
    """Return an event without a document."""
    return (
        '<li class="timeline__day"><div class="event"><p class="timeline__date"><time>'
        f'{day:%d %B %Y}</time></p><span class="event__title heading--sub">{escape(label)}</span>'
        "</div></li>"
    )


def _before(provider: Listed) -> str:
    """Return the line that names the school of before; such a page was never captured."""
    if provider.before is None:
        return ""
    path, name = provider.before
    return f'<li>Predecessor school: <a href="{path}">{escape(name)}</a></li>'


def _grades(provider: Listed) -> str:
    """Return the grades a school's page prints beside its timeline."""
    graded = next((dict(p.grades) for p in provider.publications if p.kind == "school"), {})
    if provider.rating is None or provider.level_1 != "1":
        return ""
    items = "".join(
        f'<div class="subjudgements__rates__item"><p>{escape(area)}</p><strong>{grade}</strong>'
        "</div>"
        for area, grade in graded.items()
        if area != "Overall effectiveness"
    )
    return (
        '<div class="subjudgements"><div class="subjudgements__overall"><p>The overall outcome of '
        f"the inspection was:</p><strong>{provider.rating}</strong></div>{items}</div>"
    )


def _hit(provider: Listed) -> str:
    """Return one search result; the rating comes in a list of its own, where there is one."""
    info = '<ul class="search-result__provider-info">'
    rated = f"{info}<li>Rating: <strong>{provider.rating}</strong></li></ul>"
    dated = (
        f"<li>Latest report: <strong><time>{provider.latest:%d %B %Y}</time></strong></li>"
        if (provider.latest)
        else ""
    )
    return (
        '<li class="search-result">\n<h3 class="search-result__title heading--main">'
        f'<a href="{provider.path}">{escape(provider.name)}</a></h3>'
        f"{info}<li>Category: <strong>{escape(provider.kind)}</strong></li></ul>"
        f'<address class="search-result__address">{escape(provider.address)}</address>'
        f"{rated if provider.rating else ''}"
        f"{info}{dated}<li>URN: <strong>{provider.urn}</strong></li></ul></li>"
    )


def _is_between(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether a day lies within limits, both included; None as a limit is no limit."""
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first) and (last is None or day <= last)


def _values(asked: dict[str, list[str]], name: str) -> set[str]:
    """Return the values of a parameter in all the forms it comes in: name, name[], name[0]."""
    return {v for k, values in asked.items() if k.split("[")[0] == name for v in values if v}


def _is_replaced(publication: Publication, world: World) -> bool:
    return any(p.replaces == publication.key for p in world.publications)


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
