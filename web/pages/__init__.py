"""The pages, one small file each, and their addresses."""

from __future__ import annotations

from web.page import Handler
from web.pages import (
    coverage,
    data,
    home,
    inspections,
    nights,
    outlets,
    providers,
    search,
    standing,
    stories,
)

ROUTES: tuple[tuple[str, Handler, str], ...] = (
    ("/", home.home, "what is new"),
    ("/search", search.search_page, "reports that match ?q=, kind, source, group, since, until"),
    ("/stories/{address:path}", stories.story_page, "a story or document by its own address"),
    ("/inspections/{urn}/{day}", inspections.inspection_page, "an inspection and the press"),
    ("/providers/{kind}/{urn}", providers.provider_page, "a council, school or other provider"),
    ("/standing", standing.standing_page, "the latest graded inspection of each authority"),
    ("/coverage", coverage.coverage_page, "what the press made of each inspection"),
    ("/outlets", outlets.outlets_page, "the sources"),
    ("/outlets/{key}", outlets.outlet_page, "a source and its nights"),
    ("/nights", nights.nights_page, "the runs"),
    ("/nights/{day}", nights.night_page, "the runs of one day with their tables"),
    ("/data", data.data_page, "how to cite, licences, corrections"),
)
"""Paths, what answers them, and in words; each has a JSON twin at its path + ".json"."""
