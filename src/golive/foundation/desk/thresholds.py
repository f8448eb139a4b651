"""What is this implementation, and which thresholds apply in it?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation.desk.forms import FactsForm, facts_from, facts_of, threshold_form
from golive.foundation.implementations import actions, queries, rules
from golive.foundation.implementations.access import Place
from golive.foundation.look import words
from golive.foundation.register_kit.declaration import Verb, registry
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.money import Money


@require_GET
@placed
def settings_page(request: HttpRequest, place: Place) -> HttpResponse:
    implementation = place.implementation
    applied = queries.values(implementation)
    groups: dict[str, list[queries.Applied]] = {}
    for each in applied.values():
        groups.setdefault(each.setting.key.split(".")[0], []).append(each)
    shown = {
        "facts": _facts(place),
        "groups": [(_title(prefix), prefix, members) for prefix, members in groups.items()],
        "chosen": sum(each.chosen is not None for each in applied.values()),
        "count": len(applied),
        "said": queries.said,
        "may_set": place.seat.holds(*rules.MAY_SET),
        "describe": Verb("Change the facts", place.url("settings", "facts"), "pencil", rules.may_describe(place.seat)),
    }
    return render(request, "desk/settings.html", shown)


def _title(prefix: str) -> str:
    register = registry.by_name.get(prefix)
    return register.title if register else prefix.replace("_", " ").capitalize()


def _facts(place: Place) -> list[tuple[str, Any]]:
    here = place.implementation

    def money(minor: int | None) -> str | None:
        return None if minor is None else Money(minor, here.currency).exact

    return [
        ("Name", here.name),
        ("Client", here.client),
        ("Phase", here.get_phase_display()),
        ("Kickoff", words.full(here.kickoff_on) if here.kickoff_on else None),
        ("Committed go-live", words.full(here.committed_on) if here.committed_on else None),
        ("Users", None if here.users is None else words.number(here.users)),
        ("Offices", None if here.offices is None else words.number(here.offices)),
        ("Budget", money(here.budget_minor)),
        ("Spent so far", money(here.spent_minor)),
        ("Burn rate a working day", money(here.burn_per_day_minor)),
        ("Benefit lost a working day of delay", money(here.delayed_benefit_per_day_minor)),
    ]


@require_http_methods(["GET", "POST"])
@placed
def describe(request: HttpRequest, place: Place) -> HttpResponse:
    here = place.implementation

    def do(data: dict[str, Any]) -> str:
        more = {"version": data["version"], "because": data["because"]}
        actions.describe(here, by=place.person, **more, **facts_from(data))
        return place.url("settings")

    return perform(
        request,
        title=f"What {here.name} is",
        intro=f"Amounts are in {here.currency}.",
        form=FactsForm,
        do=do,
        back=place.url("settings"),
        allowed=rules.may_describe(place.seat),
        initial=facts_of(here),
    )


@require_http_methods(["GET", "POST"])
@placed
def choose(request: HttpRequest, place: Place, key: str) -> HttpResponse:
    applied = queries.values(place.implementation).get(key)
    if applied is None:
        raise Http404(f"There is no setting {key}.")
    setting, value = applied.setting, applied.value
    shown_value = ("yes" if value else "no") if isinstance(value, bool) else value

    def do(data: dict[str, Any]) -> str:
        actions.choose_value(place.implementation, key, data["value"], by=place.person, because=data["because"])
        return place.url("settings") + f"#{key}"

    return perform(
        request,
        title=setting.meaning.rstrip("."),
        intro=f"The default is {queries.said(setting.default)} {setting.unit} ({setting.provenance}).",
        form=threshold_form(setting),
        do=do,
        back=place.url("settings"),
        allowed=rules.may_set(place.seat, because="-"),
        initial={"value": shown_value},
    )
