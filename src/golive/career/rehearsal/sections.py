"""Which parts of the desk are for rehearsing, and what comes next in them?"""

from __future__ import annotations

from golive.career.own.sections import Section, Step
from golive.career.rehearsal import interview, queries, role_play
from golive.career.rehearsal.coaching import progress
from golive.foundation.look.words import plural
from golive.foundation.people.models import Person

FIRST, OPEN, LATER = 10, 0, 40


def _interviews(person: Person) -> str:
    count = len(queries.rehearsed(person))
    return f"{plural(count, 'answer')} rehearsed" if count else ""


def _interview_steps(person: Person) -> list[Step]:
    rows = queries.rehearsals(person)
    for row in rows:
        if row.ended_at is None:
            title = f"Go on with the rehearsal of {row.began_at:%-d %b}"
            done = sum(not each.open for each in row.answers.all())
            text = f"{done} of {plural(len(row.answers.all()), 'question')} answered."
            return [Step(OPEN, title, text, row.get_absolute_url(), "Go on")]
    found = progress(queries.marks(rows))
    if found is None:
        text = "Typed or spoken. After each answer you see its points, the words behind them, and one thing to rewrite."
        return [Step(FIRST, "Rehearse three questions", text, interview.HERE, "Begin a mock interview")]
    title, asks, now, _ = found.weakest
    text = f"{title}: {now:.1f} of 2 in your last answers. {asks}."
    return [Step(LATER, "Rehearse again, with one thing in mind", text, interview.HERE, "Mock interview")]


def _role_plays(person: Person) -> str:
    rows = queries.conversations(person)
    return f"{plural(len(rows), 'conversation')} held" if rows else ""


def _role_play_steps(person: Person) -> list[Step]:
    rows = queries.conversations(person)
    if row := role_play.open_one(rows):
        title = f"Go on with “{role_play.title_of(row.scenario)}”"
        return [Step(OPEN + 1, title, "The other side waits for an answer.", row.get_absolute_url(), "Go on talking")]
    if not rows:
        text = "Somebody is against you and does not say why. Find out, and keep the date."
        return [Step(FIRST + 1, "Hold one hard conversation", text, role_play.HERE, "Choose a role-play")]
    return []


SECTIONS = [
    Section(
        "Mock interview",
        "messages-square",
        interview.HERE,
        "Questions as they are asked, your answers scored by six criteria, each point with your own words behind it.",
        _interviews,
        _interview_steps,
    ),
    Section(
        "Role-play",
        "drama",
        role_play.HERE,
        "Five hard conversations: scope creep, an angry head of department, a sponsor with a date. They react to you.",
        _role_plays,
        _role_play_steps,
    ),
    Section(
        "Copilot",
        "id-card",
        "/me/desk/copilot/",
        "Type the question, and while you type the card appears: structure, your own story, its figures.",
        lambda person: "Keeps nothing",
    ),
    Section(
        "Question bank",
        "library-big",
        "/me/desk/questions/",
        "The 25 practices and the general questions: what is tested, and how a good answer is built.",
        lambda person: "Ready to read",
    ),
]
