"""A miniature web of invented news sites, reports and guidance, served on loopback.

The tests and the demo crawl it:

    with MiniatureWeb(seed=1, articles=200) as web:
        config = web.write_config(home)  # for WINNOW_CONFIG
        ...
        web.manifest  # what each page should end as
"""

from __future__ import annotations

from miniweb.manifest import Manifest
from miniweb.model import PageTruth, Publication, Quotation
from miniweb.server import Visit
from miniweb.web import MiniatureWeb

__all__ = ["Manifest", "MiniatureWeb", "PageTruth", "Publication", "Quotation", "Visit"]
