"""What does a person see and do with the plan?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.foundation.implementations.access import Place
from golive.foundation.look import charts
from golive.foundation.look.charts import Bar, trend
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import lacks_role
from golive.registers.plan import actions, forms, picture, queries, rules
from golive.registers.plan.models import Slip, Task
from golive.registers.plan.outline import sight
from golive.registers.plan.register import plan_verbs, tabs

ZOOMS = {"days", "weeks", "months", "quarters"}


@require_GET
@placed
def gantt(request: HttpRequest, place: Place) -> HttpResponse:
    """The plan as a chart; in a plan of more than 3,000 rows the inner levels are folded, each opened by a click."""
    implementation = place.implementation
    stream, show = request.GET.get("stream", ""), request.GET.get("show", "open")
    lines, turned = picture.outline(implementation, stream, all_work=show != "open"), _turned(request)
    seen = sight(lines, turned, most=picture.room(implementation, len(lines)))
    found = picture.drawn(implementation, seen.shown)
    context = {
        "tabs": tabs(place, "gantt"),
        "verbs": plan_verbs(place),
        "rows": picture.rows(implementation, found, seen, _turning(request, turned)),
        "links": picture.links(implementation, found) if found else [],
        "windows": _bands(place, found),
        "zoom": request.GET["zoom"] if request.GET.get("zoom") in ZOOMS else picture.zoom_for(found),
        "count": len(lines),
        "left_out": seen.left_out,
        "streams": queries.workstreams(implementation),
        "stream": stream,
        "show": show,
        "revision": queries.revision(implementation),
    }
    return render(request, "plan/gantt.html", context)


def _turned(request: HttpRequest) -> frozenset[int]:
    """The summaries that the reader folded or unfolded; what is no uid is no wish."""
    return frozenset(int(uid) for uid in request.GET.get("turned", "").split(",") if uid.isdecimal() and len(uid) < 10)


def _turning(request: HttpRequest, turned: frozenset[int]) -> Callable[[int], str]:
    """The address of this page with one summary the other way round."""
    kept = {name: request.GET[name] for name in ("stream", "show", "zoom") if request.GET.get(name)}
    rest = f"&{urlencode(kept)}" if kept else ""
    return lambda uid: f"?turned={','.join(map(str, sorted(turned ^ {uid})))}{rest}#row-{uid}"


def _bands(place: Place, found: list[Any]) -> list[picture.Window]:
    days = [moment.date() for task in found for moment in (task.start, task.finish) if moment]
    return picture.bands(place.implementation, min(days), max(days)) if days else []


@require_GET
@placed
def forecast(request: HttpRequest, place: Place) -> HttpResponse:
    implementation = place.implementation
    latest = queries.latest_forecast(implementation)
    context = {"tabs": tabs(place, "forecast"), "verbs": plan_verbs(place), "forecast": latest}
    context["headline"] = picture.headline(implementation, latest)
    if latest:
        context |= {
            "spread": picture.spread(latest),
            "ready": charts.histogram(picture.histogram(latest)) if latest.p80_window else "",
            "milestones": picture.milestone_rows(latest, implementation),
            "tornado": [Bar(e["name"], 0, e["days_p80"]) for e in latest.result["tornado"] if e["days_p80"] > 0][:12],
            "stale": queries.is_stale(latest),
            "inputs": [(each["name"], each["value"]) for each in latest.result["settings"]],
            "course": _course(place),
            "chances": picture.chances(latest),
            "interval": picture.interval(latest),
        }
    return render(request, "plan/forecast.html", context)


def _course(place: Place) -> str:
    """P80 against the committed date, forecast by forecast."""
    committed = place.implementation.committed_on
    history = queries.forecast_history(place.implementation)
    if committed is None or len(history) < 2:
        return ""
    return trend([(f.computed_at.date(), ((f.p80_window or f.p80_at.date()) - committed).days) for f in history])


@require_GET
@placed
def slips(request: HttpRequest, place: Place) -> HttpResponse:
    causes = queries.slip_by_cause(place.implementation)
    context = {
        "tabs": tabs(place, "slips"),
        "verbs": plan_verbs(place),
        "slips": queries.slips(place.implementation)[:200],
        "moved": f"{sum(causes.values()):g}",
        "put_down_to": ", ".join(f"{cause} {days:g}" for cause, days in causes.items()),
        "baselines": queries.baselines(place.implementation)[:50],
        "may": lacks_role(place.seat, rules.MAY_PLAN, "name the cause of a slip"),
    }
    return render(request, "plan/slips.html", context)


@require_http_methods(["GET", "POST"])
@placed
def attribute(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    slip = place.get(Slip, ref)
    back = place.url("plan", "slips")
    return perform(
        request,
        title=f"Why did {slip.ref} move go-live by {slip.days:g} working days?",
        form=forms.AttributeForm,
        do=lambda data: actions.attribute(slip, by=place.person, **data) and back,
        back=back,
        allowed=lacks_role(place.seat, rules.MAY_PLAN, "name the cause of a slip"),
        initial={"version": slip.version, "cause": slip.cause, "because": slip.because},
    )


@require_http_methods(["GET", "POST"])
@placed
def progress(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    task = place.get(Task, ref)
    return perform(
        request,
        title=f"Report progress on {task.title}",
        form=forms.ProgressForm,
        do=lambda data: actions.report_progress(task, by=place.person, **data) and task.get_absolute_url(),
        back=task.get_absolute_url(),
        allowed=lacks_role(place.seat, rules.MAY_REPORT, "report progress"),
        submit="Report",
        initial={"version": task.version, "percent_complete": task.percent_complete},
    )


@require_http_methods(["GET", "POST"])
@placed
def windows(request: HttpRequest, place: Place) -> HttpResponse:
    held = queries.state(place.implementation)
    back = place.url("plan", "forecast")
    return perform(
        request,
        title="On which dates is go-live permitted?",
        form=forms.WindowsForm,
        do=lambda data: actions.set_windows(place.implementation, data["form"], by=place.person) and back,
        back=back,
        allowed=lacks_role(place.seat, rules.MAY_PLAN, "set the go-live dates"),
        initial=_window_fields(held.windows if held else None),
    )


def _window_fields(form: object) -> dict[str, object]:
    if isinstance(form, list):
        return {"dates": "\n".join(map(str, form))}
    return dict(form) if isinstance(form, dict) else {}


@require_http_methods(["GET", "POST"])
@placed
def baseline(request: HttpRequest, place: Place) -> HttpResponse:
    back = place.url("plan", "slips")
    return perform(
        request,
        title="Take the baseline",
        form=forms.BaselineForm,
        do=lambda data: actions.take_baseline(place.implementation, by=place.person, **data) and back,
        back=back,
        allowed=lacks_role(place.seat, rules.MAY_PLAN, "take the baseline"),
        submit="Take the baseline",
    )


@require_POST
@placed
def recompute(request: HttpRequest, place: Place) -> HttpResponse:
    actions.recompute(place.implementation, by=place.person)
    return redirect(place.url("plan", "forecast"))
