"""Which addresses are there? Every pattern of the URLconf, pages and API alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
IN_A_REGEX = re.compile(r"\(\?P<(\w+)>[^)]*\)")
# What the framework brings: the description of the API, no record behind it.
FRAMEWORK = ("api/v1/openapi.json", "api/v1/docs")


def plain(pattern: str) -> str:
    """The address with its parameters as <name>, however it was written.

    >>> plain("i/<slug:slug>/raid/<str:ref>/"), plain(r"^i/(?P<slug>[-\\w]+)/imports/(?P<ref>IMP-\\d+)/$")
    ('i/<slug>/raid/<ref>/', 'i/<slug>/imports/<ref>/')
    """
    return PARAMETER.sub(r"<\1>", IN_A_REGEX.sub(r"<\1>", pattern)).strip("^$").replace("\\", "")


def every_address() -> list[str]:
    """Every address of golive, as /i/<slug>/raid/<ref>/."""
    found = {"/" + plain(each) for each in _walk(get_resolver().url_patterns, "")}
    return sorted(found - {"/" + address for address in FRAMEWORK} - {"/api/v1/"})


def _walk(patterns: list[Any], before: str) -> Iterator[str]:
    for each in patterns:
        address = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, address)
        elif isinstance(each, URLPattern):
            yield address
