"""Does every component look right? `python -m golive.foundation.look.gallery OUTDIR` writes pages to look at."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django
import jinja2
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from golive.foundation.look.gallery import figures, gate, records, world
from golive.foundation.look.jinja import environment, template_dirs

PAGES = {
    "cockpit": "Cockpit",
    "plan": "Plan",
    "register": "RAID log",
    "record": "Changes",
    "gate": "Gates",
    "import": "Imports",
    "form": "Changes",
    "components": "",
    "charts": "",
}
NONCE = "gallery"  # a static page cannot have a fresh one; whoever serves it may still send the policy


@dataclass(frozen=True)
class Asked:
    """As much of a request as the templates look at."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)


def configure() -> None:
    """Just enough Django for forms, static files and templates."""
    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles", "django_htmx", "golive.foundation.look"],
        STATIC_URL="static/",
        USE_TZ=True,
        STATICFILES_FINDERS=[
            "django.contrib.staticfiles.finders.AppDirectoriesFinder",
            "golive.foundation.look.fonts.FontFinder",
        ],
    )
    django.setup()


def copy_static(out: Path) -> None:
    for finder in get_finders():
        for name, storage in finder.list([]):
            if name.startswith(("golive/", "django_htmx/htmx-2.min")):
                target = out / "static" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(storage.path(name), target)


def write(out: Path) -> list[str]:
    """All pages; returns their names."""
    env = environment(loader=jinja2.FileSystemLoader(template_dirs()))
    env.globals |= {"static": lambda name: f"static/{name}", "csp_nonce": lambda: NONCE}
    out.mkdir(parents=True, exist_ok=True)
    copy_static(out)
    data: dict[str, Any] = {"world": world, "records": records, "gate": gate, "figures": figures}
    frame: dict[str, Any] = {"implementation": world.IMPLEMENTATION, "person": world.PERSON, "messages": []}
    written = []

    def page(name: str, template: str, **context: Any) -> None:
        text = env.get_template(template).render(**data, **context)
        (out / f"{name}.html").write_text(text, encoding="utf-8")
        written.append(name)

    for name, current in PAGES.items():
        page(name, f"look/gallery/{name}.html", nav=world.navigation(current), request=Asked(f"{name}.html"), **frame)
    for name in ("record", "form"):
        page(
            f"{name}-drawer",
            f"look/gallery/{name}.html",
            request=Asked(f"{name}.html", {"HX-Target": "drawer-content"}),
        )
    page("sign-in", "look/gallery/sign-in.html")
    for code in ("403", "404", "409", "500"):
        page(code, f"look/{code}.html", refusals=records.REFUSALS, reference="f3a9-21c7", record_url="record.html")
    return written


def main(argv: list[str]) -> int:
    configure()
    for name in write(Path(argv[0])):
        print(f"{argv[0]}/{name}.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
