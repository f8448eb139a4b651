"""Which laws of the house can be read off its files? Each answers with every breach: place, what is wrong, the cure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import House, Module, register_order

FLOORS = ["plain", "engines", "foundation", "registers", "connectors", "career", "web"]
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"} | {
    "service",
    "services",
    "handler",
    "handlers",
}
DOORS = {"actions", "queries", "rules", "importing"}
PAGES = {"views", "api", "forms"}
WRITERS = {"save", "asave", "delete", "adelete", "update", "aupdate", "create", "get_or_create", "update_or_create"}
CODE_IN_DATA = {"pickle", "cPickle", "dill", "shelve", "marshal", "cloudpickle", "joblib"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# Markup that a page may take as it is: each place was read by two people, and says there why it is safe.
REVIEWED_SAFE: frozenset[str] = frozenset()
# Imports inside a function, each with its reason.
REVIEWED_LATE_IMPORTS = frozenset(
    {"foundation/look/gallery.py:write"}  # runs on its own, and forms can be read in only once it has made settings
)
LONGEST_DOCSTRING = 6  # lines; engines and plain explain their methods at more length


def names_say_what_is_inside(house: House) -> Iterator[str]:
    for module in house.modules:
        for part in module.path.with_suffix("").parts:
            if part in NAMES_THAT_SAY_NOTHING:
                yield f"{module.path}: “{part}” could hold anything. Name it after what it answers."


def modules_open_with_their_question(house: House) -> Iterator[str]:
    """First the question of the trade, or the question and one sentence; an example may follow."""
    for module in house.product_modules:
        docstring = ast.get_docstring(module.tree)
        if not module.text.strip() or module.role == "apps":  # apps.py says only what Django wants to hear
            continue
        if not docstring:
            yield f"{module.path}: no module docstring. Say in one sentence which question of the trade it answers."
            continue
        paragraph = docstring.split("\n\n")[0]
        if len(re.findall(r"[.?!](?=\s|$)", paragraph)) > 2:
            yield f"{module.path}: the module docstring tells a story. One sentence is enough."
        if paragraph.rstrip()[-1] not in ".?!":
            yield f"{module.path}: the module docstring is not a sentence. End it with a full stop or a question mark."
        if len(docstring.splitlines()) > LONGEST_DOCSTRING and module.path.parts[0] not in {"engines", "plain"}:
            yield f"{module.path}: the module docstring has {len(docstring.splitlines())} lines. Keep the first."


def imports_stand_at_the_top(house: House) -> Iterator[str]:
    for module in house.modules:
        for function in ast.walk(module.tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                late = isinstance(node, ast.Import | ast.ImportFrom)
                if late and f"{module.path}:{function.name}" not in REVIEWED_LATE_IMPORTS:
                    yield f"{module.place(node)}: an import inside {function.name}. Put it at the top."


def neighbours_are_entered_by_their_doors(house: House) -> Iterator[str]:
    """Another register is entered by its actions, queries, rules and importing; only annotations may name its nouns."""
    for module in house.product_modules:
        if module.path.parts[0] not in {"registers", "connectors", "career"}:
            continue
        for node, target in _imports_at_run_time(module):
            floor, neighbour, door = (*target.split("."), "", "", "")[1:4]
            if not target.startswith("golive.registers.") or (floor, neighbour) == module.slice:
                continue
            if door not in DOORS:
                way = f"enters {neighbour} by “{door or neighbour}”"
                yield f"{module.place(node)}: {way}. The doors: actions, queries, rules, importing."
        for call in module.calls():
            if _name(call.func) == "get_model":
                yield f"{module.place(call)}: get_model goes round the doors. Ask the neighbour's queries."


def foreign_keys_point_down(house: House) -> Iterator[str]:
    """Foreign keys: string label, downward, PROTECT, no way back."""
    rank = _ranks(house)
    for module in house.product_modules:
        if module.role != "models" or module.slice is None:
            continue
        own = module.slice[1]
        for call in module.calls():
            if _name(call.func) not in RELATIONS:
                continue
            label = _label(call)
            if label is None and _name(call.args[0] if call.args else None) in module.classes:
                continue
            if label is None:
                yield f'{module.place(call)}: the target of this relation is not a string label. Write "app.Model".'
                continue
            target = label.split(".")[0] if "." in label else own
            if target == own:
                continue
            among_registers = module.path.parts[0] == "registers"
            if rank.get(target, 0) >= rank.get(own, 0) + (not among_registers):
                yield f"{module.place(call)}: {own} points up to {label}. A lower register must not know a higher one."
            if among_registers:
                yield from _keeps_to_itself(module, call, label)


def _keeps_to_itself(module: Module, call: ast.Call, label: str) -> Iterator[str]:
    said = {keyword.arg: keyword.value for keyword in call.keywords}
    if _name(call.func) != "ManyToManyField" and _name(said.get("on_delete")) != "PROTECT":
        yield f"{module.place(call)}: deleting {label} would reach in here. Use on_delete=models.PROTECT."
    way_back = said.get("related_name")
    if not (isinstance(way_back, ast.Constant) and str(way_back.value).endswith("+")):
        yield f'{module.place(call)}: {label} would get an attribute that leads up. Use related_name="+".'


def pages_do_not_write(house: House) -> Iterator[str]:
    """Views, API and forms ask actions; a write of their own would pass the rule and the audit by."""
    for module in house.product_modules:
        if module.role not in PAGES:
            continue
        decorators = {id(call) for node in ast.walk(module.tree) for call in getattr(node, "decorator_list", [])}
        actions = _actions_known_to(module)
        for call in module.calls():
            if not isinstance(call.func, ast.Attribute) or id(call) in decorators:
                continue
            name = call.func.attr
            writes = name in WRITERS or name.startswith(("bulk_", "abulk_"))
            if writes and not (isinstance(call.func.value, ast.Name) and call.func.value.id in actions):
                yield f"{module.place(call)}: a page calls .{name}(). Call an action; only actions write."


def _actions_known_to(module: Module) -> set[str]:
    """The names under which this module imports some slice's actions."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "actions"
    }


def nothing_is_unpickled_or_evaluated(house: House) -> Iterator[str]:
    for module in house.modules:
        for node in ast.walk(module.tree):
            for target in _targets(node):
                if target.split(".")[0] in CODE_IN_DATA:
                    yield f"{module.place(node)}: {target} runs code that stands in data. Use JSON."
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}:
                yield f"{module.place(node)}: {node.func.id}() runs text as code. Parse what is meant."


def forms_list_their_fields(house: House) -> Iterator[str]:
    for module in house.modules:
        for node in ast.walk(module.tree):
            everything = isinstance(node, ast.Constant) and node.value == "__all__"
            if everything and "fields" in module.text.splitlines()[node.lineno - 1]:
                yield f"{module.place(node)}: every field of the model can be written from outside. List the fields."


def templates_escape_everything(house: House) -> Iterator[str]:
    for template in house.templates:
        if str(template.path) in REVIEWED_SAFE:
            continue
        for number, line in enumerate(template.text.splitlines(), 1):
            if re.search(r"\|\s*safe\b|autoescape\s+(false|off)", line):
                yield f"{template.path}:{number}: markup taken as it is. Build it escaped in Python (markupsafe)."


def _imports_at_run_time(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for_types = {
        id(node)
        for branch in ast.walk(module.tree)
        if isinstance(branch, ast.If) and _name(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
    }
    for node in ast.walk(module.tree):
        if id(node) not in for_types:
            yield from ((node, target) for target in _targets(node))


def _targets(node: ast.AST) -> list[str]:
    """Every dotted name that an import statement brings in: `from a.b import c` is a.b.c."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _name(node: ast.AST | None) -> str:
    """The last name of an expression: `models.ForeignKey` is ForeignKey."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _label(call: ast.Call) -> str | None:
    target = call.args[0] if call.args else next((word.value for word in call.keywords if word.arg == "to"), None)
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value
    return "people.Person" if _name(target) == "AUTH_USER_MODEL" else None


def _ranks(house: House) -> dict[str, int]:
    """How high each slice stands; those that do not know each other stand equally high."""
    floor = {
        path.name: FLOORS.index(path.parent.name) * 100 for name in FLOORS for path in _slices(house.package / name)
    }
    order = {name: level + 1 for level, row in enumerate(register_order()) for name in row}
    return {name: height + order.get(name, 0) for name, height in floor.items()}


def _slices(floor: Path) -> list[Path]:
    return [path for path in floor.iterdir() if path.is_dir()] if floor.is_dir() else []


LAWS = [
    names_say_what_is_inside,
    modules_open_with_their_question,
    imports_stand_at_the_top,
    neighbours_are_entered_by_their_doors,
    foreign_keys_point_down,
    pages_do_not_write,
    nothing_is_unpickled_or_evaluated,
    forms_list_their_fields,
    templates_escape_everything,
]
