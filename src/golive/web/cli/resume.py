"""How does the person's résumé look, what is wrong with it, and what of a job description does it meet?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from golive.career import resume as desk
from golive.plain.verdict import Kind, Refusal, require

app = typer.Typer(help="Build, check and tailor your résumé: PDF and DOCX with the same words.", no_args_is_help=True)
FOUND, UNUSABLE = 1, 2
File = Annotated[Path, typer.Argument(help="A JSON Resume.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/resume.md).")]
Description = Annotated[
    Path | None, typer.Option("--for", help="A job description as text: bullets are chosen for it.")
]


@app.command()
def build(
    file: File = Path("resume.json"),
    out: Annotated[Path, typer.Option(help="The folder for both files.")] = Path("."),
    pdf: Annotated[Path | None, typer.Option(help="Where to write the PDF.")] = None,
    docx: Annotated[Path | None, typer.Option(help="Where to write the DOCX.")] = None,
    description: Description = None,
    strict: Annotated[bool, typer.Option(help="Refuse figures without a source.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write the résumé as PDF and DOCX; figures without a source count as your own claim and are listed."""
    with _usable():
        resume = desk.read(file)
        if strict:
            require(_unsourced(resume))
        made = desk.tailor(resume, description.read_text("utf-8-sig")) if description else None
        shown = made.resume if made else resume
        stem = "-".join(re.findall(r"\w+", shown.name)) + "-Resume"
        targets = {"pdf": pdf or out / f"{stem}.pdf", "docx": docx or out / f"{stem}.docx"}
        for path, content in ((targets["pdf"], desk.pdf(shown)), (targets["docx"], desk.docx(shown))):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    form: dict[str, Any] = {name: str(path) for name, path in targets.items()}
    form |= {"bullets": [b.text for b in shown.bullets], "claims": _claims(shown)}
    form |= {"findings": [asdict(each) for each in desk.lint(shown)], "coverage": _coverage(made)}
    if as_json:
        print(json.dumps(form, indent=2, ensure_ascii=False))
        return
    _say(f"Written: {targets['pdf']} and {targets['docx']}")
    for claim in form["claims"]:
        _say(f"Your own claim: {', '.join(claim['figures'])} in “{claim['bullet']}”")
    if form["findings"]:
        _say(f"{len(form['findings'])} findings: golive resume lint {file}")
    _show_coverage(made)


@app.command()
def lint(file: File = Path("resume.json"), as_json: AsJson = False) -> None:
    """Check every bullet: verb, figure with scale and source, length, person, governance, adoption."""
    with _usable():
        found = desk.lint(desk.read(file))
    if as_json:
        print(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False))
    else:
        for each in found:
            _say(f"{each.place}: {each.problem} {each.cure}")
        _say(f"{len(found)} findings" if found else "Nothing to mend.")
    raise typer.Exit(FOUND if found else 0)


@app.command()
def tailor(
    description: Annotated[Path, typer.Argument(help="A job description as text.")],
    file: File = Path("resume.json"),
    as_json: AsJson = False,
) -> None:
    """Which demands of a job description your bullets meet, and which are gaps; nothing is ever added."""
    with _usable():
        made = desk.tailor(desk.read(file), description.read_text("utf-8-sig"))
    if as_json:
        form = {"coverage": _coverage(made), "gaps": made.gaps, "bullets": [b.text for b in made.resume.bullets]}
        print(json.dumps(form, indent=2, ensure_ascii=False))
    else:
        _show_coverage(made)


def _unsourced(resume: desk.Resume) -> Iterator[Refusal]:
    for bullet in resume.bullets:
        if bullet.unsourced:
            problem = f"Nothing answers for {', '.join(bullet.unsourced)} in “{bullet.text}”."
            yield Refusal("resume.unsourced", problem, "Name the record in x_evidence, or claim:user.", Kind.INPUT)


def _claims(resume: desk.Resume) -> list[dict[str, Any]]:
    marked = [(b, [f for f in b.figures if f in b.unsourced or f in b.claims]) for b in resume.bullets]
    return [{"bullet": bullet.text, "figures": figures} for bullet, figures in marked if figures]


def _coverage(made: desk.Tailored | None) -> list[dict[str, Any]] | None:
    return None if made is None else [asdict(row) | {"met": row.met} for row in made.coverage]


def _show_coverage(made: desk.Tailored | None) -> None:
    if made is None:
        return
    table = Table("Demanded", "Times", "Met by")
    for row in made.coverage:
        by = [*row.bullets[:1], *row.skills[:1]]
        table.add_row(row.term, str(row.asked), "\n".join(by) if row.met else "[red]gap[/]")
    Console().print(table)


@contextmanager
def _usable() -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as wrong:
        _say(str(wrong), stderr=True)
        raise typer.Exit(UNUSABLE) from None


def _say(text: str, **where: Any) -> None:
    Console(highlight=False, soft_wrap=True, **where).print(text, markup=False)
