"""Which practice does a question ask about, how good is an answer, and how does rehearsing feel?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from golive.career import bank, matching, roleplays, scoring, speech
from golive.career.bank import Question
from golive.plain.practices import PRACTICES

app = typer.Typer(help="Rehearse interviews: match a question, score an answer, practise.", no_args_is_help=True)
UNUSABLE = 2
COLOURS = {"weak": "red", "fair": "yellow", "strong": "green"}
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (docs/cli/coach.md).")]


@app.command()
def match(
    question: Annotated[str, typer.Argument(help="The question as it was asked.")] = "",
    lines: Annotated[Path | None, typer.Option(help="A file with one question per line; one array per line.")] = None,
    as_json: AsJson = False,
) -> None:
    """Which of the 25 practices is asked about; 0 means none of them."""
    if lines is not None:
        for text in _lines(lines):
            print(json.dumps(_matches(text)))
        return
    if not question.strip():
        _stop("No question was given. Write it in quotes, or use --lines FILE.")
    if as_json:
        print(json.dumps(_matches(question)))
        return
    _table_of(question)


def _table_of(question: str) -> None:
    table = Table("Practice", "Name", "Score")
    for found in matching.match(question)[:5]:
        name = PRACTICES.get(found.practice) or (found.question.topic if found.question else "none of the 25")
        table.add_row(str(found.practice), name, f"{found.score:.2f}")
    Console().print(table)


@app.command()
def listen(
    recording: Annotated[Path, typer.Argument(help="A WAV file (PCM) of at most five minutes.")],
    as_json: AsJson = False,
) -> None:
    """What was said in a recording, how fast, and which practice it asks about. Nothing leaves this machine."""
    heard = _heard(recording)
    if as_json:
        print(json.dumps(_told(heard), ensure_ascii=False))
        return
    console = Console(soft_wrap=True, highlight=False)
    console.print(heard.text or "No word was understood.", markup=False)
    if not heard.text:
        return
    said = scoring.delivery(heard.text, heard.spoken_seconds)
    console.print(
        f"{said.words} words in {heard.spoken_seconds} s, {said.filler_count} fillers. Heard by {heard.engine}."
    )
    _table_of(heard.text)


@app.command()
def score(
    answer: Annotated[
        str, typer.Argument(help="A file with the answer (text, or a WAV recording), or - for the input.")
    ] = "",
    practice: Annotated[int, typer.Option(min=0, max=25, help="The practice it answers; 0: a general question.")] = 0,
    question: Annotated[str, typer.Option(help="The question as it was asked.")] = "",
    lines: Annotated[Path | None, typer.Option(help="JSON lines with practice, question and answer.")] = None,
    as_json: AsJson = False,
) -> None:
    """Score an answer: six criteria from 0 to 2, with the words behind each."""
    if lines is not None:
        for row in _objects(lines):
            found = _scored(row["answer"], row.get("question", ""), row.get("practice"), row.get("seconds"))
            print(json.dumps(found, ensure_ascii=False))
        return
    if not answer:
        _stop("No answer was given. Name a file, use - for the input, or --lines FILE.")
    text, seconds = _said(answer)
    if as_json:
        print(json.dumps(_scored(text, question, practice, seconds), ensure_ascii=False))
        return
    _show(scoring.score(text, question, practice or None))
    _show_delivery(scoring.delivery(text, seconds))


@app.command()
def practise(
    practices: Annotated[list[int] | None, typer.Argument(help="Practices to ask about; three by chance.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed asks the same questions.")] = 0,
) -> None:
    """Answer questions in the terminal and see each answer scored; an empty line ends an answer."""
    console = Console()
    for asked in _chosen(practices, seed):
        console.print(Panel(asked.question, title=f"{asked.practice} · {asked.title}"))
        found = scoring.score(_answer(), asked.question, asked.practice)
        _show(found)
        weakest = min(found.criteria, key=lambda name: found.criteria[name])
        follow_up = asked.follow_ups[scoring.CRITERIA.index(weakest) % len(asked.follow_ups)]
        console.print(f"[bold]Follow-up:[/] {follow_up}\n")


@app.command()
def roleplay(
    name: Annotated[str, typer.Argument(help="stakeholder-conflict, scope-creep, … or list.")] = "list",
    as_json: AsJson = False,
) -> None:
    """Hold a hard conversation with somebody who hides a reason; an empty line breaks it off."""
    if name == "list":
        for each in roleplays.built_in():
            print(f"{each.name}: {each.title}. {each.persona}.")
        return
    try:
        play, reply = roleplays.begin(roleplays.scenario(name))
    except KeyError as wrong:
        _stop(str(wrong.args[0]))
    told = Console(stderr=as_json, soft_wrap=True, highlight=False)
    told.print(f"{play.scenario.persona}. {play.scenario.setting}\n\n{reply.text}", markup=False)
    while not play.over and (line := sys.stdin.readline().strip()):
        play, reply = roleplays.say(play, line)
        told.print(reply.text, markup=False)
    _debrief(roleplays.debrief(play), as_json)


def _debrief(found: roleplays.Debrief, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return
    console = Console(soft_wrap=True, highlight=False)
    console.print(f"\nEnding: {found.ending}. Behind it: {found.cause}", markup=False)
    for move, words in found.done.items():
        console.print(f"● You {move}: “{words}”", markup=False)
    for move in found.missing:
        console.print(f"○ Not yet: {move}", markup=False)
    console.print(found.next_time, markup=False)


def _matches(text: str) -> list[dict[str, Any]]:
    return [{"practice": found.practice, "score": found.score} for found in matching.match(text)]


def _scored(text: str, question: str, practice: Any, seconds: int | None = None) -> dict[str, Any]:
    found = asdict(scoring.score(text, question, int(practice) if practice else None))
    return found | {"delivery": _delivered(scoring.delivery(text, seconds))}


def _delivered(said: scoring.Delivery) -> dict[str, Any]:
    """How it was said; it counts in no point. None where it was not spoken."""
    rates = {"per_minute": said.per_minute, "fillers_per_minute": said.fillers_per_minute}
    return {"words": said.words, "seconds": said.seconds, "fillers": said.fillers, **rates, "advice": said.advice}


def _said(answer: str) -> tuple[str, int | None]:
    """The answer as text, and how long it took where it was spoken."""
    if answer == "-":
        return sys.stdin.read(), None
    if Path(answer).suffix.lower() != ".wav":
        return _read(Path(answer)), None
    heard = _heard(Path(answer))
    return heard.text, heard.spoken_seconds


def _heard(recording: Path) -> speech.Transcript:
    try:
        return speech.hear(speech.read_wav(recording.read_bytes()))
    except OSError as error:
        _stop(f"{recording} cannot be read: {error.strerror}.")
    except (speech.Unhearable, speech.NoEngine) as wrong:
        _stop(f"{recording}: {wrong}")


def _told(heard: speech.Transcript) -> dict[str, Any]:
    words = [{"word": w.text, "start": w.start, "end": w.end, "confidence": w.confidence} for w in heard.words]
    return {
        "text": heard.text,
        "engine": heard.engine,
        "seconds": heard.seconds,
        "words": words,
        "delivery": _delivered(scoring.delivery(heard.text, heard.spoken_seconds)),
        "matches": _matches(heard.text),
    }


def _show(found: scoring.Score) -> None:
    console = Console()
    console.print(f"[bold {COLOURS[found.label]}]{found.label}[/], {found.total} of 12")
    table = Table("Criterion", "Points", "Your words")
    for name, points in found.criteria.items():
        table.add_row(name, "●" * points + "○" * (2 - points), " · ".join(found.evidence[name][:2]) or "–")
    console.print(table)
    if found.gate:
        console.print(found.gate)
    console.print(f"[bold]Next time:[/] {found.rewrite}")


def _show_delivery(said: scoring.Delivery) -> None:
    """Beside the points, never in them."""
    fillers = ", ".join(f"“{word}” {count}×" for word, count in said.fillers.items()) or "none"
    pace = f", {said.per_minute} words a minute" if said.per_minute else ""
    Console(soft_wrap=True, highlight=False).print(f"{said.words} words{pace}; fillers: {fillers}.", markup=False)
    for line in said.advice:
        print(line)


def _chosen(practices: list[int] | None, seed: int) -> list[Question]:
    asked = bank.built_in()
    numbers = practices or [1 + (seed * 7 + step) % 25 for step in (0, 8, 16)]
    if wrong := [n for n in numbers if n not in PRACTICES]:
        _stop(f"There is no practice {', '.join(map(str, wrong))}. Choose from 1 to 25.")
    return [asked.of(number) for number in numbers]


def _answer() -> str:
    """What is typed up to an empty line or the end of the input."""
    typed = []
    for line in sys.stdin:
        if not line.strip():
            break
        typed.append(line.strip())
    return " ".join(typed)


def _lines(path: Path) -> Iterator[str]:
    yield from _read(path).splitlines()


def _objects(path: Path) -> list[dict[str, Any]]:
    """Every object of the file, or every problem in it at once."""
    rows, problems = [], []
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        problem, row = _object(line)
        if problem:
            problems.append(f"line {number}: {problem}")
        rows.append(row)
    if problems:
        _stop(f"{path}: " + "; ".join(problems) + ".")
    return rows


def _object(line: str) -> tuple[str, dict[str, Any]]:
    try:
        row = json.loads(line)
    except ValueError as error:
        return f"is no JSON ({error})", {}
    if not isinstance(row, dict) or not isinstance(row.get("answer"), str):
        return "has no “answer”", {}
    practice, seconds = row.get("practice"), row.get("seconds")
    if seconds is not None and (not isinstance(seconds, int) or seconds < 1):
        return f"seconds is {seconds}; write how many whole seconds the answer took", {}
    if practice is not None and (not isinstance(practice, int) or not 0 <= practice <= 25):
        return f"practice is {practice}; write 0 to 25", {}
    return "", row


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        _stop(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}.")


def _stop(problem: str) -> NoReturn:
    Console(stderr=True, highlight=False, soft_wrap=True).print(problem, markup=False)
    raise typer.Exit(UNUSABLE)
