"""Which registers does this installation have, and is each of them whole?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Without these a folder is no register: Django would load nothing of it, or nothing could be kept in it.
NEEDED = ("__init__.py", "apps.py", "models.py", "register.py")


def registers(folder: Path, names: Sequence[str]) -> list[str]:
    """The apps of these registers, in this order; `ImproperlyConfigured` names every folder that is not whole."""
    lacking = [(name, [file for file in NEEDED if not (folder / name / file).exists()]) for name in names]
    wrong = [f"{folder / name} has no {', no '.join(files)}" for name, files in lacking if files]
    if wrong:
        cure = "Add what is missing (CONTRIBUTING.md, “Adding a register”), or take the name out of REGISTERS."
        raise ImproperlyConfigured(f"A register of golive/web/settings.py is not whole: {'; '.join(wrong)}. {cure}")
    return [f"golive.registers.{name}" for name in names]
