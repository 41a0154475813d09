"""The miniature government site: search.json (strict), content JSON, attachments."""

from __future__ import annotations

import json
import random
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from html import escape
from typing import Any
from urllib.parse import parse_qsl

from miniweb.exchange import Request, Response, not_found, page
from miniweb.grammar import Writer, load_texts
from miniweb.layouts.common import slug
from miniweb.model import Publication
from miniweb.pdfs import render_pdf

GOVUK, ASSETS = "www.govuk.test", "assets.govuk.test"
_MAX_COUNT, _DEFAULT_COUNT = 1500, 10
_FIELDS = [
    "title",
    "link",
    "description",
    "public_timestamp",
    "content_store_document_type",
    "format",
    "organisations",
]
_PLAIN_PARAMETERS = frozenset({"q", "count", "start", "order", "fields", "fields[]", "c"})
_FACETS = ("organisations", "content_store_document_type", "format", "public_timestamp")
_ORDERS = frozenset({"public_timestamp", "-public_timestamp", "title", "-title"})
_OFSTED = {
    "slug": "ofsted",
    "link": "/government/organisations/ofsted",
    "title": "Ofsted",
    "acronym": "Ofsted",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One item of the site. state: live, withdrawn, redirect, gone."""

    path: str
    title: str
    schema: str
    document_type: str
    published_on: date
    paragraphs: tuple[str, ...] = ()
    state: str = "live"
    attachments: tuple[dict[str, Any], ...] = ()
    children: tuple[str, ...] = ()  # paths of items it lists
    parent: str | None = None
    searchable: bool = True
    from_night: int = 1
    later: tuple[str, ...] = ()  # its paragraphs from the second night on
    redirects_to: str | None = None
    organisation: str = "ofsted"
    extra: dict[str, Any] = field(default_factory=dict)

    def paragraphs_on(self, night: int) -> tuple[str, ...]:
        """Return the text as it stands on a night."""
        return self.later if self.later and night >= 2 else self.paragraphs


def build_items(seed: int, today: date, attached: Publication, port: int) -> list[Item]:
    """Return every item; `attached` is set as the PDF of one of them."""
    writer = Writer(random.Random(seed + 77))
    pools = load_texts("govuk")
    rng = writer.rng

    def item(kind: str, age: int, **more: Any) -> Item:
        title = writer.line(pools[f"{kind} title"], {})
        folder, schema, document_type = {
            "press": ("news", "news_article", "press_release"),
            "guidance": ("publications", "publication", "guidance"),
        }[kind]
        return Item(
            path=f"/government/{folder}/{slug(title)}",
            title=title,
            schema=schema,
            document_type=document_type,
            published_on=today - timedelta(days=age),
            paragraphs=tuple(writer.lines(pools[kind], {}, 6)),
            **more,
        )

    press = [item("press", 3 + 17 * n) for n in range(5)]
    edited = item("press", 9)
    corrected = (*edited.paragraphs, "A figure in this page was corrected after publication.")
    new = item("press", -1, from_night=2)
    guide = item("guidance", 40)
    html_title = f"{guide.title}: full text"
    child = Item(
        path=f"{guide.path}/full-text",
        title=html_title,
        schema="html_publication",
        document_type="html_publication",
        published_on=guide.published_on,
        paragraphs=tuple(writer.lines(pools["guidance"], {}, 6)),
        parent=guide.path,
        searchable=False,
    )
    media = f"http://{ASSETS}:{port}/media/{rng.randbytes(12).hex()}"
    attachments = (
        {
            "attachment_type": "html",
            "content_type": "text/html",
            "title": html_title,
            "url": child.path,
            "id": "1",
        },
        {
            "attachment_type": "file",
            "content_type": "application/pdf",
            "title": attached.title,
            "url": f"{media}/visit_letter.pdf",
            "filename": "visit_letter.pdf",
            "file_size": 25000,
            "number_of_pages": 3,
            "accessible": False,
            "id": "2",
        },
    )
    guide = Item(**{**_fields(guide), "attachments": attachments, "children": (child.path,)})
    statistics = Item(
        path="/government/statistical-data-sets/management-information-childrens-services",
        title="Management information: children's services",
        schema="statistical_data_set",
        document_type="statistical_data_set",
        published_on=today - timedelta(days=12),
        paragraphs=("Outcomes of inspections of local authority children's services, monthly.",),
        attachments=tuple(
            {
                "attachment_type": "file",
                "content_type": "text/csv",
                "title": f"Latest inspections as at {when}",
                "url": f"{media}/latest_inspections_{n}.csv",
                "filename": f"latest_inspections_{n}.csv",
                "file_size": 900,
                "accessible": True,
                "id": str(n),
            }
            for n, when in enumerate(("30 Sept 2026", "31 August 2026"), 3)
        ),
    )
    withdrawn = item("guidance", 900, state="withdrawn")
    live = [*press, Item(**{**_fields(edited), "later": corrected}), new, guide, child]
    moved = item("guidance", 700, state="redirect", redirects_to=guide.path)
    gone = item("guidance", 800, state="gone")
    collection = Item(
        path="/government/collections/inspecting-childrens-services",
        title="Inspecting children's services",
        schema="document_collection",
        document_type="document_collection",
        published_on=today - timedelta(days=300),
        paragraphs=("Everything that inspectors and providers need in one place.",),
        children=tuple(i.path for i in (guide, withdrawn, moved, gone)),
    )
    other = item("press", 5, organisation="department-for-puddles")
    return [*live, statistics, withdrawn, moved, gone, collection, other]


def _fields(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in Item.__dataclass_fields__}


class GovukHost:
    """Search and content API, and plain pages for the curious."""

    def __init__(self, items: list[Item], port: int) -> None:
        self.items = items
        self.left_out: set[str] = set()  # paths that are counted and stand on no page
        self.slipping: set[str] = set()  # paths that slip between pages, unless asked by type
        self.by_path = {item.path: item for item in items}
        self.port = port

    def respond(self, request: Request) -> Response:
        """Answer the two APIs and web pages."""
        if request.path == "/robots.txt":
            text = b"User-agent: *\nDisallow: /search/all\n"
            return Response(body=text, content_type="text/plain")
        if request.path == "/api/search.json":
            return self._search(request)
        if request.path.startswith("/api/content/"):
            return self._content(request.path.removeprefix("/api/content"), request.night)
        item = self.by_path.get(request.path)
        if item is None or item.from_night > request.night or item.state == "gone":
            return not_found(410 if item and item.state == "gone" else 404)
        return page(
            f"<!DOCTYPE html><html lang='en'><head><title>{escape(item.title)} - GOV.UK</title>"
            f"</head><body><main><h1>{escape(item.title)}</h1>{_body(item, request.night)}</main>"
            "</body></html>"
        )

    def _content(self, path: str, night: int) -> Response:
        item = self.by_path.get(path)
        if item is None or item.from_night > night:
            return _json({"errors": [{"status": 404}]}, 404)
        return _json(self._item(item, night), 410 if item.state == "gone" else 200)

    def _item(self, item: Item, night: int) -> dict[str, Any]:
        """Return the item in the form of its schema."""
        base: dict[str, Any] = {
            "base_path": item.path,
            "content_id": str(uuid.uuid5(uuid.NAMESPACE_URL, item.path)),
            "locale": "en",
            "phase": "live",
            "updated_at": _stamp(item.published_on, night if item.later else 1),
        }
        if item.state in ("redirect", "gone"):
            targets = [{"path": item.path, "type": "exact", "destination": item.redirects_to}]
            more: dict[str, Any] = {"details": {}}
            if item.state == "redirect":
                more = {"redirects": targets}
            return base | {"schema_name": item.state, "document_type": item.state} | more
        details: dict[str, Any] = {
            "body": f'<div class="govspeak">{_body(item, night)}</div>',
            "first_public_at": _stamp(item.published_on, 1),
            "change_history": _history(item, night),
            "political": False,
            "tags": {"browse_pages": [], "policies": []},
        }
        if item.attachments:
            details["attachments"] = list(item.attachments)
            details["featured_attachments"] = [a["id"] for a in item.attachments]
        return base | {
            "title": item.title,
            "description": item.paragraphs[0],
            "document_type": item.document_type,
            "schema_name": item.schema,
            "first_published_at": _stamp(item.published_on, 1),
            "public_updated_at": _stamp(item.published_on, night if item.later else 1),
            "withdrawn_notice": _withdrawal(item),
            "details": details,
            "links": self._links(item),
        }

    def _links(self, item: Item) -> dict[str, Any]:
        links: dict[str, Any] = {"organisations": [self._link("/government/organisations/ofsted")]}
        links["organisations"][0] |= {"title": "Ofsted", "document_type": "organisation"}
        if item.children:
            name = "documents" if item.schema == "document_collection" else "children"
            links[name] = [self._link(path) for path in item.children]
        if item.parent:
            links["parent"] = [self._link(item.parent)]
        return links

    def _link(self, path: str) -> dict[str, Any]:
        item = self.by_path.get(path)
        return {
            "base_path": path,
            "api_path": f"/api/content{path}",
            "api_url": f"http://{GOVUK}:{self.port}/api/content{path}",
            "web_url": f"http://{GOVUK}:{self.port}{path}",
            "title": item.title if item else path.rsplit("/", 1)[-1],
            "document_type": item.document_type if item else "organisation",
            "withdrawn": bool(item and item.state == "withdrawn"),
            "links": {},
        }

    def _search(self, request: Request) -> Response:
        asked = parse_qsl(request.query, keep_blank_values=True)
        if complaint := _complaint(asked):
            return _json({"error": complaint}, 422)
        single = dict(asked)
        found = [i for i in self.items if i.searchable and i.from_night <= request.night]
        for keep in _filters(asked):
            found = [i for i in found if keep(i)]
        words = single.get("q", "").lower().split()
        found = [i for i in found if all(w in i.title.lower() for w in words)]
        order = single.get("order", "-public_timestamp")
        by_title = order.endswith("title")
        found.sort(key=lambda i: (i.title,) if by_title else (i.published_on.isoformat(), i.path))
        if order.startswith("-"):
            found.reverse()
        start, count = int(single.get("start", 0)), int(single.get("count", _DEFAULT_COUNT))
        by_type = any(name.startswith("filter_content_store") for name, _ in asked)
        named = [n for k, v in asked if k.startswith("fields") for n in v.split(",")]
        answer = {
            "results": [
                _result(i, named or list(_FIELDS))
                for i in found[start : start + count]
                if i.path not in self.left_out | (set() if by_type else self.slipping)
            ],
            "total": len(found),
            "start": start,
            "aggregates": _aggregates(asked, found),
            "suggested_queries": [],
        }
        return _json(answer)


def _complaint(asked: list[tuple[str, str]]) -> str | None:
    """Return what is wrong with the parameters; None when all are known and valid."""
    for name, value in asked:
        bare = name.removesuffix("[]")
        facet = bare.split("_", 1)[-1].removeprefix("any_").removeprefix("all_")
        known = name in _PLAIN_PARAMETERS or (
            bare.startswith(("filter_", "reject_", "aggregate_")) and facet in _FACETS
        )
        if not known:
            return f"Unexpected parameters: {name}"
        if name in ("count", "start") and (not value.isdigit() or int(value) > _MAX_COUNT):
            return f'Invalid value "{value}" for parameter "{name}"'
        if name == "order" and value not in _ORDERS:
            return f'"{value}" is not a valid sort field'
        if bare == "fields" and (bad := [f for f in value.split(",") if f not in _FIELDS]):
            return f"Some requested fields are not valid return fields: {bad}"
    return None


def _filters(asked: list[tuple[str, str]]) -> list[Callable[[Item], bool]]:
    wanted: dict[str, list[str]] = {}
    for name, value in asked:
        if name.startswith("filter_"):
            facet = name.removesuffix("[]").removeprefix("filter_")
            wanted.setdefault(facet.removeprefix("any_").removeprefix("all_"), []).append(value)
    return [partial(_passes, facet=facet, values=values) for facet, values in wanted.items()]


def _passes(item: Item, facet: str, values: list[str]) -> bool:
    if facet == "organisations":
        return item.organisation in values
    if facet == "content_store_document_type":
        return item.document_type in values
    if facet == "public_timestamp":
        limits = dict(part.split(":", 1) for part in values[0].split(","))
        day = item.published_on.isoformat()
        return limits.get("from", "") <= day <= limits.get("to", "9999")
    return item.schema in values


def _aggregates(asked: list[tuple[str, str]], found: list[Item]) -> dict[str, Any]:
    name = "aggregate_content_store_document_type"
    if name not in dict(asked):
        return {}
    counts = Counter(item.document_type for item in found)
    options = [{"value": {"slug": k}, "documents": n} for k, n in counts.most_common()]
    return {"content_store_document_type": {"options": options, "total_options": len(options)}}


def _result(item: Item, names: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "title": item.title,
        "link": item.path,
        "description": item.paragraphs[0],
        "public_timestamp": _stamp(item.published_on, 1),
        "content_store_document_type": item.document_type,
        "format": item.schema,
        "organisations": [_OFSTED | {"slug": item.organisation}],
    }
    return {name: values[name] for name in names} | {
        "_id": item.path,
        "index": "government",
        "document_type": "edition",
    }


def _withdrawal(item: Item) -> dict[str, str]:
    if item.state != "withdrawn":
        return {}
    return {
        "explanation": '<div class="govspeak"><p>Replaced in September.</p></div>',
        "withdrawn_at": "2026-09-01T09:00:00Z",
    }


def _history(item: Item, night: int) -> list[dict[str, str]]:
    first = {"public_timestamp": _stamp(item.published_on, 1), "note": "First published."}
    if item.later and night >= 2:
        return [
            {"public_timestamp": _stamp(item.published_on, 2), "note": "Corrected a figure."},
            first,
        ]
    return [first]


def _body(item: Item, night: int) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in item.paragraphs_on(night))


def _stamp(day: date, night: int) -> str:
    """Return an item's moment: its day at 09:30, or half an hour later for a second edition."""
    return f"{day.isoformat()}T{'09:30' if night == 1 else '10:00'}:00.000+00:00"


def _json(answer: dict[str, Any], status: int = 200) -> Response:
    return Response(
        status=status,
        body=json.dumps(answer).encode(),
        content_type="application/json; charset=utf-8",
    )


class AssetsHost:
    """The files that are attached to items."""

    def __init__(self, items: list[Item], attached: Publication, authority_rows: str) -> None:
        self._urls = {str(a["url"]) for i in items for a in i.attachments if "url" in a}
        self._attached = attached
        self._rows = authority_rows

    def respond(self, request: Request) -> Response:
        """Answer for a PDF or a table in the code page of spreadsheets."""
        if request.path == "/robots.txt":
            return Response(body=b"User-agent: *\nDisallow:\n", content_type="text/plain")
        if not any(url.endswith(request.path) for url in self._urls):
            return not_found()
        if request.path.endswith(".pdf"):
            return Response(body=render_pdf(self._attached), content_type="application/pdf")
        return Response(body=self._rows.encode("cp1252"), content_type="text/csv")
