"""Is every threshold documented, and does the page tell the truth?"""

from __future__ import annotations

import re

from golive.plain.setting import Setting
from tests.house.settings_page import PAGE, every_setting, page
from tests.house.sources import ROOT, the_house

CURE = "Run: python -m tests.house.settings_page"


def test_the_page_of_settings_says_what_the_rules_declare():
    assert PAGE.read_text() == page(every_setting()), CURE


def test_a_changed_default_or_a_new_setting_changes_the_page():
    known = every_setting()
    first = known[0]
    added = object.__new__(Setting)  # not declared, so that other tests do not meet it
    for name, value in {**vars(first), "key": "zz.new"}.items():
        object.__setattr__(added, name, value)
    assert len(known) >= 5
    assert page([*known, added]) != page(known)
    assert f"| `{first.key}` | {first.default} |" in page(known)


def test_every_setting_says_where_its_default_comes_from():
    assert [setting.key for setting in every_setting() if not (setting.meaning and setting.provenance)] == []


def environment_names() -> set[str]:
    """What the product and its scripts read from the environment."""
    product = (ROOT / "src" / "golive" / module.path for module in the_house().product_modules)
    sources = [*product, *(ROOT / "bin").iterdir(), ROOT / "conftest.py"]
    return {name for path in sources for name in re.findall(r"\bGOLIVE_[A-Z_]+\b", path.read_text())}


def test_everything_read_from_the_environment_is_documented():
    documented = (ROOT / "docs" / "install.md").read_text()
    names = environment_names()
    assert "GOLIVE_DATA" in names
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []
