"""Which thresholds can be set? ``python -m tests.house.settings_page`` writes docs/settings.md of what is declared."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import django

from golive.plain.setting import Setting, declared
from tests.house.sources import ROOT, the_house

PAGE = ROOT / "docs" / "settings.md"
OPENING = """# Settings

Every threshold that golive judges by, with where its default comes from. An implementation may set its own value; the
value in force is shown wherever a verdict rests on it. This page is written from the declarations
(`python -m tests.house.settings_page`), and a test keeps it true. Those of a person's own desk
(`delivery`) hold for everybody: no implementation sets them, and they count in no score.

| setting | default | unit | what it decides | where the default comes from |
| --- | --- | --- | --- | --- |
"""


def every_setting() -> list[Setting]:
    """Read in each module that declares one; the examples of docstrings are left out."""
    for module in the_house().product_modules:
        if "plain.setting import" in module.text:
            import_module(".".join(["golive", *Path(module.path).with_suffix("").parts]).removesuffix(".__init__"))
    return [setting for setting in declared() if not setting.key.startswith("doc.")]


def page(settings: list[Setting]) -> str:
    rows = [
        f"| `{setting.key}` | {setting.default} | {setting.unit} | {setting.meaning} | {setting.provenance} |"
        for setting in settings
    ]
    return OPENING + "\n".join(rows) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "golive.web.settings")
    django.setup()
    PAGE.write_text(page(every_setting()))
