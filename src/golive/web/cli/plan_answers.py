"""How does `golive plan` answer: in words and tables, as one JSON object, and with every reason where it cannot?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from typer.core import TyperGroup

from golive.engines import schedule as engine
from golive.engines.schedule import json_form
from golive.plain.verdict import Refused

UNUSABLE = 2
_AS_JSON = "golive.plan.json"
_UsageError: Any = typer.BadParameter.__base__
"""What is raised for any wrong word of a command line; where it lives depends on Typer's version."""


@contextmanager
def usable(as_json: bool) -> Iterator[None]:
    """Whatever makes the input unusable is said with every reason, and ends with 2."""
    try:
        yield
    except engine.PlanError as wrong:
        raise ended(list(wrong.findings), as_json) from None
    except Refused as refused:
        found = [engine.Finding(engine.Severity.ERROR, r.code, r.problem, r.cure) for r in refused.refusals]
        raise ended(found, as_json) from None
    except (OSError, KeyError, ValueError) as wrong:
        text = str(wrong.args[0]) if isinstance(wrong, KeyError) else str(wrong)
        raise ended([engine.Finding(engine.Severity.ERROR, "input", text)], as_json) from None


class AnsweringGroup(TyperGroup):
    """Commands whose wrong options and arguments are a JSON object too, where ``--json`` is among them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta[_AS_JSON] = "--json" in args
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except _UsageError as wrong:
            if not ctx.meta[_AS_JSON]:
                raise
            text = wrong.format_message()
            raise ended([engine.Finding(engine.Severity.ERROR, "input", text)], as_json=True) from None


def ended(problems: list[engine.Finding], as_json: bool) -> typer.Exit:
    if as_json:
        print_json(json_form.unusable_form(problems))
    else:
        for problem in problems:
            Console(stderr=True, highlight=False, soft_wrap=True).print(str(problem), markup=False)
    return typer.Exit(UNUSABLE)


def print_json(form: dict[str, Any]) -> None:
    print(json.dumps(form, indent=2, ensure_ascii=False))


def print_findings(findings: tuple[engine.Finding, ...]) -> None:
    for finding in findings:
        say(f"{finding.severity}: {finding}")


def say(text: str) -> None:
    Console(highlight=False, soft_wrap=True).print(text, markup=False)


def table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column)
    return table


def day(at: datetime | date) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}"
