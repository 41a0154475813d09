"""Puts the miniature web together: who publishes which story where, and what changes overnight."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from miniweb.archive import build_archive
from miniweb.establishments import Establishment, build_establishments
from miniweb.forms import more_documents, more_establishments
from miniweb.layouts import layout_of
from miniweb.layouts.common import TWISTS
from miniweb.model import Block, Publication, Site, Story
from miniweb.places import Authority, authorities
from miniweb.sites import HOME_TOWNS, ROBOTS_DOWN, SITES
from miniweb.stories import OFF_TOPIC, Newsroom, moment

AUTHORITIES = 112
_FEED_LENGTH = 40
_GENRES = (
    "visit",
    "school",
    "off",
    "inspection",
    "nursery",
    "off",
    "home",
    "feature",
    "off",
    "send",
)
_TRADE_GENRES = ("visit", "inspection", "send", "home", "visit", "inspection", "feature")
TRANSPORTS = {
    "merriford_today": "slow",
    "dunsmere_advertiser": "gzip",
    "stourham_mercury": "cp1252",
    "wealdstow_messenger": "busy_once",
    "lowmere_light": "cut_gzip",
    "tamcombe_eye": "bomb",
    "kelderby_echo": "moved",
}
"""What is wrong with one page of each of these sites."""
_CORRECTION = (
    "This story was corrected on {day:%d %B}: an earlier version gave the wrong number of vacant "
    "posts in {place}, which the council has since put at {number}."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """One story on one site. `transport` names how its page misbehaves, if it does."""

    site: Site
    story: Story
    path: str
    number: int
    twist: str
    via: tuple[str, ...]  # feed, sitemap, section
    later: Story | None = None  # what stands there from the second night on
    from_night: int = 1
    until_night: int | None = None  # first night on which it answers 404
    still_listed: bool = True  # after its removal
    transport: str = ""
    cut_after: int | None = None
    second_path: str | None = None  # the same page at another address of the site

    def story_on(self, night: int) -> Story:
        """Return the story as it stands on that night."""
        return self.later if self.later and night >= 2 else self.story

    def is_up(self, night: int) -> bool:
        """Whether the page answers on that night."""
        return self.from_night <= night and (self.until_night is None or night < self.until_night)

    def is_listed(self, night: int) -> bool:
        """Whether feeds and sections name the page on that night."""
        return self.is_up(night) or (self.from_night <= night and self.still_listed)


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """Everything that is served, before any port is known."""

    today: date
    authorities: tuple[Authority, ...]
    publications: tuple[Publication, ...]
    postings: tuple[Posting, ...]
    establishments: tuple[Establishment, ...] = ()  # schools and nurseries

    def publication(self, key: str) -> Publication:
        """Return the publication with that file id; KeyError without one."""
        for publication in self.publications:
            if publication.key == key:
                return publication
        raise KeyError(key)


def build_world(seed: int, articles: int, today: date, *, every_form: bool = False) -> World:
    """Return the world of that seed; the same arguments give the same world.

    every_form: with documents and providers of every form that the reports site has.
    """
    rng = random.Random(seed)
    councils = authorities(AUTHORITIES, HOME_TOWNS, rng)
    archive = build_archive(councils, len(HOME_TOWNS), today, rng)
    desk = _Desk(rng, councils, archive, today)
    postings = [desk.post(number) for number in range(articles)]
    postings += desk.copies(postings)
    postings = _with_transports(desk.overnight(postings))
    postings = _with_unique_paths(_with_discovery(postings))
    establishments = build_establishments(seed, councils[: len(HOME_TOWNS)])
    if every_form:
        archive += more_documents(seed, councils[-2:])
        establishments += more_establishments(seed, councils[0].name)
    return World(
        today=today,
        authorities=tuple(councils),
        publications=tuple(archive),
        postings=tuple(postings),
        establishments=tuple(establishments),
    )


class _Desk:
    """Assigns stories to sites."""

    def __init__(
        self,
        rng: random.Random,
        councils: list[Authority],
        archive: list[Publication],
        today: date,
    ) -> None:
        self.rng = rng
        self.today = today
        self.councils = {council.name: council for council in councils}
        self.by_urn = {council.urn: council for council in councils}
        self.newsroom = Newsroom(rng, councils, archive)
        self.archive = archive
        self.sites = [site for site in SITES if site.key != ROBOTS_DOWN]
        self.genre_turn: dict[str, int] = {}

    def post(self, number: int) -> Posting:
        """Return the n-th posting: sites take turns, and so do genres on each site."""
        site = self.sites[number % len(self.sites)]
        turn = self.genre_turn.get(site.key, 0)
        self.genre_turn[site.key] = turn + 1
        national = site.group in ("trade", "hollis")
        genres = _TRADE_GENRES if national else _GENRES
        genre = genres[turn % len(genres)]
        age = number // len(self.sites) % 21
        story = self.story(site, genre, self.today - timedelta(days=age), national=national)
        return self.posting(site, story, number, TWISTS[(number * 5 + turn) % len(TWISTS)])

    def posting(self, site: Site, story: Story, number: int, twist: str) -> Posting:
        """Return a story's place on a site; the path follows the site's design."""
        path = layout_of(site).path(site, story, number)
        trade = site.group == "trade"
        return Posting(
            site=site,
            story=story,
            path=path,
            number=number,
            twist=twist if len(story.blocks) > 6 else "plain",
            via=(),
            cut_after=4 if trade and number % 3 else None,
            second_path=path.replace("/content/news/", "/news/article/") if trade else None,
        )

    def story(self, site: Site, genre: str, day: date, *, national: bool) -> Story:
        """Return a new story; one about an inspection takes a publication that is out."""
        if genre == "off":
            genre = self.rng.choice(OFF_TOPIC)
        kinds = {"visit": "focused_visit", "inspection": "ilacs", "send": "area_send"}
        home = self.councils[site.area]
        out = self._recent(kinds.get(genre, ""), None if national else home.urn)
        if genre in kinds and not out:
            genre = "school"
        publication = self.rng.choice(out) if genre in kinds else None
        authority = self.by_urn[publication.authority_urn] if publication else home
        return self.newsroom.write(genre, site, authority, moment(day, self.rng), publication)

    def _recent(self, kind: str, urn: str | None) -> list[Publication]:
        """Return this year's sound publications of a kind, of one authority or of all."""
        return [
            p
            for p in self.archive
            if p.kind == kind
            and p.published_on <= self.today
            and (self.today - p.published_on).days < 140
            and p.answers == "pdf"
            and p.from_night == 1
            and urn in (None, p.authority_urn)
        ]

    def copies(self, postings: list[Posting]) -> list[Posting]:
        """Return agency copies of a few stories on sister titles; two of them are shortened."""
        originals = [p for p in postings if p.story.genre in ("visit", "home", "send")][:5]
        found = []
        for turn, original in enumerate(originals):
            site = self._other_site(original.site, turn)
            blocks = original.story.blocks[: -3 if turn % 2 else None]
            found.append(self._copy(original, site, blocks, len(postings) + turn))
        return found

    def _other_site(self, site: Site, turn: int) -> Site:
        others = [s for s in self.sites if s.key != site.key and s.group not in ("trade", "hollis")]
        return others[(turn * 3) % len(others)]

    def _copy(
        self, original: Posting, site: Site, blocks: tuple[Block, ...], number: int
    ) -> Posting:
        story = replace(
            original.story,
            id=f"{original.story.id}c{number}",
            blocks=blocks,
            published=original.story.published + timedelta(hours=2),
        )
        return self.posting(site, story, number, "plain")

    def overnight(self, postings: list[Posting]) -> list[Posting]:
        """Return the postings with the second night's edits, removals and new stories."""
        eligible = [
            i
            for i, p in enumerate(postings)
            if p.story.on_topic and p.site.group not in ("trade", "hollis") and p.cut_after is None
        ]
        chosen = [eligible[k * len(eligible) // 8] for k in range(8)]
        tomorrow = moment(self.today + timedelta(days=1), self.rng)
        for place, index in enumerate(chosen[:4]):
            change = self._corrected_headline if place == 3 else self._corrected_text
            postings[index] = replace(
                postings[index], later=change(postings[index].story, tomorrow)
            )
        for place, index in enumerate(chosen[4:6]):
            postings[index] = replace(postings[index], until_night=2, still_listed=place == 0)
        copy_of = postings[chosen[6]]
        site = self._other_site(copy_of.site, 1)
        copy = self._copy(copy_of, site, copy_of.story.blocks, len(postings) + 20)
        fresh = self._fresh(len(postings) + 21)
        return [*postings, replace(copy, from_night=2), *fresh]

    def _fresh(self, number: int) -> list[Posting]:
        """Return the stories that are new on the second night."""
        day = self.today + timedelta(days=1)
        new = next(p for p in self.archive if p.from_night == 2 and not p.replaces)
        authority = self.by_urn[new.authority_urn]
        stories = [
            (self.sites[0], lambda s: self.story(s, "visit", day, national=False)),
            (self.sites[2], lambda s: self.story(s, "school", day, national=False)),
            (self.sites[5], lambda s: self.story(s, "off", day, national=False)),
            (self.sites[9], lambda s: self.story(s, "home", day, national=False)),
            (
                self.sites[11],
                lambda s: self.newsroom.write("visit", s, authority, moment(day, self.rng), new),
            ),
        ]
        made: list[tuple[Site, Callable[[Site], Story]]] = stories
        return [
            replace(self.posting(site, make(site), number + k, "plain"), from_night=2)
            for k, (site, make) in enumerate(made)
        ]

    def _corrected_text(self, story: Story, when: datetime) -> Story:
        words = _CORRECTION.format(
            day=when, place=story.headline.split()[0], number=self.rng.randint(3, 40)
        )
        return replace(story, blocks=(*story.blocks, Block(text=words)), modified=when)

    def _corrected_headline(self, story: Story, when: datetime) -> Story:
        return replace(story, headline=f"{story.headline} - updated", modified=when)


def _with_transports(postings: list[Posting]) -> list[Posting]:
    """Let the first ordinary on-topic page of some sites misbehave."""
    waiting = dict(TRANSPORTS)
    found = []
    for posting in postings:
        ordinary = posting.story.on_topic and not posting.later and posting.until_night is None
        transport = waiting.pop(posting.site.key, "") if ordinary else ""
        twist = "plain" if transport else posting.twist
        found.append(replace(posting, transport=transport, twist=twist))
    return found


def _with_discovery(postings: list[Posting]) -> list[Posting]:
    """Say by which doors each page is found: newest in the feed, some by one door only."""
    seen: dict[str, int] = {}
    found = []
    for posting in sorted(postings, key=lambda p: p.story.published, reverse=True):
        group = layout_of(posting.site).group
        place = seen.get(posting.site.key, 0)
        seen[posting.site.key] = place + 1
        doors = {"section"}
        if group.feeds and place < _FEED_LENGTH:
            doors.add("feed")
        if group.sitemaps:
            doors.add("sitemap")
            doors -= {"feed", "section"} if place % 5 == 3 else set()
        if len(doors) > 1 and place % 7 == 2:
            doors -= {"feed"}
        if "feed" in doors and place % 7 == 5:
            doors -= {"section"}
        found.append(replace(posting, via=tuple(sorted(doors))))
    return sorted(found, key=lambda p: p.number)


def _with_unique_paths(postings: list[Posting]) -> list[Posting]:
    """Give a second story with the same slug on one site another path, as editors' systems do."""
    taken: set[tuple[str, str]] = set()
    found = []
    for posting in postings:
        path = posting.path
        if (posting.site.host, path) in taken:
            path = path.rstrip("/") + f"-{posting.number}" + ("/" if path.endswith("/") else "")
        taken.add((posting.site.host, path))
        second = posting.second_path and path.replace("/content/news/", "/news/article/")
        found.append(replace(posting, path=path, second_path=second))
    return found
