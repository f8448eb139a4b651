"""What stands in the house: its modules, read without being run, and the order of its registers."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One file of the package; ``path`` is relative to the package's own folder."""

    path: Path
    text: str

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @property
    def slice(self) -> tuple[str, str] | None:
        """Floor and name of the slice it belongs to: ("registers", "plan"); None for what stands alone."""
        return (self.path.parts[0], self.path.parts[1]) if len(self.path.parts) > 2 else None

    @property
    def role(self) -> str:
        """Which of the nine names of a register it goes under: `views` for views.py and for views/drawer.py."""
        inside = self.path.parts[2] if len(self.path.parts) > 2 else self.path.name
        return inside.removesuffix(".py")

    def place(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Module(Source):
    tree: ast.Module

    @property
    def classes(self) -> set[str]:
        return {node.name for node in self.tree.body if isinstance(node, ast.ClassDef)}

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


@dataclass(frozen=True)
class House:
    """A tree like src/golive; the laws are asked of the real one and of small ones with a planted fault."""

    package: Path

    @cached_property
    def modules(self) -> list[Module]:
        return [
            Module(path.relative_to(self.package), text := path.read_text(), ast.parse(text))
            for path in sorted(self.package.rglob("*.py"))
            if "migrations" not in path.parts
        ]

    @cached_property
    def product_modules(self) -> list[Module]:
        return [module for module in self.modules if not module.is_test]

    @cached_property
    def templates(self) -> list[Source]:
        folders = ("*/templates/**/*.html", "templates/**/*.html", "*/templates/**/*.jinja", "*/templates/**/*.svg")
        paths = {path for pattern in folders for path in self.package.rglob(pattern)}
        return [Source(path.relative_to(self.package), path.read_text()) for path in sorted(paths)]


@cache
def the_house() -> House:
    """golive's own, read once by a process."""
    return House(ROOT / "src" / "golive")


def register_order() -> list[list[str]]:
    """The registers as .importlinter lists them, lowest first; those in one row do not know each other."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    rows = contracts["importlinter:contract:registers"]["layers"].split("\n")
    return [[name.strip(" ()") for name in row.split("|")] for row in reversed(rows) if row.strip()]
