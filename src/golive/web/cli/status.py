"""How does this implementation stand? The status page on the screen, on paper, or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from golive.web.cli import site

UNKNOWN, UNWRITABLE = 1, 2
STYLE = {"green": "green", "amber": "yellow", "red": "red", "grey": "bright_black"}
MARK = {"green": "●", "amber": "▲", "red": "■", "grey": "○"}
Out = Path | None


def status(
    implementation: Annotated[str, typer.Argument(help="Its short name, as in its address: acme-crm.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the page as JSON (docs/cli/status.md).")] = False,
    html: Annotated[Out, typer.Option(help="Write the page as one HTML file.")] = None,
    pdf: Annotated[Out, typer.Option(help="Write the page as PDF: one page of A4.")] = None,
    pptx: Annotated[Out, typer.Option(help="Write the page as three slides.")] = None,
    report: Annotated[str, typer.Option(help="A frozen report such as ST-003 instead of today's status.")] = "",
    data: site.DataFolder = None,
) -> None:
    """Compute the status and print it; with a file, write it there. Nothing is stored in the record."""
    site.wake(data)
    page = _page(implementation, report)
    papers = site.part("registers.status.papers")
    for target, make in ((html, papers.html), (pdf, papers.pdf), (pptx, papers.pptx)):
        if target is not None:
            _write(target, make(page))
    if as_json:
        typer.echo(page.to_json())
    elif not (html or pdf or pptx):
        show(page)


def _page(slug: str, report: str) -> Any:
    found = site.implementation(slug, UNKNOWN)
    queries = site.part("registers.status.queries")
    if not report:
        return queries.compute(found)
    frozen = queries.reports(found).filter(ref=report).first()
    if frozen is None:
        _stop(f"{slug} has no report {report}. Look at the list on its Status page.", UNKNOWN)
    return frozen.page


def _write(target: Path, content: str | bytes) -> None:
    try:
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as wrong:
        _stop(f"{target} cannot be written: {wrong.strerror}. Name a file in a folder that exists.", UNWRITABLE)
    typer.echo(f"{target} written.", err=True)


def _stop(message: str, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def show(page: Any) -> None:
    """The page for a person at a terminal; `golive demo` ends with it as well."""
    sheet = site.part("registers.status.papers.laying_out").lay_out(page)
    out = Console(highlight=False)
    out.print(Text(sheet.sentence, "bold"))
    out.print(_mark(sheet.overall.tone), Text(f"{sheet.overall.word}. {sheet.detail}"))
    out.print(Text(f"{sheet.name}, {sheet.client}. {sheet.report}, as of {sheet.as_of}.", "dim"))
    for fact in sheet.facts:
        out.print(Text(f"  {fact.label}: {fact.value}" + (f" ({fact.note})" if fact.note else "")))
    for title, rows in (("Workstreams", sheet.workstreams), ("Dimensions", sheet.dimensions)):
        if rows:
            out.print(_lines(title, rows))
    _list(out, "Decisions needed", [f"{it.title} ({it.ref}). {it.by}, {it.who}" for it in sheet.decisions])
    _list(out, "Top risks", [f"{it.score}: {it.title} ({it.ref}), {it.owner}; {it.days}" for it in sheet.risks])
    steps = [f"{it.name}: {it.baseline} → {it.p50} / {it.p80}, {it.moved}, {it.pill.word}" for it in sheet.milestones]
    _list(out, "Next milestones: baseline → P50 / P80", steps)
    _list(out, "Changed since the last report", list(sheet.changed))
    out.print(Text(" · ".join(sheet.provenance), "dim"))


def _mark(tone: str) -> Text:
    return Text(MARK[tone], STYLE[tone])


def _lines(title: str, rows: Any) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for label in ("", "Line", "State", "Why", "Evidence"):
        table.add_column(label, overflow="fold")
    for it in rows:
        beside = f" {it.beside}." if it.beside else ""
        why = Text(f"{it.reasons}{beside}")
        table.add_row(_mark(it.pill.tone), Text(it.name), Text(it.pill.word, STYLE[it.pill.tone]), why, Text(it.age))
    return table


def _list(out: Console, title: str, items: list[str]) -> None:
    out.print(Text(title, "bold"))
    for item in items or ["none"]:
        out.print(Text(f"  – {item}"))
