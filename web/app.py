"""The application: addresses → pages, their JSON twins, headers, errors.

A page is a function `(session, asked) -> Page` in web/pages; it asks nothing but functions of
db.queries and db.search. Every page has a twin at its path + ".json" with the same values.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from db.engine import make_reading_engine, read_session
from db.errors import DatabaseError
from web.headers import SafeHeaders
from web.jsontwin import as_json
from web.openapi import description
from web.page import Answer, Asked, Download, Elsewhere, Handler, NoSuchPage, NotUnderstood, Page
from web.pages import ROUTES
from web.render import render
from web.settings import RoomSettings, Texts

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
LONGEST_QUERY = 2_000  # characters of the part behind "?"


def make_app(settings: RoomSettings) -> Starlette:
    """Return the reading room over one database. Raises BadDatabaseUrl."""
    engine = make_reading_engine(settings.database_url)
    routes: list[Route | Mount] = []
    for path, handler, _ in ROUTES:
        twin = "/index.json" if path == "/" else f"{path}.json"
        routes.append(Route(twin, _endpoint(engine, settings, handler, twin=True)))
        routes.append(Route(path, _endpoint(engine, settings, handler, twin=False)))
    routes.append(Route("/api", _api))
    routes.append(Mount("/static", StaticFiles(directory=STATIC), name="static"))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> Any:
        yield
        engine.dispose()

    handlers: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {
        HTTPException: partial(_http_error, settings),
        Exception: partial(_bug, settings),
    }
    return Starlette(
        routes=routes,
        middleware=[Middleware(SafeHeaders)],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def _endpoint(
    engine: Engine, settings: RoomSettings, handler: Handler, *, twin: bool
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if len(request.url.query) > LONGEST_QUERY:
            raise HTTPException(414, "the query is too long")
        asked = Asked(
            path=_parts(request, twin=twin),
            query={key: value for key, value in request.query_params.items() if value},
            settings=settings,
            may_read=settings.texts is Texts.OPEN,
        )
        return await run_in_threadpool(_answer, engine, settings, handler, asked, twin)

    return endpoint


async def _api(request: Request) -> Response:
    """Describe the JSON twins (OpenAPI)."""
    return Response(as_json(description()), media_type="application/json")


def _parts(request: Request, *, twin: bool) -> dict[str, str]:
    """Return the parts of the path. An address in a path is decoded once, by us.

    The servers differ in how often they decode; the bytes of the request do not.
    """
    parts = {name: str(value) for name, value in request.path_params.items()}
    if "address" in parts:
        raw = request.scope.get("raw_path", b"").partition(b"?")[0].decode("latin-1")
        address = unquote(raw.split("/", 2)[2])
        parts["address"] = address.removesuffix(".json") if twin else address
    return parts


def _answer(
    engine: Engine, settings: RoomSettings, handler: Handler, asked: Asked, twin: bool
) -> Response:
    try:
        with read_session(engine) as session:
            return _response(settings, handler(session, asked), twin=twin)
    except NoSuchPage as error:
        return _error_page(settings, 404, str(error), error.suggestions, twin=twin)
    except NotUnderstood as error:
        return _error_page(settings, 400, str(error), (), twin=twin)
    except DatabaseError as error:
        log.warning("the database could not be read: %s", error)
        words = "The record cannot be read just now. Please try again in a minute."
        return _error_page(settings, 503, words, (), twin=twin)


def _response(settings: RoomSettings, answer: Answer, *, twin: bool) -> Response:
    if isinstance(answer, Elsewhere):
        return RedirectResponse(answer.address, status_code=301)
    if isinstance(answer, Download):
        disposition = f'attachment; filename="{answer.name}"'
        headers = {"Content-Disposition": disposition}
        return Response(answer.content, media_type=answer.media_type, headers=headers)
    if twin:
        body = as_json({"title": answer.title, "address": answer.address, **answer.values})
        return Response(body, media_type="application/json", status_code=answer.status)
    return _html(settings, answer)


def _html(settings: RoomSettings, page: Page) -> Response:
    path, mark, query = page.address.partition("?")
    twin = ("/index.json" if path == "/" else f"{path}.json") + mark + query
    values = {**page.values, **page.extra}
    frame = {"title": page.title, "address": page.address, "twin": twin, "base": settings.base}
    html = render(page.template, {**values, **frame})
    return Response(html, media_type="text/html", status_code=page.status)


def _error_page(
    settings: RoomSettings,
    status: int,
    words: str,
    suggestions: tuple[tuple[str, str], ...],
    *,
    twin: bool,
) -> Response:
    titles = {400: "Not understood", 404: "No such page", 405: "Not allowed", 414: "Too long"}
    title = titles.get(status, "Out of order")
    if twin:
        body = as_json({"error": words, "status": status})
        return Response(body, media_type="application/json", status_code=status)
    page = Page(
        template="error.html",
        title=title,
        address="/",
        values={"words": words, "suggestions": suggestions},
        status=status,
    )
    return _html(settings, page)


async def _http_error(settings: RoomSettings, request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    words = {404: "There is no page at this address.", 405: "Pages here can only be read."}
    told = words.get(status, str(getattr(error, "detail", "")))
    twin = request.url.path.endswith(".json")
    return _error_page(settings, status, told, (), twin=twin)


async def _bug(settings: RoomSettings, request: Request, error: Exception) -> Response:
    log.error("%s: %s", request.url.path, error, exc_info=error)
    words = "Something went wrong here. It was written to the log."
    return _error_page(settings, 500, words, (), twin=request.url.path.endswith(".json"))
