"""What does a file of `golive data reconcile --json` or `golive data audit --json` say, whatever else it holds?"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from golive.foundation.guard import run_guarded
from golive.foundation.guard.json_text import read_json
from golive.plain.verdict import Kind, Refusal, require

COUNTS = ("source", "target", "matched", "missing", "extra", "changed", "duplicate_key")
WRONG_ROWS = ("missing", "extra", "changed", "duplicate_key")
AGREES, DIFFERS = "agrees", "differs"
_GOOD = {
    "agrees",
    "agree",
    "reconciled",
    "match",
    "matched",
    "matches",
    "met",
    "pass",
    "passed",
    "ok",
    "equal",
    "green",
}
_BAD = {"differs", "differ", "different", "not met", "fail", "failed", "mismatch", "red", "not reconciled", "blocked"}
_RESULT_CURE = "Write it with `golive data reconcile … --json` and choose that file."
_AUDIT_CURE = "Write it with `golive data audit SOURCE --json` and choose that file."
_WEIGHTS = ("blocks", "repair", "decide", "know")


@dataclass(frozen=True)
class Cause:
    """One root cause: which column, which kind of difference, how many cells or rows, with what it looks like."""

    column: str
    signature: str
    count: int
    example: str = ""

    @property
    def key(self) -> str:
        return f"{self.column}\x1f{self.signature}"


@dataclass(frozen=True)
class Result:
    """A reconciliation: counts of rows, mismatches per compared column, root causes, and the verdict as we hold it."""

    rows: dict[str, int]
    columns: dict[str, int]
    causes: tuple[Cause, ...]
    verdict: str
    said: str

    @property
    def differences(self) -> int:
        return sum(self.rows[name] for name in WRONG_ROWS)


@dataclass(frozen=True)
class Found:
    """One group of an audit: column × detector × pattern; its examples come masked from the audit."""

    key: str
    table: str
    column: str
    detector: str
    pattern: str
    count: int
    rows: int
    says: str
    weight: str
    examples: tuple[str, ...] = ()
    rule: str = ""
    personal: bool = False


@dataclass(frozen=True)
class AuditFile:
    """Everything an audit found, under the name of its source."""

    source: str
    findings: tuple[Found, ...]
    tables: int = 0
    rows: int = 0


def parse(content: bytes, name: str) -> Any:
    """The JSON in these bytes, read in the guarded child; refused with the reason where it is none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "uploaded.json"
        path.write_bytes(content)
        return run_guarded(read_json, path, name=name).value


def result_of(value: Any, name: str) -> Result:
    """The reconciliation in this JSON; every fault of the file at once."""
    found = value if isinstance(value, Mapping) else {}
    given, columns = found.get("rows"), found.get("columns", {})
    refusals = [] if isinstance(given, Mapping) else [_wrong(f"{name} holds no “rows”.", _RESULT_CURE)]
    refusals += [_wrong(f"{name}: the run could not be made. {each}") for each in _list(found.get("problems"))]
    rows = given if isinstance(given, Mapping) else {}
    for key in COUNTS:
        if refusals and not rows:
            break
        if not _is_count(rows.get(key, 0 if key in ("matched", "duplicate_key") else None)):
            refusals.append(_wrong(f"{name}: rows.{key} is {rows.get(key)!r}; it must be a count.", _RESULT_CURE))
    columns = columns if isinstance(columns, Mapping) else {}
    for column, count in columns.items():
        if not _is_count(count):
            refusals.append(_wrong(f"{name}: columns.{column} is {count!r}; it must be a count.", _RESULT_CURE))
    require(refusals)
    counted = {key: int(rows.get(key, 0)) for key in COUNTS}
    said = _verdict_text(found.get("verdict"))
    clean = not any(counted[key] for key in WRONG_ROWS) and not any(columns.values())
    verdict = AGREES if said.lower() in _GOOD or (clean and said.lower() not in _BAD) else DIFFERS
    causes = tuple(sorted((_cause(each) for each in _list(found.get("causes"))), key=lambda c: (-c.count, c.key)))
    return Result(counted, {str(k): int(v) for k, v in columns.items()}, causes, verdict, said)


def _verdict_text(given: Any) -> str:
    if isinstance(given, Mapping):
        given = given.get("outcome", given.get("verdict", ""))
    if isinstance(given, bool):
        return AGREES if given else DIFFERS
    return str(given or "").strip()


def _cause(each: Any) -> Cause:
    """A cause however it is written: an object with column, signature and count, or only a sentence."""
    if not isinstance(each, Mapping):
        return Cause("", str(each)[:200], 0)
    named = next((each[k] for k in ("signature", "cause", "pattern", "kind", "class", "says") if each.get(k)), "")
    count = next((each[k] for k in ("count", "rows", "cells", "mismatches") if _is_count(each.get(k))), 0)
    example = next((each[k] for k in ("example", "examples", "samples", "sample", "says") if each.get(k)), "")
    return Cause(str(each.get("column") or "")[:120], str(named)[:200], int(count), _said(example)[:300])


def _said(example: Any) -> str:
    """The form of an example, never its content: the rows may be about people, and this page is for many."""
    if isinstance(example, list):
        example = example[0]
    if isinstance(example, Mapping):
        sides = [_form(example.get(key)) for key in ("expected", "found")]
        return " → ".join(sides) if any(sides) else ", ".join(filter(None, map(_form, example.values())))
    return _form(example)


def _form(value: Any) -> str:
    """Letters as x, digits as 9.

    >>> _form("Anna 1987"), _form(None)
    ('xxxx 9999', '')
    """
    return "" if value is None else re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "x", str(value)))


def audit_of(value: Any, name: str) -> AuditFile:
    """The findings in this JSON; a finding without column, detector and count is refused with its place."""
    found = value if isinstance(value, Mapping) else {}
    if not isinstance(found.get("findings"), list):
        require([_wrong(f"{name} holds no list of “findings”.", _AUDIT_CURE)])
    refusals, findings = [], []
    for number, each in enumerate(found["findings"], start=1):
        if not isinstance(each, Mapping) or not each.get("detector") or not _is_count(each.get("count")):
            refusals.append(_wrong(f"{name}: finding {number} has no detector or no count.", _AUDIT_CURE))
        else:
            findings.append(_found(each))
    require(refusals)
    tables = [each for each in _list(found.get("tables")) if isinstance(each, Mapping)]
    rows = sum(int(each["rows"]) for each in tables if _is_count(each.get("rows")))
    return AuditFile(Path(str(found.get("source") or name)).name[:120], tuple(findings), len(tables), rows)


def _found(each: Mapping[str, Any]) -> Found:
    table, column, detector, pattern = (
        str(each.get(k) or "")[:200] for k in ("table", "column", "detector", "pattern")
    )
    rules = [rule for rule in _list(each.get("rules")) if isinstance(rule, Mapping)]
    rule = each.get("rule") or "; ".join(f"when {rule.get('when')} then {rule.get('then')}" for rule in rules)
    return Found(
        str(each.get("id") or "|".join((table, column, detector, pattern)))[:120],
        table,
        column,
        detector,
        pattern,
        count=int(each["count"]),
        rows=int(each["rows"]) if _is_count(each.get("rows")) else 0,
        says=str(each.get("says") or "")[:500],
        weight=str(each["weight"]) if each.get("weight") in _WEIGHTS else "decide",
        examples=tuple(str(example)[:80] for example in _list(each.get("examples"))[:5]),
        rule=str(rule)[:2000],
        personal=each.get("personal") is True,
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _wrong(problem: str, cure: str = _RESULT_CURE) -> Refusal:
    return Refusal("data_migration.file", problem, cure, Kind.INPUT, "file")
