"""What can every template of the product say? One Jinja2 environment, strict about what is missing."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from jinja2.runtime import Context
from markupsafe import Markup

from golive.foundation.look import charts, icons, tables, words

PRODUCT = Path(__file__).resolve().parents[2]
COMPONENTS = ("page", "figures", "forms", "records", "lists", "kit")


@lru_cache(maxsize=8192)
def _reverse(name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...], _prefix: str) -> str:
    return reverse(name, args=args or None, kwargs=dict(kwargs) or None)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page; remembered, because a long list asks for the same ones again and again."""
    return _reverse(name, args, tuple(sorted(kwargs.items())), get_script_prefix())


@jinja2.pass_context
def csp_nonce(context: Context) -> str:
    """The nonce that lets this page's own scripts run; empty where no policy is in force."""
    request = context.get("request")
    # Not `or ""`: the nonce is made when it is first written out, and counts as false until then.
    nonce = getattr(request, "csp_nonce", None)
    return "" if nonce is None else str(nonce)


@jinja2.pass_context
def in_drawer(context: Context) -> bool:
    """Whether the answer will stand in the side panel."""
    request = context.get("request")
    return getattr(request, "headers", {}).get("HX-Target", "") == "drawer-content"


@jinja2.pass_context
def layout(context: Context) -> str:
    """The frame of a record page: the drawer when asked for by the drawer, else the whole page."""
    return "look/drawer.html" if in_drawer(context) else "look/base.html"


def clock(context: Context) -> datetime | None:
    """The time on this page: a worked example stands still, and its ages with it; None for the real clock."""
    implementation = context.get("implementation")
    return implementation.now() if implementation else None


@jinja2.pass_context
def ago(context: Context, value: date | datetime | None, now: datetime | None = None) -> str:
    return words.ago(value, now or clock(context))


class Components:
    """`ui.NAME`: every macro of templates/look/components, and `ui.table`, without an import line."""

    table = staticmethod(tables.table)
    table_body = staticmethod(tables.table_body)
    rag = staticmethod(icons.rag)

    def __init__(self, env: jinja2.Environment) -> None:
        self._env = env
        self._modules: list[Any] = []

    @jinja2.pass_context
    def criteria(self, context: Context, items: Any) -> Any:
        """The one macro that says how old something is: a macro does not see the page's clock by itself."""
        return self.__getattr__("criteria")(items, now=clock(context))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if not self._modules:
            self._modules = [self._env.get_template(f"look/components/{part}.html").module for part in COMPONENTS]
        for module in self._modules:
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"No component is called {name!r}. See docs/design.md for the list.")


def environment(**options: Any) -> jinja2.Environment:
    """The environment that Django's Jinja2 backend is told to use."""
    options |= {"undefined": jinja2.StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    env = jinja2.Environment(**options)
    env.globals.update(
        icon=icons.icon,
        rag=icons.rag,
        static=static,
        url=url,
        csp_nonce=csp_nonce,
        layout=layout,
        in_drawer=in_drawer,
        chart=_public(charts),
        ui=Components(env),
        plural=words.plural,
        verdict_tone=words.VERDICT_TONE,
    )
    env.filters.update(
        day=words.day,
        short=words.short,
        date=words.full,
        moment=words.moment,
        ago=ago,
        money=words.money,
        number=words.number,
        signed=words.signed,
        percent=words.percent,
        plural=words.plural,
        initials=words.initials,
    )
    env.tests["text"] = lambda value: isinstance(value, str | Markup)
    return env


def _public(module: ModuleType) -> dict[str, Any]:
    return {name: getattr(module, name) for name in module.__all__}


def template_dirs() -> list[Path]:
    """The templates of our own apps only: those of other packages are written in another language."""
    return sorted(path for path in PRODUCT.glob("**/templates") if path.is_dir())
