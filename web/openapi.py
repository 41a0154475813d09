"""The description of the JSON twins, as OpenAPI 3.1."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

from web.pages import ROUTES

_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


def description() -> dict[str, Any]:
    """Return the OpenAPI document: every page's twin, with the parts of its path."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Winnow reading room",
            "version": version("winnow-press"),
            "description": "Each page has a JSON twin with the same values. Only reading.",
        },
        "paths": {_twin(path): {"get": _operation(path, words)} for path, _, words in ROUTES},
    }


def _twin(path: str) -> str:
    return "/index.json" if path == "/" else _PART.sub(r"{\1}", path) + ".json"


def _operation(path: str, words: str) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PART.findall(path)
    ]
    answers = {
        "200": {"description": words, "content": {"application/json": {"schema": {}}}},
        "400": {"description": "the request was not understood"},
        "404": {"description": "nothing stands there"},
    }
    return {"summary": words, "parameters": parameters, "responses": answers}
