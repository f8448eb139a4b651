"""Which stories can somebody tell from the record, with every figure's evidence, and which are missing?"""

from __future__ import annotations

import json
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from golive.plain.practices import ON_THE_DESK
from golive.web.cli import site

UNKNOWN, UNUSABLE = 1, 2
DESK = "Yours, opened by your token; without an implementation the stories of your desk, from your learning too."


def stories(
    implementation: Annotated[
        str, typer.Argument(help="Its short name, as in its address: acme-crm. With --desk it may be left out.")
    ] = "",
    person: Annotated[str, typer.Option("--person", help="E-mail or name; the manager if not given.")] = "",
    practice: Annotated[int, typer.Option("--practice", min=0, max=25, help="This practice only, in full.")] = 0,
    mask: Annotated[bool, typer.Option("--mask", help="Without names of clients and people.")] = False,
    desk: Annotated[bool, typer.Option("--desk", help=DESK)] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/cli/stories.md).")] = False,
    data: site.DataFolder = None,
) -> None:
    """Stories from the record: situation, task, action, result; each figure with its evidence."""
    holder = _holder(data) if desk else None
    site.wake(data)
    if holder is not None and not implementation:
        return _own(holder, practice, mask, as_json)
    told, collection = site.part("career.stories"), site.part("career.stories.collection")
    place = site.implementation(implementation, UNKNOWN)
    found = told.collect(place, holder or _person(place, person))
    names = collection.names_of(place) if mask else []
    hide = told.Mask.of([place.client], names).hide if mask else str
    kept = [each for each in found.stories if practice in (0, each.story.practice)]
    if as_json:
        print(json.dumps(_form(found, kept, hide), ensure_ascii=False))
        return
    if practice:
        return _tell(kept, hide) if kept else _stop(_missing(practice))
    _list(found, kept)


def _missing(practice: int) -> str:
    own = " What you keep on your own desk is told with --desk." if practice in ON_THE_DESK else ""
    return f"There is no story of practice {practice} yet.{own}"


def _holder(data: Any) -> Any:
    try:
        return site.token_holder(data)
    except OSError as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(UNUSABLE) from None


def _own(person: Any, practice: int, mask: bool, as_json: bool) -> None:
    """Everything that the person's own desk tells, over all implementations; the best story of each practice."""
    reads = site.part("career.portfolio.reads")
    found = reads.all_stories(person)
    hide = reads.mask(person).hide if mask else str
    kept = [held[0] for number, held in found.by_practice.items() if held and practice in (0, number)]
    if as_json:
        form = {"person": hide(person.name), "stories": [_story_form(each, hide) for each in kept]}
        print(json.dumps(form | {"gaps": found.gaps, "missing_kinds": found.missing_kinds}, ensure_ascii=False))
    elif practice:
        _tell(kept, hide) if kept else _stop(_missing(practice))
    else:
        _list(found, kept)


def _form(found: Any, kept: list[Any], hide: Any) -> dict[str, Any]:
    return {
        "implementation": hide(found.implementation.slug),
        "person": hide(found.person.name),
        "stories": [_story_form(each, hide) for each in kept],
        "gaps": found.gaps,
        "missing_kinds": found.missing_kinds,
    }


def _story_form(each: Any, hide: Any) -> dict[str, Any]:
    story = each.story
    return {
        "practice": story.practice,
        "title": each.title,
        "text": hide(story.text),
        "parts": {name.lower(): [hide(line.text) for line in lines] for name, lines in story.parts()},
        "figures": [
            {"text": hide(f.text), "evidence": hide(f.evidence), "url": "" if hide(f.url) != f.url else f.url}
            for f in story.figures
        ],
        "kinds": sorted(story.kinds),
        "words": story.words,
        "score": each.score.total,
        "label": each.score.label,
    }


def _list(found: Any, kept: list[Any]) -> None:
    table = Table("Practice", "Story", "Score", "Figures", "Words", box=None)
    for each in kept:
        story, points = each.story, f"{each.score.total} of 12"
        table.add_row(str(story.practice), each.title, points, str(len(story.figures)), str(story.words))
    Console().print(table)
    typer.echo(f"{len(kept)} of 25 practices told; missing: {', '.join(map(str, found.gaps)) or 'none'}.")
    if found.missing_kinds:
        typer.echo(f"No story yet of: {', '.join(found.missing_kinds)}.")


def _tell(kept: list[Any], hide: Any) -> None:
    for each in kept:
        for name, lines in each.story.parts():
            typer.echo(f"{name}: {hide(' '.join(line.text for line in lines))}")
        for figure in each.story.figures:
            typer.echo(f"  {hide(figure.text)} ← {hide(figure.evidence)}")


def _person(place: Any, said: str) -> Any:
    access, seat = site.part("foundation.implementations.access"), site.part("plain.seat")
    if not said:
        found = access.holders(place, seat.Role.MANAGER).first()
        return found or _stop(f"{place.name} has no manager. Say --person.")
    people = site.part("foundation.people.models").Person.objects
    found = people.filter(email__iexact=said).first() or people.filter(name__iexact=said).first()
    return found or _stop(f"Nobody here is called “{said}”. Give an e-mail address or a name.")


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(UNKNOWN)
