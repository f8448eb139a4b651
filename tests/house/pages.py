"""Which pages does the code itself write? ``bin/docs`` brings them up to date; a test compares."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import django

from golive.foundation import audit
from golive.plain.practices import ON_THE_DESK, PRACTICES
from tests.house import settings_page
from tests.house.sources import ROOT

if TYPE_CHECKING:
    from golive.foundation.register_kit.declaration import Registry

CURE = "Run: bin/docs"
# A gate asks whether a practice was proved elsewhere; it does not prove it.
ASKS_ONLY = {"go_no_go"}
MEASURED, KEPT, NOT_YET = "measured", "kept", "not built yet"
METHODS = ("get", "post", "patch", "put", "delete")


def states(registry: Registry) -> dict[int, str]:
    """Measured: a check answers from evidence. Kept: a register, a gate or the desk holds records. Else not built."""
    proved = {c.practice for r in registry.all() if r.name not in ASKS_ONLY for c in r.checks}
    touched = {number for r in registry.all() for number in r.practices} | {c.practice for c in registry.checks()}
    touched |= set(ON_THE_DESK)
    return {n: MEASURED if n in proved else KEPT if n in touched else NOT_YET for n in PRACTICES}


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def _table(*headers: str) -> list[str]:
    return [_row(*headers), _row(*["---"] * len(headers))]


def practices(registry: Registry) -> str:
    """docs/practices.md: every practice with its registers and the questions that prove it."""
    found = states(registry)
    lines = [
        "# The 25 practices\n",
        "What an implementation manager answers for, and what of it stands here. **Measured**: at least one check",
        "answers from evidence. **Kept**: a register keeps records of it, a gate asks for it, or each person keeps it",
        "on their own career desk, but nothing measures it yet. How each practice stands in your own implementation",
        "says its *Practices* page.",
        "Written from the registers' own declarations (`bin/docs`); a test keeps it true.\n",
        *_table("#", "practice", "stands", "registers", "checks"),
    ]
    for number, name in PRACTICES.items():
        registers = [r.title for r in registry.all() if number in r.practices]
        registers += [f"{ON_THE_DESK[number]} (career desk)"] if number in ON_THE_DESK else []
        checks = [f"`{c.id}` {c.question}" for c in registry.checks() if c.practice == number]
        lines.append(_row(number, name, found[number], ", ".join(registers), "<br>".join(checks)))
    lines += ["\n## The registers\n", *_table("register", "address", "its question", "practices")]
    for r in registry.all():
        address = f"`/i/SLUG/{r.name}/`"
        lines.append(_row(r.title, address, r.question, ", ".join(map(str, r.practices)) or "all"))
    return "\n".join(lines) + "\n"


def summary(registry: Registry) -> str:
    """The README's honest list."""
    found = states(registry)
    return "\n".join(
        f"- **{label}** ({len(names)}): {', '.join(names) or 'none'}."
        for label, names in (
            (state.capitalize(), [f"{n} {PRACTICES[n]}" for n in PRACTICES if found[n] == state])
            for state in (MEASURED, KEPT, NOT_YET)
        )
    )


def verbs() -> str:
    """docs/verbs.md: every sentence that the log can tell."""
    opening = [
        "# What the log can say\n",
        "Every deed is one entry with one of these verbs; names of people and reasons are kept apart so that they can",
        "be erased ([why](why/audit.md)). Written from the declarations (`bin/docs`); a test keeps it true.\n",
    ]
    groups: dict[str, list[str]] = {}
    for verb in audit.declared().values():
        groups.setdefault(verb.name.partition(".")[0], []).append(_row(f"`{verb.name}`", verb.sentence))
    parts = [line for name, rows in groups.items() for line in (f"## {name}\n", *_table("verb", "sentence"), *rows, "")]
    return "\n".join([*opening, *parts]).rstrip() + "\n"


def operations(schema: dict[str, Any]) -> str:
    """docs/api-operations.md: every address of the API with its method and purpose."""
    lines = [
        "# Every operation of the API\n",
        "Addresses stand below `/api/v1`. How to call them: [api.md](api.md). The full schema, with every field, is at",
        "`/api/v1/openapi.json`. Written from it (`bin/docs`); a test keeps it true.",
    ]
    groups: dict[str, list[str]] = {}
    for path, answers in schema["paths"].items():
        for method in METHODS:
            if method in answers:
                tag = (answers[method].get("tags") or ["Other"])[0]
                row = _row(method.upper(), f"`{path.removeprefix('/api/v1')}`", answers[method]["summary"])
                groups.setdefault(tag, []).append(row)
    for tag in sorted(groups):
        lines += [f"\n## {tag}\n", *_table("method", "address", "what it does"), *groups[tag]]
    return "\n".join(lines) + "\n"


def readme(registry: Registry) -> str:
    """The README with its honest list brought up to date."""
    text = (ROOT / "README.md").read_text()
    block = f"<!-- practices -->\n{summary(registry)}\n<!-- /practices -->"
    return re.sub(r"<!-- practices -->.*?<!-- /practices -->", lambda _: block, text, flags=re.S)


def pages() -> Iterator[tuple[Path, str]]:
    """Every page that is written from the code, with what it should say now."""
    registry: Registry = import_module("golive.foundation.register_kit.declaration").registry
    import_module("golive.web.urls")  # every register and every verb is declared once the addresses are known
    schema: dict[str, Any] = import_module("golive.web.api").api.get_openapi_schema()
    yield settings_page.PAGE, settings_page.page(settings_page.every_setting())
    yield ROOT / "docs" / "practices.md", practices(registry)
    yield ROOT / "docs" / "verbs.md", verbs()
    yield ROOT / "docs" / "api-operations.md", operations(schema)
    yield ROOT / "README.md", readme(registry)


def main() -> None:
    """Write what is out of date; with --check only say so, and end with 1."""
    stale = [(path, text) for path, text in pages() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        sys.exit("\n".join([*(f"{path.relative_to(ROOT)} is out of date." for path, _ in stale), CURE]) if stale else 0)
    for path, text in stale:
        path.write_text(text)
        sys.stdout.write(f"{path.relative_to(ROOT)} written\n")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:  # the settings make keys; they shall not appear where somebody works
        os.environ.update(DJANGO_SETTINGS_MODULE="golive.web.settings", GOLIVE_DATA=folder)
        django.setup()
        main()
