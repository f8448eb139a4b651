"""Does every action end in the log? Read off the code: what each action calls, down to the one that records."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property

from tests.house.sources import ROOT, House, Module

RECORDING = ("golive.foundation.audit", "record")
VERB = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
Function = tuple[str, str]


def dotted(module: Module) -> str:
    return ".".join(["golive", *module.path.with_suffix("").parts]).removesuffix(".__init__")


@dataclass(frozen=True)
class Calls:
    """Every function of the house with the functions that it calls."""

    house: House

    @cached_property
    def graph(self) -> dict[Function, set[Function]]:
        found: dict[Function, set[Function]] = {}
        for module in self.house.product_modules:
            names = _names(module)
            for node in module.tree.body:
                for function in [node, *(node.body if isinstance(node, ast.ClassDef) else [])]:
                    if isinstance(function, ast.FunctionDef):
                        found[dotted(module), function.name] = set(_called(function, names, dotted(module)))
        return found

    def records(self, function: Function, seen: frozenset[Function] = frozenset()) -> bool:
        """Whether this function records, itself or by what it calls."""
        if function == RECORDING:
            return True
        if function in seen:
            return False
        return any(self.records(each, seen | {function}) for each in self.graph.get(function, set()))


def actions(house: House) -> list[Function]:
    """Every public function of an actions module that writes in one transaction."""
    return [
        (dotted(module), node.name)
        for module in house.product_modules
        if module.role == "actions"
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_atomic(node)
    ]


def _is_atomic(function: ast.FunctionDef) -> bool:
    return any("atomic" in ast.unparse(each) for each in function.decorator_list)


def _names(module: Module) -> dict[str, str]:
    """What each name at the top of a module stands for, dotted."""
    names: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("golive"):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _called(function: ast.FunctionDef, names: dict[str, str], here: str) -> list[Function]:
    found: list[Function] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = names.get(node.value.id, "")
            # A method of a class that was imported counts as a function of the class's module.
            found += [(owner, node.attr), (owner.rpartition(".")[0], node.attr)]
        elif isinstance(node, ast.Name):
            module, _, name = names.get(node.id, f"{here}.{node.id}").rpartition(".")
            found.append((module, name))
    return found


def declared_verbs(house: House) -> dict[str, str]:
    """Every verb that an action declares, and the module that does."""
    return {
        call.args[0].value: str(module.path)
        for module in house.product_modules
        for call in module.calls()
        if _is(call, "verb") and isinstance(call.args[0], ast.Constant)
    }


def recorded_verbs(house: House) -> set[str]:
    """Every verb that stands in the code outside of its declaration."""
    found: set[str] = set()
    for module in house.product_modules:
        declarations = {id(call.args[0]) for call in module.calls() if _is(call, "verb") and call.args}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in declarations:
                found |= {node.value} if VERB.fullmatch(node.value) else set()
    return found


def asserted_verbs() -> set[str]:
    """Every verb that a test names."""
    found: set[str] = set()
    for path in [*ROOT.glob("tests/**/*.py"), *ROOT.glob("src/**/tests/**/*.py")]:
        found |= set(re.findall(r"[\"']([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)[\"']", path.read_text(encoding="utf-8")))
    return found


def _is(call: ast.Call, name: str) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == name and ast.unparse(call.func.value) == "audit"
