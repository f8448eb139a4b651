"""How is the status observed, said, overridden, reported and sent? The only writers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.people import letters
from golive.foundation.people.models import Person
from golive.plain.rag import Rag
from golive.plain.seat import lacks_role
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.status import evaluating, papers, queries, reporting, rules
from golive.registers.status.models import Observation, Override, Report, ReportedColour, Sending
from golive.registers.status.page import StatusPage
from golive.registers.status.sentences import count as counted

audit.verb("status.observed", "{by} had the status of {on} evaluated: {lines} lines, worst {worst}")
audit.verb("status.said", "{by} said that {line} of {on} is {colour}; computed {computed}")
audit.verb("status.overridden", "{by} overrode {line} of {on} from {computed} to {colour} until {expires}")
audit.verb("status.reported", "{by} froze {on}: {sentence} ({page})")
audit.verb("status.sent", "{by} sent {on} to {count}")


@transaction.atomic
def observe(implementation: Implementation, *, by: Person) -> list[Observation]:
    """Keep today's evaluation of every line: one a day, remembered by the worst that was seen."""
    seat = seat_of(by, implementation)
    require(lacks_role(seat, reporting.MAY_PUBLISH, "have the status evaluated"))
    kept = _keep(implementation, evaluating.evaluate(evaluating.ground(implementation)))
    worst = rules.roll_up([Rag(each.shown) for each in kept])
    audit.record("status.observed", on=implementation, by=by, lines=len(kept), worst=worst)
    return kept


def _keep(implementation: Implementation, lines: Sequence[evaluating.Evaluated]) -> list[Observation]:
    before = evaluating.seen_today(implementation)
    kept = [
        Observation(
            implementation=implementation,
            kind=each.kind,
            line=each.line.name,
            on=implementation.today(),
            at=implementation.now(),
            computed=_day_colour(before.get((each.kind, each.line.name)), each.raw).value,
            shown=each.line.shown.value,
            reported=each.line.reported.value if each.line.reported else "",
            figure=each.line.figure[:200],
            value=each.value,
            reasons=list(each.line.reasons),
        )
        for each in lines
    ]
    unique = ["implementation", "kind", "line", "on"]
    fields = ["at", "computed", "shown", "reported", "figure", "value", "reasons"]
    Observation.objects.bulk_create(kept, update_conflicts=True, unique_fields=unique, update_fields=fields)
    return kept


def _day_colour(before: Rag | None, now: Rag) -> Rag:
    return before if before and evaluating.stays(before, now) else now


@transaction.atomic
def say_colour(implementation: Implementation, *, by: Person, line: str, colour: Rag, note: str = "") -> ReportedColour:
    """A lead's own colour of a line; it stands beside the computed one and never replaces it."""
    found = _line(implementation, line)
    lead = found.stream.lead if found and found.stream else None
    require(
        reporting.may_say(
            seat_of(by, implementation),
            line=line,
            known=found is not None,
            colour=colour,
            lead=lead.pk if lead else None,
            lead_name=lead.name if lead else "",
        )
    )
    assert found is not None
    said = ReportedColour.objects.create(
        implementation=implementation, line=line, colour=colour.value, note=note, at=implementation.now(), by=by
    )
    computed = found.line.computed.word.lower()
    audit.record(
        "status.said", on=implementation, by=by, because=note, line=line, colour=colour.word.lower(), computed=computed
    )
    return said


@transaction.atomic
def override(
    implementation: Implementation, *, by: Person, line: str, colour: Rag, reason: str, expires: date | None
) -> Override:
    """Answer for another colour than the computed one, with a reason and an end that every paper prints."""
    found = _line(implementation, line)
    seat, computed = seat_of(by, implementation), found.line.computed if found else Rag.GREY
    refusals = rules.may_override(
        seat, line=line, computed=computed, colour=colour, reason=reason, on=implementation.today(), expires=expires
    )
    if found is None:
        cure = "Choose one of its lines."
        refusals.append(Refusal("status.line", f"The report has no line “{line}”.", cure, Kind.INPUT, "line"))
    require(refusals)
    assert expires is not None
    made = Override.objects.create(
        implementation=implementation,
        line=line,
        computed=computed.value,
        colour=colour.value,
        reason=reason.strip(),
        expires=expires,
        at=implementation.now(),
        by=by,
    )
    audit.record(
        "status.overridden",
        on=implementation,
        by=by,
        because=reason,
        line=line,
        computed=computed.word.lower(),
        colour=colour.word.lower(),
        expires=expires,
    )
    return made


def _line(implementation: Implementation, name: str) -> evaluating.Evaluated | None:
    found = evaluating.evaluate(evaluating.ground(implementation))
    return next((each for each in found if each.line.name == name), None)


@transaction.atomic
def report(implementation: Implementation, *, by: Person, notes: Sequence[str] = ()) -> Report:
    """Evaluate every line, put the page together and freeze it."""
    # Locked, so that two reports at once cannot get the same number.
    Implementation.objects.select_for_update().get(pk=implementation.pk)
    last, said = queries.latest(implementation), [note.strip() for note in notes if note.strip()]
    seat, today = seat_of(by, implementation), implementation.today()
    require(reporting.may_report(seat, notes=said, last=last.as_of if last else None, today=today))
    on = evaluating.ground(implementation)
    lines = evaluating.evaluate(on)
    page = queries.put_together(on, lines, tuple(said))
    _keep(implementation, lines)
    made = _freeze(implementation, page, by)
    sentence = page.headline.sentence.rstrip(".")
    audit.record("status.reported", on=made, by=by, sentence=sentence, page=made.page_hash[:16])
    return made


def _freeze(implementation: Implementation, page: StatusPage, by: Person) -> Report:
    return Report.objects.create(
        implementation=implementation,
        ref=next_ref(implementation, Report.PREFIX),
        created_at=implementation.now(),
        created_by=by,
        number=page.cover.number,
        as_of=page.cover.as_of,
        sentence=page.headline.sentence,
        colour=page.headline.tone.value,
        chance=None if page.go_live.unknown else page.go_live.chance,
        p80=None if page.go_live.unknown else page.go_live.p80,
        watermelon=page.watermelon,
        content=page.to_json(),
        page_hash=page.hash,
        audit_seq=page.anchor.seq if page.anchor else 0,
    )


@transaction.atomic
def send(report: Report, *, by: Person, to: Iterable[Person]) -> Sending:
    """Mail the frozen page with its PDF; each recipient gets a letter of their own."""
    implementation, people = report.implementation, list(dict.fromkeys(to))
    newest = queries.latest(implementation)
    refusals = reporting.may_send(
        seat_of(by, implementation),
        ref=report.ref,
        recipients=len(people),
        newest=newest is not None and newest.pk == report.pk,
        newest_ref=newest.ref if newest else "",
    )
    members = set(implementations.ever_members(implementation).values_list("pk", flat=True))
    refusals += [
        Refusal("status.send.stranger", f"{person.name} holds no role here.", "Give a role first.", Kind.INPUT, "to")
        for person in people
        if person.pk not in members
    ]
    require(refusals)
    sending = Sending.objects.create(report=report, at=implementation.now(), by=by)
    sending.to.set(people)
    messages = _letters(report, people)
    transaction.on_commit(lambda: [letters.post_message(message) for message in messages])
    audit.record(
        "status.sent",
        on=report,
        by=by,
        count=counted(len(people), "person", "people"),
        to=[person.pk for person in people],
    )
    return sending


def _letters(report: Report, people: Sequence[Person]) -> list[EmailMultiAlternatives]:
    page = report.page
    subject, html, text = papers.email(page)
    paper, name = papers.pdf(page), f"{report.implementation.slug}-status-{report.number}.pdf"
    found = []
    for person in people:
        message = EmailMultiAlternatives(" ".join(subject.split()), text, to=[person.email])
        message.attach_alternative(html, "text/html")
        message.attach(name, paper, "application/pdf")
        found.append(message)
    return found
