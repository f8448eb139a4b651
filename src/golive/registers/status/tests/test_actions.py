from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core import mail

from golive.engines.schedule import Baseline, Link, Task
from golive.foundation import audit
from golive.foundation.implementations import actions as implementations
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.contract import signed_in
from golive.plain.rag import Rag
from golive.plain.verdict import Refused
from golive.registers.decisions import actions as decisions
from golive.registers.plan import actions as plan
from golive.registers.plan import queries as plans
from golive.registers.plan.models import Workstream
from golive.registers.plan.tests.plans import STREAMS, WINDOWS, acme_plan
from golive.registers.status import actions, papers, queries, reporting
from golive.registers.status.models import Observation, Report
from golive.registers.status.page import StatusPage
from tests.world import World

pytestmark = pytest.mark.django_db
REASON = "The totals that differ are agreed roundings."


def planned(world: World) -> Implementation:
    """Acme with a plan, go-live dates and a forecast."""
    plan.load(world.acme, acme_plan(), by=world.manager, source="plan.xml", streams=STREAMS)
    plan.set_windows(world.acme, WINDOWS, by=world.manager)
    implementations.choose_value(world.acme, "plan.iterations", 64, by=world.manager, because="A quick test.")
    plan.recompute(world.acme, by=world.manager)
    return world.acme


def days_later(implementation: Implementation, days: int) -> Implementation:
    assert implementation.clock is not None
    later = implementation.clock + timedelta(days=days)
    Implementation.objects.filter(pk=implementation.pk).update(clock=later)
    return Implementation.objects.get(pk=implementation.pk)


def line(page: StatusPage, name: str):
    return next(each for each in page.lines if each.name == name)


def test_a_committed_date_that_has_passed_has_no_chance_any_more(world: World) -> None:
    implementation = planned(world)
    assert implementation.committed_on is not None
    gone = days_later(implementation, (implementation.committed_on - implementation.today()).days + 1)
    plan.recompute(gone, by=world.manager)
    page = queries.compute(gone)
    assert any("has passed. Commit to a new one." in why for why in page.go_live.unknown)
    assert "chance" not in page.headline.sentence


def overdue(world: World, count: int) -> list:
    asked = [
        decisions.ask(
            world.acme, by=world.manager, title=f"Question {n}?", recommendation="Yes.", due=date(2026, 3, 17),
            decider=world.sponsor,
        )
        for n in range(count)
    ]  # fmt: skip
    return asked


def test_an_empty_implementation_is_grey_everywhere_and_green_nowhere(world: World, other: Implementation) -> None:
    page = queries.compute(other)
    assert {each.computed for each in page.lines} == {Rag.GREY}
    assert page.headline.tone is Rag.GREY
    assert page.go_live.unknown == ("No forecast was run. Run it on the Plan page.",)
    assert all(each.reasons for each in page.lines)


def test_the_page_carries_the_forecast_the_workstreams_and_the_decisions(world: World) -> None:
    planned(world)
    overdue(world, 1)
    page = queries.compute(world.acme)
    assert page.go_live.committed == date(2026, 5, 9)
    assert page.go_live.p80 is not None
    assert [each.name for each in page.workstreams] == ["Client", "Finance", "Training", "Testing"]
    assert [each.title for each in page.decisions] == ["Question 0?"]
    assert line(page, "Quality").computed is Rag.GREY
    assert page.provenance is not None
    assert page.cover.manager == "Jo Marsh"
    assert queries.compute(world.acme).hash == page.hash


def test_a_workstream_is_near_critical_by_the_float_of_its_next_milestone_not_of_any_task(world: World) -> None:
    """Finance has a task without float, but its next milestone lies on a path with 20 days of it."""
    base = acme_plan()
    agreed = Baseline(0, datetime(2026, 4, 7, 17), datetime(2026, 4, 7, 17))
    step = Task(10, "Texts approved", 0, milestone=True, parent=3, baselines=(agreed,))
    links = (*(link for link in base.links if (link.pred, link.succ) != (5, 9)), Link(5, 10), Link(10, 9))
    own = replace(base, tasks=(*base.tasks, step), links=links)
    plan.load(world.acme, own, by=world.manager, source="plan.xml", streams=STREAMS | {10: "Finance"})
    plan.set_windows(world.acme, WINDOWS, by=world.manager)
    rows = plans.tasks(world.acme)
    floats = {row.uid: row.total_float_days for row in rows}
    assert (floats[4], floats[10]) == (0, 20)
    told = " ".join(line(queries.compute(world.acme), "Finance").reasons)
    assert "Texts approved moved 5 working days." in told
    assert "float" not in told
    page = signed_in(world.manager).get(world.acme.url()).content.decode()
    assert "The float is the milestone&#39;s own" in page
    # With its own path near-critical it says so, with that float.
    tight = replace(own, links=(*(link for link in links if link.succ != 10), Link(4, 10), Link(10, 7)))
    plan.load(world.acme, tight, by=world.manager, source="plan.xml", streams=STREAMS | {10: "Finance"})
    told = " ".join(line(queries.compute(world.acme), "Finance").reasons)
    assert "and its path has 0 d float" in told


def test_a_forecast_of_another_plan_is_grey_and_says_so(world: World) -> None:
    planned(world)
    assert not queries.compute(world.acme).go_live.unknown
    plan.edit(world.acme, {"set": [{"task": 4, "duration_days": 25}]}, by=world.manager, because="More to build.")
    page = queries.compute(world.acme)
    assert "changed after the forecast" in page.go_live.unknown[0]
    assert line(page, "Schedule").computed is Rag.GREY
    assert page.headline.sentence == "Nobody can say yet whether 9 May 2026 holds."


def test_worse_is_shown_at_once_and_better_only_after_two_good_days(world: World) -> None:
    asked = overdue(world, 3)
    today = days_later(world.acme, 3)
    actions.observe(today, by=world.manager)
    assert line(queries.compute(today), "Governance").computed is Rag.RED
    for each in asked:
        decisions.decide(each, by=world.sponsor, outcome="Yes", because="It fits.")
    actions.observe(today, by=world.manager)
    assert Observation.objects.filter(line="Governance").count() == 1, "two looks on one day are one evaluation"
    first = days_later(today, 1)
    held = line(queries.compute(first), "Governance")
    assert held.computed is Rag.RED
    assert "an improvement is shown after 2 evaluations" in held.reasons[-1]
    actions.observe(first, by=world.manager)
    assert line(queries.compute(days_later(first, 1)), "Governance").computed is Rag.GREEN


def test_only_the_manager_has_the_status_evaluated_and_it_is_recorded(world: World) -> None:
    with pytest.raises(Refused, match="may not have the status evaluated"):
        actions.observe(world.acme, by=world.lead)
    actions.observe(world.acme, by=world.manager)
    assert audit.entries(world.acme, limit=1)[0].verb == "status.observed"


def test_a_report_is_frozen_with_its_hash_and_its_pdf_is_the_same_bytes(world: World) -> None:
    planned(world)
    made = actions.report(world.acme, by=world.manager, notes=["Dana Lee is back on Monday.", " "])
    assert (made.ref, made.number, made.page.notes) == ("ST-001", 1, ("Dana Lee is back on Monday.",))
    first = papers.pdf(made.page)
    overdue(world, 2)
    again = Report.objects.get(pk=made.pk)
    assert again.page.hash == made.page_hash
    assert papers.pdf(again.page) == first
    assert papers.pptx(again.page) == papers.pptx(made.page)
    entry = audit.history_of(made, limit=1)[0]
    assert (entry.verb, made.page_hash[:16] in entry.sentence) == ("status.reported", True)


def test_a_report_that_was_altered_is_refused_when_it_is_read(world: World) -> None:
    made = actions.report(world.acme, by=world.manager)
    Report.objects.filter(pk=made.pk).update(content=made.content.replace("Jo Marsh", "Jo Harsh"))
    with pytest.raises(ValueError, match="does not match its hash"):
        _ = Report.objects.get(pk=made.pk).page


def test_a_second_report_on_the_same_day_and_too_long_notes_are_refused_at_once(world: World) -> None:
    actions.report(world.acme, by=world.manager)
    with pytest.raises(Refused) as refused:
        actions.report(world.acme, by=world.viewer, notes=["x" * 301])
    assert {each.code for each in refused.value.refusals} == {
        "rights.role", "status.report.today", "status.notes.long",
    }  # fmt: skip


def test_the_next_report_tells_what_happened_since_the_last(world: World) -> None:
    planned(world)
    actions.report(world.acme, by=world.manager)
    asked = overdue(world, 1)[0]
    decisions.decide(asked, by=world.sponsor, outcome="Freeze North and West", because="Time.")
    later = days_later(world.acme, 7)
    page = queries.compute(later)
    assert any("Freeze North and West" in said for said in page.changed)
    assert any("no longer be relied on" in said for said in page.changed) or page.go_live.unknown == ()
    assert actions.report(later, by=world.manager).number == 2


def test_a_lead_says_a_colour_beside_the_computed_one_and_it_counts_as_watermelon(world: World) -> None:
    planned(world)
    stream = Workstream.objects.get(title="Finance")
    plan.lead(stream, world.lead, by=world.manager)
    actions.say_colour(world.acme, by=world.lead, line="Finance", colour=Rag.GREEN, note="We will make it.")
    assert audit.entries(world.acme, limit=1)[0].verb == "status.said"
    found = line(queries.compute(world.acme), "Finance")
    assert found.reported is Rag.GREEN
    later = days_later(world.acme, int(reporting.SAID_DAYS.default) + 1)
    assert line(queries.compute(later), "Finance").reported is None


def test_another_leads_line_an_unknown_line_and_grey_cannot_be_said(world: World) -> None:
    planned(world)
    plan.lead(Workstream.objects.get(title="Finance"), world.risk_owner, by=world.manager)
    with pytest.raises(Refused, match="led by Tomasz Wrona"):
        actions.say_colour(world.acme, by=world.lead, line="Finance", colour=Rag.GREEN)
    with pytest.raises(Refused, match="no line “Weather”"):
        actions.say_colour(world.acme, by=world.manager, line="Weather", colour=Rag.GREEN)
    with pytest.raises(Refused, match="cannot be said"):
        actions.say_colour(world.acme, by=world.manager, line="Finance", colour=Rag.GREY)
    with pytest.raises(Refused, match="may not say"):
        actions.say_colour(world.acme, by=world.client, line="Finance", colour=Rag.RED)


def test_an_override_shows_author_reason_and_end_and_runs_out_by_itself(world: World) -> None:
    overdue(world, 3)
    today = days_later(world.acme, 3)
    facts = {"line": "Governance", "colour": Rag.AMBER, "reason": REASON, "expires": date(2026, 3, 25)}
    actions.override(today, by=world.sponsor, **facts)
    assert audit.entries(today, limit=1)[0].verb == "status.overridden"
    found = line(queries.compute(today), "Governance")
    assert (found.computed, found.shown) == (Rag.RED, Rag.AMBER)
    assert found.override is not None
    assert (found.override.author, found.override.reason) == ("Ruth Amadi", REASON)
    assert line(queries.compute(days_later(today, 7)), "Governance").shown is Rag.RED


def test_an_override_without_reason_end_or_right_is_refused_with_every_reason(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.override(world.acme, by=world.lead, line="Quality", colour=Rag.GREEN, reason="ok", expires=None)
    assert {each.code for each in refused.value.refusals} == {
        "rights.role", "status.override.grey", "status.override.reason", "status.override.no_expiry",
    }  # fmt: skip


def test_a_report_is_mailed_to_the_sponsor_with_its_pdf_and_recorded(
    world: World, django_capture_on_commit_callbacks
) -> None:
    made = actions.report(world.acme, by=world.manager)
    with django_capture_on_commit_callbacks() as callbacks:
        actions.send(made, by=world.manager, to=[world.sponsor, world.committee])
    for callback in callbacks:
        for future in callback() or []:
            future.result(timeout=30)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([world.sponsor.email, world.committee.email])
    letter = mail.outbox[0]
    assert made.sentence in letter.subject
    assert letter.attachments[0][1][:5] == b"%PDF-"
    assert audit.history_of(made, limit=1)[0].verb == "status.sent"


def test_an_old_report_a_stranger_and_nobody_are_refused_as_recipients(world: World) -> None:
    old = actions.report(world.acme, by=world.manager)
    new = actions.report(days_later(world.acme, 7), by=world.manager)
    with pytest.raises(Refused, match="Send ST-002"):
        actions.send(old, by=world.manager, to=[world.sponsor])
    with pytest.raises(Refused, match="Sam Outis holds no role"):
        actions.send(new, by=world.manager, to=[world.stranger])
    with pytest.raises(Refused, match="no recipient"):
        actions.send(new, by=world.manager, to=[])
    with pytest.raises(Refused, match="may not send"):
        actions.send(new, by=world.sponsor, to=[world.sponsor])


def test_the_executives_count_as_told_only_when_the_report_is_fresh_and_sent(world: World) -> None:
    judge = reporting.status_is_reported
    assert judge(queries.told(world.acme)).outcome.value == "not decidable"
    made = actions.report(world.acme, by=world.manager)
    assert "not sent" in judge(queries.told(world.acme)).figure
    actions.send(made, by=world.manager, to=[world.sponsor])
    assert judge(queries.told(world.acme)).met
    assert not judge(queries.told(days_later(world.acme, 8))).met


def test_the_watermelon_index_is_not_known_until_a_colour_was_said(world: World) -> None:
    planned(world)
    assert not reporting.status_is_honest(queries.told(world.acme)).met
    actions.say_colour(world.acme, by=world.manager, line="Quality", colour=Rag.GREEN)
    actions.report(world.acme, by=world.manager)
    facts = queries.told(world.acme)
    assert (facts.watermelon, list(facts.greener)) == (1.0, ["Quality"])
    assert reporting.status_is_honest(facts).met
    implementations.choose_value(world.acme, "status.watermelon_limit", 0, by=world.manager, because="We are strict.")
    assert "Talk about Quality" in reporting.status_is_honest(queries.told(world.acme)).cure
