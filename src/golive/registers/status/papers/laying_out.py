"""How does the page become words, so that PDF, slides, page and mail cannot differ?"""

from __future__ import annotations

from datetime import date

from golive.plain.rag import Rag
from golive.registers.status.headline import go_live_colour
from golive.registers.status.page import Budget, Decision, GoLive, Line, MilestoneLine, RiskLine, StatusPage
from golive.registers.status.papers.axis import Axis, axis_for
from golive.registers.status.papers.sheet import Asked, Chance, Danger, Fact, Limits, Pill, Row, Sheet, Step
from golive.registers.status.papers.text import clean, cut
from golive.registers.status.rules import Trend
from golive.registers.status.sentences import NOT_MEASURED, count, full_day, moved, short_day, week_day
from golive.registers.status.thresholds import RISK_SCORE_AMBER, RISK_SCORE_RED


def lay_out(page: StatusPage, limits: Limits | None = None) -> Sheet:
    """Every word of the page in the order a reader needs it, cut to the limits with "and n more"."""
    limits = limits or Limits()
    cover, say = page.cover, limits.words
    axis = axis_for(page)
    return Sheet(
        name=cut(cover.implementation, max(limits.names, 60)),
        client=cut(cover.client, limits.names),
        report=f"Status report {cover.number}",
        as_of=f"{week_day(cover.as_of)} {cover.as_of.year}",
        people=(
            f"Manager {cut(cover.manager, min(limits.names, 40))}",
            f"Sponsor {cut(cover.sponsor, min(limits.names, 40))}",
        ),
        sentence=cut(page.headline.sentence, 160),
        detail=cut(page.headline.detail, max(say, 240)),
        overall=pill(page.headline.tone),
        facts=_facts(page),
        windows=_windows(page.go_live),
        axis=axis,
        dimensions=tuple(_row(line, limits) for line in _gravest(page.dimensions, limits.lines)),
        workstreams=tuple(_row(line, limits) for line in _gravest(page.workstreams, limits.lines)),
        changed=tuple(cut(text, say) for text in page.changed[: limits.changes]),
        decisions=tuple(_asked(item, page, limits) for item in page.decisions[: limits.decisions]),
        risks=tuple(_danger(item, limits) for item in page.risks[: limits.risks]),
        milestones=tuple(_step(item, axis, limits) for item in page.milestones[: limits.milestones]),
        notes=tuple(cut(text, say) for text in page.notes[: limits.notes]),
        more=_more(page, limits),
        provenance=_provenance(page),
    )


def pill(colour: Rag) -> Pill:
    return Pill(colour.value, colour.word)


def _more(page: StatusPage, limits: Limits) -> dict[str, str]:
    kept = {
        "dimensions": (page.dimensions, limits.lines),
        "workstreams": (page.workstreams, limits.lines),
        "changed": (page.changed, limits.changes),
        "decisions": (page.decisions, limits.decisions),
        "risks": (page.risks, limits.risks),
        "milestones": (page.milestones, limits.milestones),
        "notes": (page.notes, limits.notes),
    }
    return {name: f"and {len(all_) - most} more" if len(all_) > most else "" for name, (all_, most) in kept.items()}


def _facts(page: StatusPage) -> tuple[Fact, ...]:
    it = page.go_live
    tone = go_live_colour(it).value
    gone = "" if it.p80_moved_days is None else f"{moved(it.p80_moved_days)} since last report"
    return (
        Fact("Committed", full_day(it.committed), "" if it.unknown else _chance(it), tone),
        Fact("P50", _forecast(it, it.p50), "half of all runs", "" if it.p50 and not it.unknown else "grey"),
        Fact("P80", _forecast(it, it.p80), gone or "four of five runs", tone),
        _slack(it),
        _budget(page.budget),
        _watermelon(page.watermelon),
    )


def _slack(it: GoLive) -> Fact:
    note = "working, before go-live moves"
    if it.slack_days is None or it.unknown:
        return Fact("Window slack", NOT_MEASURED, note, Rag.GREY.value)
    return Fact("Window slack", count(it.slack_days, "day"), note)


def _forecast(it: GoLive, day: date | None) -> str:
    return NOT_MEASURED if it.unknown else full_day(day)


def _chance(it: GoLive) -> str:
    return f"{it.chance} % chance" if it.chance is not None else f"chance {NOT_MEASURED}"


def _budget(budget: Budget | None) -> Fact:
    if budget is None or budget.estimate is None:
        approved = f"of {budget.approved} approved" if budget else ""
        return Fact("At completion", NOT_MEASURED, approved, Rag.GREY.value)
    spent = f"{budget.spent} spent" if budget.spent else f"spent {NOT_MEASURED}"
    return Fact("At completion", str(budget.estimate), f"of {budget.approved}, {spent}", budget.colour.value)


def _watermelon(index: float | None) -> Fact:
    note = "steps greener than the evidence"
    if index is None:
        return Fact("Watermelon index", NOT_MEASURED, "no colour was reported", Rag.GREY.value)
    return Fact("Watermelon index", f"{index:g}", note, "")


def _windows(it: GoLive) -> tuple[Chance, ...]:
    if it.unknown:
        return ()
    return tuple(_window(it, window.day, window.chance) for window in it.windows)


def _window(it: GoLive, day: date, chance: int | None) -> Chance:
    marks = [word for word, at in (("committed", it.committed), ("P50", it.p50), ("P80", it.p80)) if at == day]
    past = it.p80 is not None and day > it.p80
    late = it.committed is not None and day > it.committed
    tone = "beyond" if past else "late" if late else "held"
    share = (chance or 0) / 100
    said = f"{chance} %" if chance is not None else NOT_MEASURED
    return Chance(short_day(day), said, share, tone, " · ".join(marks))


_ARROW = {Trend.BETTER: "↗", Trend.WORSE: "↘", Trend.SAME: "→", Trend.NEW: ""}


def _gravest(lines: tuple[Line, ...], most: int) -> list[Line]:
    # where not all fit, what is overridden or worst stays; the order of the report is kept
    ranked = sorted(lines, key=lambda line: (line.override is None, -line.shown.severity))
    kept = {line.name for line in ranked[:most]}
    return [line for line in lines if line.name in kept][:most]


def _row(line: Line, limits: Limits) -> Row:
    age = "no evidence" if line.evidence_age_days is None else f"{line.evidence_age_days} d old"
    return Row(
        name=cut(line.name, limits.names),
        pill=pill(line.shown),
        figure=cut(line.figure, limits.names),
        reasons=cut(" ".join(line.reasons), limits.words),
        trend="" if line.trend is Trend.NEW else line.trend.value,
        arrow=_ARROW[line.trend],
        age=age,
        beside=_beside(line, limits.words),
    )


def _beside(line: Line, say: int) -> str:
    if it := line.override:
        # only the reason may be cut: who, until when and from which colour always stand
        head = (
            f"Overridden by {cut(it.author, 30)} until {week_day(it.expires)} (computed {line.computed.word.lower()})"
        )
        return f"{head}: {cut(it.reason, say).rstrip('.')}"
    if line.reported and line.reported is not line.computed:
        return f"Reported {line.reported.word.lower()}"
    return ""


def _asked(it: Decision, page: StatusPage, limits: Limits) -> Asked:
    overdue = bool(it.by and it.by < page.cover.as_of)
    by = "No date set" if it.by is None else f"{'Overdue since' if overdue else 'By'} {week_day(it.by)}"
    return Asked(
        clean(it.ref),
        cut(it.title, 2 * limits.names),
        cut(it.recommendation, limits.words),
        by,
        overdue,
        cut(it.who, limits.names),
        cut(it.consequence, limits.words),
    )


def _danger(it: RiskLine, limits: Limits) -> Danger:
    tone = _risk_colour(it.score)
    days = f"effect on P80 {NOT_MEASURED}" if it.days is None else f"{it.days:+.1f} d at P80"
    title, mitigation = cut(it.title, 2 * limits.names), cut(it.mitigation, limits.words)
    return Danger(clean(it.ref), title, cut(it.owner, limits.names), mitigation, str(it.score), tone.value, days)


def _risk_colour(score: int) -> Rag:
    return Rag.RED if score >= RISK_SCORE_RED else Rag.AMBER if score >= RISK_SCORE_AMBER else Rag.GREEN


def _step(it: MilestoneLine, axis: Axis, limits: Limits) -> Step:
    gap50 = (it.p50 - it.baseline).days if it.p50 and it.baseline else None
    return Step(
        name=cut(it.name, limits.names),
        baseline=_brief(it.baseline),
        p50=_brief(it.p50),
        p80=_brief(it.p80),
        moved="–" if it.moved_days is None else f"{it.moved_days:+d} d" if it.moved_days else "0 d",
        pill=pill(it.colour),
        at_baseline=axis.place(it.baseline),
        at_p50=axis.place(it.p50),
        at_p80=axis.place(it.p80),
        days_p50=gap50,
        days_p80=it.moved_days,
    )


def _brief(day: date | None) -> str:
    # a dash in a narrow column; the pill beside it says that it is not known
    return short_day(day) if day else "–"


def _provenance(page: StatusPage) -> tuple[str, ...]:
    said = []
    if it := page.provenance:
        run = f"{it.iterations:,} simulated runs, seed {it.seed}, plan {clean(it.plan_version)}"
        said.append(f"Forecast: {run}, {full_day(it.run_at)} {it.run_at:%H:%M}")
    else:
        said.append("Forecast: none")
    said.append(f"Colours: thresholds {page.thresholds or NOT_MEASURED}")
    said.append(f"Audit {page.anchor.seq}:{clean(page.anchor.hash)[:16]}" if page.anchor else "Audit: no anchor")
    said.append(f"Report {page.hash[:16]}")
    return tuple(said)
