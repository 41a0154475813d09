"""Why a page is not stored: codes of the column `reason` of pages."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

__all__ = ["Reason", "reason_of_status"]


class Reason(StrEnum):
    """A reason. state: the state of pages that it goes with; meaning, advice: for people."""

    state: str
    meaning: str
    advice: str

    def __new__(cls, value: str, state: str, meaning: str, advice: str) -> Self:
        """Return a member that is its value, with what is said of it beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.state, member.meaning, member.advice = state, meaning, advice
        return member

    INDEX = (
        "index",
        "not_article",
        "headlines and links, and no story",
        "nothing",
    )
    GALLERY = (
        "gallery",
        "not_article",
        "pictures, and no story",
        "nothing",
    )
    CONSENT = (
        "consent",
        "not_article",
        "the site gives nothing without consent",
        "nothing; walls are not worked around",
    )
    NEEDS_JS = (
        "needs_js",
        "not_article",
        "the site gives nothing without scripts",
        "nothing; walls are not worked around",
    )
    WALL = (
        "wall",
        "not_article",
        "only a teaser before a wall for subscribers",
        "nothing",
    )
    NO_TEXT = (
        "no_text",
        "not_article",
        "a story without a paragraph",
        "look at the page: a video, or a layout that wants a selector",
    )
    PDF = (
        "pdf",
        "not_article",
        "a PDF in place of a story",
        "import it if it matters",
    )
    OFF_TOPIC = (
        "off_topic",
        "off_topic",
        "a story without a word of the topic",
        "nothing",
    )
    ROBOTS = (
        "robots",
        "refused",
        "robots.txt says no",
        "nothing, or ask the publisher",
    )
    SCHEME = (
        "scheme",
        "refused",
        "not an http(s) address: a mail address, a script",
        "nothing",
    )
    OFF_SITE = (
        "off_site",
        "refused",
        "it leads to a host that is not the source's",
        "add the host to the source if it is the publisher's",
    )
    PRIVATE_ADDRESS = (
        "private_address",
        "refused",
        "the host stands at an address inside a network",
        "nothing; report the link if it is the publisher's",
    )
    TAKEDOWN = (
        "takedown",
        "refused",
        "its publisher asked for it to be deleted",
        "nothing",
    )
    STATUS_404 = (
        "status_404",
        "gone",
        "the site has it no more; a report of it is in `winnow withdrawn list`",
        "keep or hide the report",
    )
    STATUS_410 = (
        "status_410",
        "gone",
        "the same, for good",
        "keep or hide the report",
    )
    SOFT_404 = (
        "soft_404",
        "gone",
        "the page says “not found”, moved or removed",
        "keep or hide the report",
    )
    LEADS_AWAY = (
        "leads_away",
        "gone",
        "the address leads to the front page or to an index, where a story stood",
        "keep or hide the report",
    )
    TIMEOUT = (
        "timeout",
        "failed",
        "no answer in time",
        "nothing: it is asked for again the next night",
    )
    CONNECTION = (
        "connection",
        "failed",
        "the connection broke",
        "nothing: it is asked for again the next night",
    )
    REFUSED_CONNECTION = (
        "refused_connection",
        "failed",
        "the site refuses the connection",
        "nothing: it is asked for again the next night",
    )
    DNS = (
        "dns",
        "failed",
        "the name of the host has no address",
        "nothing: it is asked for again the next night",
    )
    CRAWL_DELAY = (
        "crawl_delay",
        "failed",
        "robots.txt wants ten minutes or more between two requests",
        "ask the publisher, or take the source out",
    )
    ROBOTS_UNREACHABLE = (
        "robots_unreachable",
        "failed",
        "robots.txt could not be read, which means no",
        "nothing: it is asked for again the next night; look at the site if it stays",
    )
    RETRY_AFTER = (
        "retry_after",
        "failed",
        "the site asks to be left alone for a while",
        "nothing",
    )
    BLOCKED = (
        "blocked",
        "failed",
        "401, 403 or 451",
        "ask the publisher",
    )
    STATUS = (
        "status_N",
        "failed",
        "another status, such as 500",
        "nothing, unless it stays",
    )
    REDIRECT_LOOP = (
        "redirect_loop",
        "failed",
        "redirects without an end",
        "look at the page in a browser",
    )
    BAD_REDIRECT = (
        "bad_redirect",
        "failed",
        "a redirect to no address",
        "look at the page in a browser",
    )
    NO_ANSWER = (
        "no_answer",
        "failed",
        "an answer was lost on the way",
        "report it",
    )
    STAGE_ERROR = (
        "stage_error",
        "failed",
        "a fault of this software on the way",
        "report it",
    )


_OF_STATUS = {
    **dict.fromkeys((401, 403, 451), Reason.BLOCKED),
    404: Reason.STATUS_404,
    410: Reason.STATUS_410,
}


def reason_of_status(status: int) -> str:
    """Return the reason for an HTTP status that gives no page: "blocked", "status_404", …"""
    return _OF_STATUS.get(status) or Reason.STATUS.replace("N", str(status))
