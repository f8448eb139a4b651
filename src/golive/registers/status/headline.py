"""Will we go live on the date, and what is different from last time?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from golive.plain.rag import Rag
from golive.registers.status.colours import windows_colour
from golive.registers.status.page import GoLive, Headline, Line, MilestoneLine, StatusPage
from golive.registers.status.rules import roll_up
from golive.registers.status.sentences import count, full_day, listed, moved, short_day
from golive.registers.status.thresholds import OVERRIDE_DAYS


def go_live_colour(go_live: GoLive) -> Rag:
    """The colour of the committed window; grey where there is no window or no forecast to rely on."""
    if go_live.unknown or not (go_live.committed and go_live.p50 and go_live.p80) or go_live.chance is None:
        return Rag.GREY
    return windows_colour(go_live.committed, go_live.p50, go_live.p80)


def headline(go_live: GoLive, lines: Sequence[Line] = ()) -> Headline:
    """The sentence at the top. Its tone is the worst of the go-live date and of every line shown."""
    tone = roll_up([go_live_colour(go_live), *(line.shown for line in lines)])
    return Headline(_sentence(go_live), " ".join(_details(go_live, lines)), tone)


def _sentence(it: GoLive) -> str:
    if it.committed is None:
        return f"No go-live window is committed. {_plan_on(it)}".strip()
    if go_live_colour(it) is Rag.GREY:
        return f"Nobody can say yet whether {full_day(it.committed)} holds."
    chance = f"{it.chance} % chance of going live on {full_day(it.committed)}."
    return f"{chance} {'Hold the date.' if go_live_colour(it) is Rag.GREEN else _plan_on(it)}"


def _plan_on(it: GoLive) -> str:
    return f"Plan on {full_day(it.p80)}." if it.p80 and not it.unknown else ""


def _details(it: GoLive, lines: Sequence[Line]) -> list[str]:
    said = list(it.unknown)
    if it.slack_days is not None and not it.unknown:
        said.append(f"{count(it.slack_days, 'working day')} of window slack left.")
    if overridden := [line.name for line in lines if line.override]:
        said.append(f"Overridden by hand: {listed(overridden)}.")
    for colour in (Rag.RED, Rag.AMBER, Rag.GREY):
        if names := [line.name for line in lines if line.shown is colour]:
            said.append(f"{colour.word}: {listed(names)}.")
    return said


def since(previous: StatusPage | None, go_live: GoLive) -> GoLive:
    """The go-live with its P80 compared with the last report; unknown where either has none."""
    before = previous.go_live if previous else None
    if before is None or before.unknown or go_live.unknown:
        return replace(go_live, p80_moved_days=None)
    return replace(go_live, p80_moved_days=days_between(before.p80, go_live.p80))


def days_between(earlier: date | None, later: date | None) -> int | None:
    """Calendar days from one day to the other; None where one is missing.

    >>> days_between(date(2026, 5, 23), date(2026, 6, 6))
    14
    """
    return (later - earlier).days if earlier and later else None


def milestone(name: str, *, baseline: date | None, p50: date | None, p80: date | None) -> MilestoneLine:
    """A milestone line: green where P80 holds the baseline, amber where only P50 does, grey where one is missing.

    >>> milestone("UAT", baseline=date(2026, 4, 1), p50=date(2026, 4, 1), p80=date(2026, 4, 9)).colour
    <Rag.AMBER: 'amber'>
    """
    colour = windows_colour(baseline, p50, p80) if baseline and p50 and p80 else Rag.GREY
    return MilestoneLine(name, baseline, p50, p80, days_between(baseline, p80), colour)


def changes_since(previous: StatusPage | None, now: StatusPage) -> tuple[str, ...]:
    """What is different from the last report, the gravest first, one sentence each; empty on a first report."""
    if previous is None:
        return ()
    return (
        *_window_changes(previous.go_live, now.go_live),
        *_colour_changes(previous, now),
        *_milestone_changes(previous, now),
        *_list_changes(previous, now),
    )


def _window_changes(before: GoLive, now: GoLive) -> list[str]:
    said = []
    if before.committed != now.committed and before.committed and now.committed:
        said.append(f"The committed window moved: {short_day(before.committed)} → {full_day(now.committed)}.")
    gap = days_between(before.p80, now.p80)
    if gap and not before.unknown and not now.unknown:
        said.append(f"P80 is {moved(gap)}: {short_day(before.p80)} → {full_day(now.p80)}.")
    if before.chance != now.chance and before.chance is not None and now.chance is not None and not now.unknown:
        said.append(f"The chance of the committed window went from {before.chance} % to {now.chance} %.")
    if now.unknown and not before.unknown:
        said.append("The forecast can no longer be relied on.")
    if before.slack_days != now.slack_days and before.slack_days is not None and now.slack_days is not None:
        said.append(f"Window slack: {before.slack_days} → {count(now.slack_days, 'working day')}.")
    return said


def _colour_changes(previous: StatusPage, now: StatusPage) -> list[str]:
    before = {line.name: line.shown for line in previous.lines}
    turned = [line for line in now.lines if line.name in before and before[line.name] is not line.shown]
    turned.sort(key=lambda line: -line.shown.severity)
    return [f"{line.name}: {before[line.name].word.lower()} → {line.shown.word.lower()}." for line in turned]


def _milestone_changes(previous: StatusPage, now: StatusPage) -> list[str]:
    before = {milestone.name: milestone.p80 for milestone in previous.milestones}
    gaps = [(line, days_between(before.get(line.name), line.p80)) for line in now.milestones]
    return [f"{line.name} is {moved(gap)}, now {short_day(line.p80)} (P80)." for line, gap in gaps if gap]


def _list_changes(previous: StatusPage, now: StatusPage) -> list[str]:
    known = {risk.ref for risk in previous.risks}
    wanted = {decision.ref for decision in now.decisions}
    said = [f"New among the top risks: {risk.ref} {risk.title}." for risk in now.risks if risk.ref not in known]
    return said + [
        f"No longer waiting: {gone.ref} {gone.title}." for gone in previous.decisions if gone.ref not in wanted
    ]


def active_until(line: Line, as_of: date) -> Line:
    """The line without an override that has run out, or that was given more than the days allowed."""
    override = line.override
    if override and not as_of <= override.expires <= as_of + timedelta(days=OVERRIDE_DAYS):
        return replace(line, override=None)
    return line
