"""The designs of the publisher groups, one module each; `layout_of` finds a site's."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from miniweb.layouts.common import Layout
from miniweb.model import Site


@cache
def _layout(group: str) -> Layout:
    layout = import_module(f"miniweb.layouts.{group}").LAYOUT
    if not isinstance(layout, Layout):
        raise TypeError(f"{group}.LAYOUT is not a Layout")
    return layout


def layout_of(site: Site) -> Layout:
    """Return the design that a site wears."""
    return _layout(site.group)
