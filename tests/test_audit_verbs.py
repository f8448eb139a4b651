"""Is every event that the house records declared, with a sentence whose every field it is given?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from golive.foundation import audit
from golive.foundation.audit.events import Event

SOURCE = Path(__file__).resolve().parent.parent / "src" / "golive"
NOT_DATA = {"on", "by", "because", "at", None}


def calls_in(text: str) -> Iterator[tuple[str, ast.Call]]:
    """Each call of the log's own `verb` or `record` whose first argument is written out."""
    tree = ast.parse(text)
    bare = set(_imported_bare(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = ast.unparse(node.func)
            if function in {"audit.verb", "audit.record", *bare}:
                yield function.removeprefix("audit."), node


def _imported_bare(tree: ast.Module) -> Iterator[str]:
    """The register kit has a `verb` too, and decisions a `record`: those are not meant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("golive.foundation.audit"):
            yield from {"verb", "record"} & {alias.name for alias in node.names}


def sources() -> dict[Path, str]:
    return {path: path.read_text() for path in SOURCE.rglob("*.py") if "tests" not in path.parts}


def declared(texts: dict[Path, str]) -> dict[str, Event]:
    calls = [call for text in texts.values() for name, call in calls_in(text) if name == "verb"]
    return {verb.name: verb for verb in (Event(*map(ast.literal_eval, call.args)) for call in calls)}


def problems(texts: dict[Path, str]) -> Iterator[str]:
    verbs = declared(texts)
    for path, text in texts.items():
        for name, call in calls_in(text):
            if name == "record":
                yield from _wrong(f"{path.name}:{call.lineno}", call, verbs)


def _wrong(place: str, call: ast.Call, verbs: dict[str, Event]) -> Iterator[str]:
    name = call.args[0].value  # type: ignore[attr-defined]
    given = {keyword.arg for keyword in call.keywords}
    if name not in verbs:
        yield f"{place}: {name} is recorded but not declared."
    elif None not in given and not verbs[name].fields <= given:
        yield f"{place}: the sentence of {name} needs {', '.join(sorted(verbs[name].fields - given))}."


def test_every_recorded_event_is_declared_and_its_sentence_gets_its_fields() -> None:
    assert list(problems(sources())) == []


def test_every_declared_verb_is_a_sentence_that_says_who() -> None:
    for verb in [*declared(sources()).values(), *audit.declared().values()]:
        assert "{by}" in verb.sentence, verb


def test_a_breach_would_be_noticed() -> None:
    planted = {
        Path("actions.py"): 'audit.verb("a.b", "{by} did {what}")\naudit.record("a.b", on=1, by=2)\naudit.record("a.c")'
    }
    assert list(problems(planted)) == [
        "actions.py:2: the sentence of a.b needs what.",
        "actions.py:3: a.c is recorded but not declared.",
    ]
