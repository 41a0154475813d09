"""What asks for a person, besides the doubts that do (words.doubts.ALARMING)."""

from __future__ import annotations

from words.advised import Advised

__all__ = ["AlarmCode"]


class AlarmCode(Advised):
    """An alarm that is no doubt of a reader."""

    ZERO_YIELD = (
        "zero_yield",
        "no listing of a source named a page of it",
        "the feed or section has moved: `winnow source show KEY`, then CONTRIBUTING",
    )
    BELOW_MINIMUM = (
        "below_minimum",
        "fewer pages were named than the source's entry expects",
        "the same; or lower `expect_min`",
    )
    NOTHING_READ = (
        "nothing_read",
        "no page of a source could be read tonight",
        "open the site: it may be down, or answer our requests with another page",
    )
    NOTHING_KEPT = (
        "nothing_kept",
        "every page of a source was on another topic or no story, which is not usual for it",
        "open the site: one page may stand at every address; the pages are requested again",
    )
    MANY_LOST = (
        "many_lost",
        "many stored pages of a source answer as no story does, all at once",
        "open some of them; they are requested again, and leave exports only if they stay away",
    )
    MANY_SET_ASIDE = (
        "many_set_aside",
        "many pages of a source were set aside in one night",
        "`winnow quarantine list`: the layout may have changed",
    )
    DOCUMENTS_SET_ASIDE = (
        "documents_set_aside",
        "documents of Ofsted's or GOV.UK's could not be read",
        "`winnow quarantine list`, then `quarantine retry` or a report of the fault",
    )
    FEWER_FOUND = (
        "fewer_found",
        "the listings of a source named far fewer pages than usual",
        "open the listing: it may be cut, or another page",
    )
    LISTING_CUT = (
        "listing_cut",
        "a feed or sitemap names more than is read of it: the oldest entries were left",
        "name a smaller listing in the source's entry, such as the news sitemap",
    )
    LINKS_ELSEWHERE = (
        "links_elsewhere",
        "most entries of a feed or sitemap are on hosts that are not the source's",
        "add the host to the source's `aliases`, or take the listing out of its entry",
    )
    BLOCKED = (
        "blocked",
        "a site answers 401, 403 or 451",
        "ask the publisher; walls are not worked around",
    )
    AUTHORITIES_MISSING = (
        "authorities_missing",
        "the search of the reports site names fewer authorities than there are",
        "look at the site: its markup may have changed",
    )
    SEARCH_INCOMPLETE = (
        "search_incomplete",
        "a search counts more than its pages name",
        "look again after a night; then at the search itself",
    )
    COUNT_UNREAD = (
        "count_unread",
        "GOV.UK's own count of documents could not be read",
        "look again after a night",
    )
    FOREIGN_FILE = (
        "foreign_file",
        "a provider's page links a file on another host: it is not fetched",
        "look at the address; report it if it is Ofsted's",
    )
    NOT_HTML = (
        "not_html",
        "a page of the reports site that is none",
        "look at the page; report it",
    )
    NO_RESULTS = (
        "no_results",
        "a page of search results of the reports site has changed its markup",
        "look at the page; report it",
    )
    NO_TIMELINE = (
        "no_timeline",
        "a provider's page of the reports site has changed its markup",
        "look at the page; report it",
    )
    LINKING_FAILED = (
        "linking_failed",
        "an error kept a report from being linked",
        "report it; then `winnow relink --needed`",
    )
    STATISTICS_DISAGREE = (
        "statistics_disagree",
        "statistics say otherwise than the document",
        "`winnow inspections --disputed` has both",
    )
    SITE_DISAGREES = (
        "site_disagrees",
        "the provider's page says otherwise than the document",
        "`winnow inspections --disputed` has both",
    )
