"""Hold a night's record against the miniature web's own manifest and access log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from miniweb.web import MiniatureWeb


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What agreed and what did not; every line names a page."""

    pages: int  # in the manifest, for this night
    requests: int  # in the access log
    differences: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Say whether record, manifest and access log tell the same story."""
        return not self.differences


def audit_night(
    web: MiniatureWeb,
    states: Mapping[str, str],
    *,
    requests_sent: int,
    stored: int,
    again: bool = False,
) -> Audit:
    """Compare the states of all pages (URL → state) and a run's own counts with the truth.

    requests_sent, stored: what the run says it sent to these hosts and newly stored, over all its
    sources. again: the web was crawled as it stands before, so nothing should be stored now; a
    page that was not asked for again keeps the state it had.
    """
    expected = web.manifest.expected(web.night)
    differences = [*_wrong_states(web, expected, states, again), *_strangers(web, states)]
    if again and stored:
        differences.append(f"{stored} pages were stored although nothing has changed")
    answered = len(web.access_log)
    if answered != requests_sent:
        differences.append(f"the run counted {requests_sent} requests, the web {answered}")
    return Audit(pages=len(expected), requests=answered, differences=tuple(differences))


def _wrong_states(
    web: MiniatureWeb, expected: Mapping[str, str], states: Mapping[str, str], again: bool
) -> list[str]:
    """Name each page that ended otherwise than the manifest says."""
    found = []
    same = {"stored", "unchanged"} if again else set()
    for url, state in expected.items():
        truth = web.manifest.by_url[url]
        if truth.role == "listing":
            continue
        got = states.get(url, "not found")
        if got != state and got not in truth.also_right and not {got, state} <= same:
            found.append(f"{url}: {got}, should be {state} ({truth.reason or truth.role})")
    return found


def _strangers(web: MiniatureWeb, states: Mapping[str, str]) -> list[str]:
    """Name each page in the record that this web never had."""
    ours = {f"{host}:{web.port}" for host in web.hosts}
    return [
        f"{url}: {state}, but the manifest has no such page"
        for url, state in states.items()
        if urlsplit(url).netloc in ours and url not in web.manifest.by_url
    ]
