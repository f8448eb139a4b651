"""What may a program do with the plan?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from golive.foundation.implementations.access import enter
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.registers.plan import actions, queries
from golive.registers.plan.models import Forecast
from golive.registers.plan.register import register

router = Router(tags=[register.title])
TaskOut: Any = record_schema(register)
BASE = "/i/{slug}/plan"


class ForecastOut(Schema):
    computed_at: datetime
    iterations: int
    seed: int
    deterministic: datetime
    p10: datetime
    p50: datetime
    p80: datetime
    p90: datetime
    window: date | None
    p50_window: date | None
    p80_window: date | None
    window_slack_days: int | None
    chance_committed: float | None
    stale: bool


class ProgressIn(Schema):
    percent_complete: float | None = None
    remaining_days: float | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    because: str = ""
    version: int | None = None


def forecast_out(forecast: Forecast) -> dict[str, Any]:
    return {
        "computed_at": forecast.computed_at,
        "iterations": forecast.iterations,
        "seed": forecast.seed,
        "deterministic": forecast.finish_at,
        "p10": forecast.p10_at,
        "p50": forecast.p50_at,
        "p80": forecast.p80_at,
        "p90": forecast.p90_at,
        "window": forecast.window_on,
        "p50_window": forecast.p50_window,
        "p80_window": forecast.p80_window,
        "window_slack_days": forecast.slack_days,
        "chance_committed": forecast.chance,
        "stale": queries.is_stale(forecast),
    }


@router.get(
    f"{BASE}/forecast/",
    response={200: ForecastOut, **ANSWERS},
    operation_id="plan_forecast",
    summary="Read the forecast",
)
def read_forecast(request: HttpRequest, slug: str) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    forecast = queries.latest_forecast(place.implementation)
    if forecast is None:
        raise Http404("There is no forecast yet. Compute it with POST to this address.")
    return forecast_out(forecast)


@router.post(
    f"{BASE}/forecast/",
    response={200: ForecastOut, **ANSWERS},
    operation_id="plan_recompute",
    summary="Compute the forecast",
)
def recompute(request: HttpRequest, slug: str) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return forecast_out(actions.recompute(place.implementation, by=place.person))


@router.post(
    f"{BASE}/{{ref}}/progress/",
    response={200: TaskOut, **ANSWERS},
    operation_id="plan_progress",
    summary="Report progress on a task",
)
def report_progress(request: HttpRequest, slug: str, ref: str, body: ProgressIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    task = find(register, place, ref)
    actions.report_progress(task, by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))
