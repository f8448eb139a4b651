"""Who holds which role here, what may each role do, and how is one given and ended?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods
from markupsafe import Markup

from golive.foundation.audit.models import Entry
from golive.foundation.desk.forms import EndForm, InviteForm
from golive.foundation.implementations import actions, queries, rules
from golive.foundation.implementations.access import Place
from golive.foundation.implementations.models import RoleHolding
from golive.foundation.look import words
from golive.foundation.look.tables import Column, Row, table
from golive.foundation.register_kit.cells import person_cell
from golive.foundation.register_kit.declaration import Verb
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import Role, lacks_role

HISTORY = 30
COLUMNS = [
    Column("Person"), Column("Role"), Column("Organisation"), Column("E-mail"), Column("Since", css="tight"),
    Column("Given by"), Column("", css="tight"),
]  # fmt: skip
END = Markup(
    '<a class="btn small" href="{0}" hx-get="{0}" hx-target="#drawer-content" hx-swap="innerHTML">'
    'End<span class="vh"> the role {1} of {2}</span></a>'
)


@require_GET
@placed
def people(request: HttpRequest, place: Place) -> HttpResponse:
    may_give = lacks_role(place.seat, rules.MAY_GRANT, "give roles")
    holdings = queries.members_by_role(place.implementation)
    told = Entry.objects.filter(implementation=place.implementation, verb__in=["role.granted", "role.ended"])
    shown = {
        "table": table(COLUMNS, [_row(place, held, not may_give) for held in holdings], "People and their roles"),
        "people": len({held.person_id for held in holdings}),
        "unfilled": [role for role in rules.MEANING if role not in {held.role for held in holdings}],
        "meanings": [(role.capitalize(), meaning) for role, meaning in rules.MEANING.items()],
        "history": list(told.order_by("-seq").prefetch_related("texts")[:HISTORY]),
        "give": Verb("Give a role", place.url("people", "new"), "user-plus", may_give, primary=True),
    }
    return render(request, "desk/people.html", shown)


def _row(place: Place, held: RoleHolding, may_end: bool) -> Row:
    role = held.get_role_display()
    end: Any = END.format(place.url("people", held.pk, "end"), held.role, held.person.name) if may_end else ""
    return Row(
        [
            person_cell(held.person),
            Markup('<span class="chip">{}</span>').format(role),
            held.person.organisation,
            held.person.email,
            words.full(held.granted_at),
            held.granted_by.name if held.granted_by else "",
            end,
        ]
    )


@require_http_methods(["GET", "POST"])
@placed
def give(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Give a role",
        intro="A letter tells them. Somebody who is not here yet signs in with the address, by a mailed code.",
        form=InviteForm,
        do=lambda data: actions.invite(place.implementation, by=place.person, **data) and place.url("people"),
        back=place.url("people"),
        allowed=lacks_role(place.seat, rules.MAY_GRANT, "give roles"),
        submit="Give the role",
        initial={"role": Role.CONTRIBUTOR.value},
    )


@require_http_methods(["GET", "POST"])
@placed
def end(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    held = place.all(RoleHolding).select_related("person").filter(pk=pk, ended_at=None).first()
    if held is None:
        raise Http404("Nobody holds this role here any more.")
    return perform(
        request,
        title=f"End the role {held.role} of {held.person}",
        intro="They lose what it allows with their next click. What they did stays in the log under their name.",
        form=EndForm,
        do=lambda data: actions.end(place.implementation, held.person, held.role, by=place.person, **data),
        back=place.url("people"),
        allowed=rules.may_end(place.seat, role=held.role, managers=queries.manager_count(place.implementation)),
        submit="End the role",
        danger=True,
    )
