"""One form per address: the canonical URL under which a page is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

MAX_LENGTH = 1000
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that follow a reader about and never choose a story: Google Analytics (utm_*), ad
# clicks (gclid, fbclid, msclkid, srsltid …), mail campaigns (mc_cid, mc_eid), AT Internet (xtor,
# at_*), Comscore and the BBC (ns_*), Matomo (mtm_*, pk_*, piwik_*), HubSpot (hsa_*, _hs*), and the
# links between a publisher's own pages ("int_source=…").
TRACKERS = re.compile(
    r"^(utm_.+|at_(medium|campaign|custom\d*|link.*|bbc.*)|int_(source|medium|campaign)|"
    r"ns_(mchannel|source|campaign|linkname|fee)|(mtm|pk|piwik|matomo)_.+|hsa_.+|_hs(enc|mi)|"
    r"[a-z]{1,3}clid|dclid|msclkid|srsltid|[gw]braid|gad_.+|igsh(id)?|mc_[ce]id|mkt_tok|xtor|"
    r"cmp|cmpid|ocid|ito|s_cid|wt\.mc_id|__?hstc|_ga|_gl|"
    r"referrer|__twitter_impression)$",
    re.IGNORECASE,
)


# "?ref=rss", "?ref=twtrec": where the reader came from. A value with a digit may name the story.
REF_VALUE = re.compile(r"^[a-z_-]*$", re.IGNORECASE)


SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/;]*", re.IGNORECASE)
"""A session's number in a path: another one for each visit."""


def netloc_of(url: str) -> str:
    """Return host and port in lower case, the port only where it is not the scheme's own.

    Raises ValueError when the port is not a number.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def _is_tracker(name: str, value: str) -> bool:
    """Tell whether one parameter of a query only tracks the reader."""
    if name.lower() == "ref":
        return REF_VALUE.match(value) is not None
    return TRACKERS.match(name) is not None


def without_trackers(query: str) -> str:
    """Return the query string without the parameters that only track the reader."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in pairs if not _is_tracker(*pair)])


def same_site(netloc: str, hosts: Iterable[str]) -> bool:
    """Tell whether a host belongs to these; with and without `www.` is the same site."""
    return netloc.removeprefix("www.") in {host.removeprefix("www.") for host in hosts}


def is_plain_http(url: str) -> bool:
    """Tell whether a URL is http(s) with a host, no user name, and of a sane length."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        return usable and parts.username is None and len(url) <= MAX_LENGTH and parts.port != 0
    except ValueError:
        return False


def canonical_url(raw: str, base: str, home: str, hosts: tuple[str, ...]) -> str | None:
    """Return the one URL that stands for a link, or None when it is not a page of this source.

    raw: the link as found, relative to `base`. home: the source's own address (`https://host`),
    whose scheme and host replace those of every alias. hosts: all host names of the source.
    """
    try:
        joined = safe_url_string(urljoin(base, raw.strip()))
        if not is_plain_http(joined) or not same_site(netloc_of(joined), hosts):
            return None
        parts = urlsplit(joined)
        own = urlsplit(home)
        query = without_trackers(parts.query)
        path = SESSION.sub("", parts.path) or "/"
        url = canonicalize_url(urlunsplit((own.scheme, own.netloc, path, query, "")))
    except ValueError:
        return None
    return url if len(url) <= MAX_LENGTH else None
