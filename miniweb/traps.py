"""Pages that are no stories, or cannot be had: each says what a crawl should make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from miniweb.exchange import Request, Response, not_found, page, redirect

_HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'


@dataclass(frozen=True, kw_only=True, slots=True)
class Trap:
    """One such page. `answer` gets the request and the port."""

    site: str
    path: str
    title: str  # as the listing has it
    reason: str
    expected: str
    answer: Callable[[Request, int], Response]
    also_right: tuple[str, ...] = ()
    page_kind: str = "unreadable"
    status: int = 200


def _document(title: str, body: str) -> Response:
    return page(f"{_HEAD.format(title=title)}<body>{body}</body></html>")


def _consent(request: Request, port: int) -> Response:
    return _document(
        "Before you continue",
        "<main><h1>We value your privacy</h1><p>We and our 812 partners store and access "
        "information on a device, such as cookies, and process personal data, such as unique "
        "identifiers, for personalised advertising and content.</p><p>With your permission we may "
        "use precise geolocation data. You may click to consent or choose to pay instead.</p>"
        "<button>Accept all</button><button>Manage options</button></main>",
    )


def _wall(request: Request, port: int) -> Response:
    return _document(
        "Commissioners leave council after six years - Young Lives Today",
        '<main><h1>Commissioners leave council after six years</h1><div class="register-wall"><h2>'
        "This story is only available to Young Lives Today subscribers</h2><p>Subscribe now from "
        "£9 a month for unlimited access.</p><p>Already subscribed? <a href='/login'>Sign in</a>"
        "</p></div></main>",
    )


def _soft_404(request: Request, port: int) -> Response:
    return _document(
        "Page not found | Dunsmere Advertiser",
        "<main><h1>Sorry, we can’t find that page</h1><p>The story you are looking for may have "
        "been removed or its address may have changed.</p><p><a href='/'>Back to the front page"
        "</a></p></main>",
    )


def _shell(request: Request, port: int) -> Response:
    state = "window.__STATE__=" + "[0,1,2,3,4,5,6,7,8,9]," * 900
    return _document(
        "Rothwick Express",
        f'<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
        f"<script>{state}</script><script src='/static/js/main.8c1f.js'></script>",
    )


def _index(request: Request, port: int) -> Response:
    heads = (
        "Inspectors back at the council's front door",
        "Nursery in old chapel keeps its grade",
        "Foster carers ask for a pay rise",
        "School drops single-word banner",
        "Social workers move to new hub",
        "Parents queue for report card evening",
        "Care leavers open their own café",
        "Children's home plan goes to a vote",
        "Teachers' union meets minister",
        "Virtual school wins reading prize",
    )
    items = "".join(
        f'<li><h3><a href="/news/{25500000 + n}.story/">{h}</a></h3><p>{n + 1} November</p></li>'
        for n, h in enumerate(heads)
    )
    return _document(
        "Latest on Ofsted in Kelderby",
        f"<main><h1>All our stories about Ofsted</h1><ul>{items}</ul>"
        "<a href='?page=2'>Next</a></main>",
    )


def _gallery(request: Request, port: int) -> Response:
    shots = "".join(
        f'<figure><img src="/g/{n}.jpg" alt=""><figcaption>Picture {n} of 12</figcaption></figure>'
        for n in range(1, 13)
    )
    return _document(
        "In pictures: school fair in the rain",
        f"<main><h1>In pictures: school fair</h1>{shots}</main>",
    )


LIVE_TITLE = "Live: Ofsted report on Hallowmere children's services debated at town hall"
LIVE_ENTRIES = (
    ("09:05", "The public gallery is full and foster carers have brought their own chairs."),
    ("09:20", "Ofsted's report is the first item; the director is asked to sum it up in a minute."),
    ("09:48", "A care leaver tells councillors that she met eleven social workers in nine years."),
    ("10:15", "The leader promises that no child will wait for a visit over the holidays."),
    ("10:40", "Members vote by 31 to 12 to accept every point that the inspectors made."),
)


def _live(request: Request, port: int) -> Response:
    entries = "".join(
        f'<article class="live-entry"><time datetime="2026-11-12T{at}:00+00:00">{at}</time>'
        f"<h3>Update {n}</h3><p>{words}</p></article>"
        for n, (at, words) in enumerate(LIVE_ENTRIES, 1)
    )
    data = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":'
        '"LiveBlogPosting","headline":"Live: Ofsted report debated","coverageStartTime":'
        '"2026-11-12T09:00:00+00:00"}</script>'
    )
    return _document(
        LIVE_TITLE,
        f"{data}<main><h1>{LIVE_TITLE}</h1><p>Follow the meeting here.</p>{entries}</main>",
    )


def _gone(request: Request, port: int) -> Response:
    return not_found(410)


def _missing(request: Request, port: int) -> Response:
    return not_found(404)


def _loop(request: Request, port: int) -> Response:
    return redirect(f"http://{request.host}:{port}{request.path}", 302)


def _private(request: Request, port: int) -> Response:
    return redirect(f"http://127.0.0.1:{port}/admin/secrets", 302)


def _empty(request: Request, port: int) -> Response:
    return Response(body=b"")


def _binary(request: Request, port: int) -> Response:
    return Response(body=bytes(range(256)) * 40)


def _forbidden(request: Request, port: int) -> Response:
    return _document(
        "Kept from robots",
        "<main><h1>Ofsted archive</h1><p>This page stands under a Disallow line, so nobody who "
        "reads robots.txt should see these words about children's services.</p></main>",
    )


TRAPS: tuple[Trap, ...] = (
    Trap(
        site="fenborough_live",
        path="/news/fenborough-news/council-answers-ofsted-over-delays-28990001",
        title="Council answers Ofsted over delays",
        reason="consent wall with status 200",
        expected="not_article",
        page_kind="consent",
        answer=_consent,
    ),
    Trap(
        site="young_lives_today",
        path="/content/news/commissioners-leave-council-after-six-years",
        title="Commissioners leave council after six years",
        reason="subscribe wall without a word of the story",
        expected="not_article",
        page_kind="wall",
        answer=_wall,
    ),
    Trap(
        site="dunsmere_advertiser",
        path="/news/education/ofsted-visits-college-farm-5990001",
        title="Ofsted visits college farm",
        reason="soft 404: not found with status 200",
        expected="not_article",
        also_right=("gone",),
        page_kind="soft_404",
        answer=_soft_404,
    ),
    Trap(
        site="rothwick_express",
        path="/news/education/school-readies-for-ofsted-5990002",
        title="School readies for Ofsted",
        reason="JavaScript shell",
        expected="not_article",
        also_right=("quarantined",),
        page_kind="needs_js",
        answer=_shell,
    ),
    Trap(
        site="kelderby_echo",
        path="/news/25990003.latest-ofsted-kelderby/",
        title="Latest on Ofsted in Kelderby",
        reason="index page under an article's address",
        expected="not_article",
        page_kind="index",
        answer=_index,
    ),
    Trap(
        site="hallowmere_post",
        path="/news/hallowmere-news/in-pictures-school-fair-rain-28990004",
        title="In pictures: school fair in the rain",
        reason="gallery",
        expected="not_article",
        page_kind="gallery",
        answer=_gallery,
    ),
    Trap(
        site="hallowmere_post",
        path="/news/hallowmere-news/live-ofsted-report-debated-28990005",
        title=LIVE_TITLE,
        reason="live blog",
        expected="stored",
        also_right=("unchanged", "not_article"),
        page_kind="live",
        answer=_live,
    ),
    Trap(
        site="brackmere_argus",
        path="/news/25990006.story-that-never-was/",
        title="Nursery owner thanks Ofsted inspector",
        reason="404",
        expected="gone",
        status=404,
        answer=_missing,
    ),
    Trap(
        site="brackmere_argus",
        path="/news/25990007.withdrawn-after-complaint/",
        title="Pupils' names in Ofsted row",
        reason="410",
        expected="gone",
        status=410,
        answer=_gone,
    ),
    Trap(
        site="brackmere_argus",
        path="/news/archive/25990008.ofsted-from-the-archive/",
        title="Ofsted: from the archive",
        reason="under a Disallow line of robots.txt",
        expected="refused",
        answer=_forbidden,
    ),
    Trap(
        site="marswick_times",
        path="/news/25990009.ofsted-round-and-round/",
        title="Ofsted: round and round",
        reason="redirect to itself",
        expected="failed",
        also_right=("quarantined",),
        status=302,
        answer=_loop,
    ),
    Trap(
        site="kelderby_echo",
        path="/news/25990010.ofsted-inside-story/",
        title="Ofsted: the inside story",
        reason="redirect to a private address that is not on the list of allowed hosts",
        expected="refused",
        status=302,
        answer=_private,
    ),
    Trap(
        site="marswick_times",
        path="/news/25990011.ofsted-blank/",
        title="Ofsted visits primary",
        reason="empty body with status 200",
        expected="quarantined",
        also_right=("not_article", "failed"),
        answer=_empty,
    ),
    Trap(
        site="marswick_times",
        path="/news/25990012.ofsted-noise/",
        title="Ofsted report in full",
        reason="binary under text/html",
        expected="quarantined",
        also_right=("not_article",),
        answer=_binary,
    ),
)
