"""Which address leads where? Each register and each part of the foundation brings its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from golive.web.api import build

urlpatterns: list[URLPattern | URLResolver] = [path("api/v1/", build().urls)]
for _app in settings.INSTALLED_APPS:
    # The kit's own urls come from each register; connectors and the foundation follow the same convention.
    if _app.startswith("golive.") and _app != "golive.web" and find_spec(f"{_app}.urls"):
        urlpatterns += import_module(f"{_app}.urls").urlpatterns
if find_spec("golive.web.home"):
    urlpatterns += import_module("golive.web.home.urls").urlpatterns
