"""What do the reports of the tests say? Acme's CRM roll-out: a real week, a crowded one, a blind one, a hostile one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from golive.plain.money import Money
from golive.plain.rag import Rag
from golive.registers.status.assemble import assemble
from golive.registers.status.headline import milestone
from golive.registers.status.page import (
    Anchor,
    Budget,
    Cover,
    Decision,
    GoLive,
    Line,
    Override,
    Provenance,
    RiskLine,
    StatusPage,
    Window,
)

AS_OF = date(2026, 3, 20)
HOSTILE = ('#read("/etc/passwd")', "*x* _y_ $z$ `q` <lab> @ref", "<script>alert(1)</script>", "=1+1", "#panic()\\ // x")


def _windows(*chances: int) -> tuple[Window, ...]:
    return tuple(Window(date(2026, 5, 9) + timedelta(days=14 * n), chance) for n, chance in enumerate(chances))


def last_week() -> StatusPage:
    page = this_week_parts()
    go_live = replace(page.go_live, p80=date(2026, 5, 23), p50=date(2026, 5, 23), chance=81, slack_days=8)
    calm = tuple(replace(line, computed=Rag.GREEN, override=None) for line in page.workstreams)
    cover = replace(page.cover, as_of=AS_OF - timedelta(days=7), number=11)
    return assemble(replace(page, cover=cover, go_live=go_live, workstreams=calm, decisions=(), risks=page.risks[:2]))


def this_week() -> StatusPage:
    event = "CR-012 was rejected by the steering committee on Thu 19 Mar: it would spend all slack."
    return assemble(this_week_parts(), history=(last_week(),), events=(event,))


def this_week_parts() -> StatusPage:
    return StatusPage(
        cover=Cover("Acme CRM roll-out", "Acme Industrial", "Maya Chen", "Richard Osei", AS_OF, 12),
        go_live=GoLive(
            committed=date(2026, 5, 23),
            p50=date(2026, 5, 23),
            p80=date(2026, 6, 6),
            chance=58,
            slack_days=0,
            windows=_windows(12, 58, 86, 95, 99),
        ),
        dimensions=_dimensions(),
        workstreams=_workstreams(),
        decisions=_decisions(),
        risks=_risks(),
        milestones=_milestones(),
        budget=Budget(Money(120_000_000), Money(61_000_000), Money(118_000_000), Rag.GREEN),
        notes=("Dana Lee is back on Monday; the chart of accounts is promised for Tuesday.",),
        anchor=Anchor(812, "ab12cd34ef56ab78ab12cd34ef56ab78"),
        provenance=Provenance(5000, 42, "v7", datetime(2026, 3, 20, 6, 0, tzinfo=UTC)),
    )


def _line(name: str, colour: Rag, figure: str, *reasons: str, age: int | None = 1, **more: object) -> Line:
    return Line(name, colour, reasons=reasons, figure=figure, evidence_age_days=age, **more)  # type: ignore[arg-type]


def _dimensions() -> tuple[Line, ...]:
    return (
        _line("Schedule", Rag.AMBER, "P80 6 Jun 2026", "P50 holds, P80 does not hold the committed window."),
        _line("Cost", Rag.GREEN, "EAC $1.18M", "$20k below the budget of $1.2M.", age=12),
        _line("Scope", Rag.GREEN, "0 of 214 points unapproved", "Nothing unapproved.", age=3),
        _line("Quality", Rag.GREEN, "6 working days before Mon 27 Apr", "UAT exit is expected in time."),
        _line("Data", Rag.RED, "37 of 40 totals agree", "37 of 40 totals agree in the latest mock.", age=4),
        _line("People", Rag.GREY, "Not measured", "People: nothing was measured. Record a pulse.", age=None),
        _line("Dependencies", Rag.AMBER, "1 of 9 past need-by", "1 of 9 past need-by."),
        _line("Risk", Rag.GREEN, "$64k of $96k", "The P80 exposure is $64k; the contingency is $96k."),
        _line("Governance", Rag.GREEN, "0 decisions overdue", "0 decisions overdue.", age=0),
    )


def _workstreams() -> tuple[Line, ...]:
    override = Override(Rag.AMBER, "Maya Chen", "The three totals are agreed roundings.", date(2026, 4, 1))
    red, green = Rag.RED, Rag.GREEN
    return (
        _line("Configuration", green, "1 of 31 due tasks late", "Build complete holds its baseline."),
        _line("Data migration", red, "4 of 18 due tasks late", "Mock 2 moved 4 working days.", override=override),
        _line("Integrations", Rag.AMBER, "2 of 14 due tasks late", "Interface test moved 3 working days."),
        _line("Testing", green, "0 of 6 due tasks late", "UAT start holds its baseline.", reported=Rag.AMBER),
        _line("Training and adoption", Rag.GREY, "", "Workstream: the last evidence is 19 days old (limit 7).", age=19),
        _line("Cutover", green, "Nothing due yet", "No task was due yet.", age=2),
    )


def _decisions() -> tuple[Decision, ...]:
    return (
        Decision(
            "DEC-031",
            "Freeze the chart of accounts without the two open regions",
            "Freeze for North and West now; load South and East in the delta load.",
            date(2026, 3, 18),
            "Richard Osei",
            "after Wed 1 Apr go-live moves 23 May → 6 Jun (about $84k).",
        ),
        Decision(
            "DEC-033",
            "A second data steward for six weeks",
            "Approve $18k from the contingency.",
            date(2026, 3, 27),
            "Steering committee",
            "mock 3 cannot be reconciled before UAT.",
        ),
    )


def _risks() -> tuple[RiskLine, ...]:
    return (
        RiskLine("R-014", "Legacy duplicates exceed the load tolerance", "Priya Nair", "Cleanse by 3 Apr", 20, 6.2),
        RiskLine("R-007", "UAT testers are released late from month-end close", "Tom Reyes", "Deputies", 12, 3.1),
        RiskLine("R-021", "One approver for every role design", "Lena Park", "Name a deputy", 9, None),
    )


def _milestones() -> tuple:  # type: ignore[type-arg]
    def on(month: int, day: int) -> date:
        return date(2026, month, day)

    return (
        milestone("Mock migration 2", baseline=on(3, 27), p50=on(4, 1), p80=on(4, 7)),
        milestone("Build complete", baseline=on(4, 10), p50=on(4, 10), p80=on(4, 10)),
        milestone("UAT starts", baseline=on(4, 13), p50=on(4, 13), p80=on(4, 21)),
        milestone("UAT exit", baseline=on(4, 27), p50=on(4, 27), p80=on(5, 6)),
        milestone("Go-live", baseline=on(5, 23), p50=on(5, 23), p80=on(6, 6)),
        milestone("Hypercare exit", baseline=on(6, 19), p50=None, p80=None),
    )


def blind() -> StatusPage:
    """Nothing measured at all."""
    return assemble(
        StatusPage(
            cover=Cover("Acme CRM roll-out", "Acme Industrial", "Maya Chen", "Richard Osei", AS_OF, 1),
            go_live=GoLive(committed=date(2026, 5, 23), unknown=("No forecast was run. Run it on the Plan page.",)),
            dimensions=tuple(_line(name, Rag.GREY, "Not measured", age=None) for name in ("Schedule", "Cost", "Data")),
        )
    )


def crowded(
    words: str = "An exceptionally long name that no executive would read to its end in one breath, ever",
) -> StatusPage:
    """Twelve workstreams, five decisions and long words everywhere."""
    page = this_week()
    twelve = tuple(replace(page.workstreams[n % 6], name=f"{n + 1} {words}", reasons=(words,) * 4) for n in range(12))
    five = tuple(Decision(f"DEC-{n}", words, f"{words}. {words}", AS_OF, words, f"{words}; {words}") for n in range(5))
    return assemble(
        replace(
            page,
            cover=replace(page.cover, implementation=words, client=words, manager=words, sponsor=words),
            workstreams=twelve,
            decisions=five,
            risks=tuple(replace(risk, title=words, mitigation=f"{words}. {words}") for risk in page.risks * 2),
            milestones=tuple(replace(page.milestones[n % 6], name=f"{n} {words}") for n in range(14)),
            notes=(words,) * 6,
        ),
        history=(last_week(),),
        events=(f"{words}. {words}",) * 9,
    )


def hostile() -> StatusPage:
    """Every text is an attempt at somebody's parser."""
    page = this_week()
    a, b, c, d, e = HOSTILE
    return replace(
        page,
        cover=replace(page.cover, implementation=a, client=b, manager=c, sponsor=f"{d}\r\nBcc: all@example.com"),
        workstreams=(Line(a, Rag.RED, reasons=(b, c), figure=d), Line(d, Rag.GREEN, reasons=(e,), figure=c)),
        decisions=(Decision(d, c, a, AS_OF, e, b),),
        risks=(RiskLine(d, a, c, e, 20, 1.0),),
        milestones=tuple(replace(it, name=text) for it, text in zip(page.milestones, HOSTILE, strict=False)),
        changed=HOSTILE,
        notes=HOSTILE,
    )
