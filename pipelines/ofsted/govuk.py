"""GOV.UK's search and content answers (JSON) → values. Pure: nothing is fetched.

Search: /api/search.json (alphagov/search-api, docs/using-the-search-api.md). Content:
/api/content/<path> (alphagov/publishing-api, content_schemas). Older items have no list of
attachments: their files are read from the HTML of the body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from pipelines.ofsted.govuk_values import (
    Attachment,
    Change,
    ContentItem,
    GovukError,
    SearchAnswer,
    SearchResult,
)
from pipelines.ofsted.printed_days import single_date
from words.doubts import Doubt, PublicationDoubt

__all__ = [
    "Attachment",
    "Change",
    "ContentItem",
    "GovukError",
    "SearchAnswer",
    "SearchResult",
    "as_at_date",
    "latest_as_at",
    "read_content_item",
    "read_search_answer",
]
SITE = "https://www.gov.uk"
# "all inspections, 1 September 2019 to 31 August 2024" (history of school inspections, 2024)
_PERIOD_END = re.compile(
    r"\b\d{4} (?:to|-|–) (\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9} \d{4})", re.IGNORECASE
)
_FILE_ADDRESS = re.compile(
    r"assets\.publishing\.service\.gov\.uk/(?:media|government/uploads)/"
    r"|/government/uploads/system/uploads/attachment_data/",
    re.IGNORECASE,
)


def read_search_answer(data: bytes | str, site: str = SITE) -> SearchAnswer | GovukError:
    """Read an answer of /api/search.json; a refusal (422) comes back with its words.

    site: where relative links lead.
    """
    answer = _object(data)
    if isinstance(answer, GovukError):
        return answer
    results, total = answer.get("results"), answer.get("total")
    if not isinstance(results, list) or not isinstance(total, int):
        code = "refused" if "error" in answer else "not_search"
        return GovukError(code=code, words=str(answer.get("error") or "")[:300])
    start = answer.get("start")
    return SearchAnswer(
        total=total,
        start=start if isinstance(start, int) else 0,
        results=tuple(_result(one, site) for one in results if isinstance(one, dict)),
        counts=tuple(_counts(answer.get("aggregates"))),
    )


def read_content_item(data: bytes | str, site: str = SITE) -> ContentItem | GovukError:
    """Read an answer of /api/content/<path>; site is where relative links lead."""
    item = _object(data)
    if isinstance(item, GovukError):
        return item
    base_path = _text(item.get("base_path"))
    if base_path is None:
        return GovukError(code="not_content", words=", ".join(sorted(item))[:300])
    details, links = _mapping(item.get("details")), _mapping(item.get("links"))
    notice = _mapping(item.get("withdrawn_notice"))
    body = _body(details.get("body"))
    attachments, doubts = _attachments(details, body, site)
    return ContentItem(
        state=_state(item, notice),
        base_path=base_path,
        content_id=_text(item.get("content_id")),
        title=_text(item.get("title")),
        description=_text(item.get("description")),
        document_type=_text(item.get("document_type")),
        schema_name=_text(item.get("schema_name")),
        locale=_text(item.get("locale")),
        first_published_at=_moment(item.get("first_published_at"))
        or _moment(details.get("first_public_at")),
        updated_at=_moment(item.get("public_updated_at")),
        body_html=body,
        attachments=attachments,
        documents=_documents(links, site),
        organisations=tuple(_titles(links.get("organisations"))),
        changes=tuple(_changes(details.get("change_history"))),
        withdrawn_at=_moment(notice.get("withdrawn_at")),
        withdrawn_notice=_plain(_text(notice.get("explanation"))),
        moved_to=_moved_to(item, site),
        doubts=doubts,
    )


def as_at_date(title: str) -> date | None:
    """The day management information describes, from its title; None where it names none.

    "… as at 31 August 2026" · "30 Apr 2026" · "at 31 Dec 2020" · "31 March 2026" · of a period its
    last day: "1 September 2019 to 31 August 2024".
    """
    after = re.search(r"\bas? ?at\b(.*)", title, re.IGNORECASE)
    period = _PERIOD_END.search(title)
    return (
        single_date(after[1] if after else "")
        or single_date(period[1] if period else "")
        or single_date(title)
    )


def latest_as_at(attachments: Iterable[Attachment]) -> Attachment | None:
    """The attachment with the latest day in its title; None where no title names a day."""
    dated = [one for one in attachments if one.as_at is not None]
    return max(dated, key=lambda one: one.as_at or date.min, default=None)


def _object(data: bytes | str) -> Mapping[str, object] | GovukError:
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return GovukError(code="not_json", words=str(data[:80]))
    return answer if isinstance(answer, dict) else GovukError(code="not_json", words=str(data[:80]))


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    """An aware moment; None for anything that is none or has no zone."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _result(one: Mapping[str, object], site: str) -> SearchResult:
    return SearchResult(
        title=_text(one.get("title")) or "",
        url=urljoin(site, _text(one.get("link")) or _text(one.get("_id")) or ""),
        description=_text(one.get("description")),
        published_at=_moment(one.get("public_timestamp")),
        document_type=_text(one.get("content_store_document_type")),
        format=_text(one.get("format")),
        organisations=tuple(
            slug
            for organisation in _list(one.get("organisations"))
            if (slug := _text(_mapping(organisation).get("slug")))
        ),
    )


def _counts(aggregates: object) -> Iterator[tuple[str, int]]:
    """Counts by document type: {"content_store_document_type": {"options": […]}}."""
    for option in _list(
        _mapping(_mapping(aggregates).get("content_store_document_type")).get("options")
    ):
        count = _mapping(option).get("documents")
        value = _mapping(_mapping(option).get("value"))
        slug = _text(value.get("slug")) or _text(_mapping(option).get("value"))
        if slug and isinstance(count, int):
            yield slug, count


def _state(item: Mapping[str, object], notice: Mapping[str, object]) -> str:
    schema = item.get("schema_name") or item.get("document_type")
    if schema in ("redirect", "gone"):
        return str(schema)
    return "withdrawn" if notice else "live"


def _moved_to(item: Mapping[str, object], site: str) -> str | None:
    for redirect in _list(item.get("redirects")):
        destination = _text(_mapping(redirect).get("destination"))
        if destination:
            return urljoin(site, destination)
    return None


def _body(value: object) -> str:
    """HTML of the body; a list of {content_type, content} is the form of unrendered items."""
    if isinstance(value, str):
        return value
    for part in _list(value):
        if _mapping(part).get("content_type") == "text/html":
            return _text(_mapping(part).get("content")) or ""
    return ""


def _attachments(
    details: Mapping[str, object], body: str, site: str
) -> tuple[tuple[Attachment, ...], tuple[Doubt, ...]]:
    listed = [_attachment(_mapping(one), site) for one in _list(details.get("attachments"))]
    html = [body, *(text for one in _list(details.get("documents")) if (text := _text(one)))]
    found: dict[str, Attachment] = {one.url: one for one in listed if one}
    for one in (attachment for text in html for attachment in _in_html(text, site)):
        found.setdefault(one.url, one)
    lacking = Doubt(PublicationDoubt.ATTACHMENT_WITHOUT_URL)
    doubts = (lacking,) if any(one is None for one in listed) else ()
    return tuple(found.values()), doubts


def _attachment(one: Mapping[str, object], site: str) -> Attachment | None:
    url, title, size = _text(one.get("url")), _text(one.get("title")), one.get("file_size")
    name = _text(one.get("filename"))
    if url is None:
        return None
    return Attachment(
        url=urljoin(site, url),
        title=title,
        content_type=_text(one.get("content_type")),
        filename=name,
        size=size if isinstance(size, int) else None,
        is_html=one.get("attachment_type") == "html",
        as_at=as_at_date(title or "") or as_at_date((name or "").replace("_", " ")),
    )


def _in_html(text: str, site: str) -> Iterator[Attachment]:
    """Files linked in the HTML of a body or of details.documents (items of before about 2020)."""
    root = _fragment(text)
    if root is None:
        return
    titled: dict[str, str] = {}
    for link in root.xpath("//a[@href]"):
        url = urljoin(site, str(link.get("href")).strip())
        if url.endswith("/preview"):  # the same table shown as a page
            continue
        block = link.xpath("ancestor::*[contains(@class, 'attachment')][1]")
        if _FILE_ADDRESS.search(url) or (block and url.startswith(f"{site}/government/")):
            named = block[0].xpath(".//*[contains(@class, 'title')]") if block else []
            words = re.sub(r"\s+", " ", (named or [link])[0].text_content()).strip()
            titled[url] = titled.get(url) or words
    for url, title in titled.items():
        yield Attachment(
            url=url,
            title=title or None,
            filename=url.rpartition("/")[2] or None,
            is_html=not _FILE_ADDRESS.search(url),
            as_at=as_at_date(title),
        )


def _fragment(text: str) -> lxml_html.HtmlElement | None:
    try:
        return lxml_html.document_fromstring(text) if text.strip() else None
    except (etree.ParserError, ValueError):
        return None


def _plain(html: str | None) -> str | None:
    root = _fragment(html or "")
    return re.sub(r"\s+", " ", root.text_content()).strip() if root is not None else None


def _documents(links: Mapping[str, object], site: str) -> tuple[str, ...]:
    paths = (
        _text(_mapping(one).get("base_path"))
        for name in ("documents", "children")
        for one in _list(links.get(name))
    )
    return tuple(dict.fromkeys(urljoin(site, path) for path in paths if path))


def _titles(value: object) -> Iterator[str]:
    for one in _list(value):
        title = _text(_mapping(one).get("title"))
        if title:
            yield title


def _changes(value: object) -> Iterator[Change]:
    for one in _list(value):
        note = _text(_mapping(one).get("note"))
        if note:
            yield Change(changed_at=_moment(_mapping(one).get("public_timestamp")), note=note)
