"""Does every component look right? `python -m golive.foundation.look.gallery OUTDIR` writes pages to look at."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import django
import jinja2
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

PAGES = ("cockpit", "plan", "register", "record", "gate", "import", "form", "components", "charts")
BLANK = ("sign-in", "403", "404", "409", "500")


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
    from golive.foundation.look import gallery_figures as figures  # noqa: PLC0415
    from golive.foundation.look import gallery_world as world  # noqa: PLC0415 (forms need configured settings)
    from golive.foundation.look.jinja import environment, template_settings  # noqa: PLC0415

    env = environment(loader=jinja2.FileSystemLoader(template_settings()["DIRS"]))
    env.globals["static"] = lambda name: f"static/{name}"
    out.mkdir(parents=True, exist_ok=True)
    copy_static(out)
    written = []

    def page(name: str, template: str, **context: Any) -> None:
        (out / f"{name}.html").write_text(env.get_template(template).render(**context), encoding="utf-8")
        written.append(name)

    for name in PAGES:
        current = {
            "cockpit": "Cockpit",
            "plan": "Plan",
            "register": "RAID log",
            "record": "Changes",
            "gate": "Gates",
            "import": "Imports",
        }.get(name, "")
        page(
            name,
            f"look/gallery/{name}.html",
            world=world,
            figures=figures,
            nav=world.navigation(current),
            implementation=world.IMPLEMENTATION,
            person=world.PERSON,
            request=world.Asked(f"{name}.html", {}),
            messages=[],
        )
    page(
        "record-drawer",
        "look/gallery/record.html",
        world=world,
        request=world.Asked("record.html", {"HX-Target": "drawer-content"}),
    )
    page("sign-in", "look/gallery/sign-in.html", world=world)
    for code in ("403", "404", "409", "500"):
        page(code, f"look/{code}.html", refusals=world.REFUSALS, reference="f3a9-21c7", record_url="record.html")
    return written


def main(argv: list[str]) -> int:
    configure()
    for name in write(Path(argv[0])):
        print(f"{argv[0]}/{name}.html")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
